"""Pictures of the public pages, taken from the demo of a province.

    python -m tests.gallery                       the gallery of the documentation, docs/gallery/
    python -m tests.gallery dong_thap --all var/look   every page, language, width and look

Starts `govportal demo` with data of its own; --var keeps them for the next time. Needs Chromium
(see tests/services.py).
"""

import argparse
import io
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from tests import services

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs" / "gallery"
HEIGHTS = {360: 1100, 768: 1150, 1280: 1100}
PORT = 8765
BOUND = 2_500_000  # bytes: what a checkout carries for the sake of pictures
NEWS = "tin-tuc/mau-cong-thong-tin-dien-tu-bat-dau-chay-thu/"
WEEK = "chi-dao-dieu-hanh/lich-lam-viec-cua-lanh-dao/mau-lich-lam-viec-tuan-nay/"


@dataclass(frozen=True)
class Shot:
    """One page as it is shown: where, how wide, in which look, and what the caption says."""

    name: str
    portal: str  # "province", "department" or "commune", in the order of the demo's samples
    path: str
    caption: str = ""
    language: str = "vi"
    width: int = 1280
    look: str = "light"
    open: str = ""  # what is pressed before the picture is taken

    @property
    def file(self) -> str:
        """The name of the picture's file."""
        return f"{self.name}-{self.language}-{self.width}-{self.look}.webp"


PAGES = [
    Shot("home", "province", "", "The province's portal"),
    Shot("department", "department", "", "The home page of a department"),
    Shot("commune", "commune", "", "The home page of a ward"),
    Shot("section", "province", "chi-dao-dieu-hanh/", "A section"),
    Shot("article", "province", NEWS, "An article"),
    Shot("documents", "department", "van-ban/", "The list of documents, with its filters"),
    Shot("document", "department", "van-ban/quy-dinh-mau/", "A legal document and its effect"),
    Shot("consolidated", "department", "van-ban/quy-dinh-mau/hop-nhat/", "Its text as amended"),
    Shot("part", "department", "van-ban/van-ban-mau/dieu-1/", "One article at its own address"),
    Shot("search", "province", "tim-kiem/?q=mau&pham-vi=tinh", "A search of the whole province"),
    Shot("nothing", "department", "tim-kiem/?q=khongcogi", "Help where nothing is found"),
    Shot("records", "province", "du-an-dau-tu/", "A list of records"),
    Shot("record", "province", "du-an-dau-tu/mau-xay-dung-nha-van-hoa-thon-mau/", "A record"),
    Shot("statistics", "province", "thong-tin-thong-ke/mau-dan-so-va-lao-dong/", "Statistics"),
    Shot("week", "province", WEEK, "The week of the leaders"),
    Shot("register", "province", "cong-khai-thong-tin/", "What the law wants published"),
    Shot("questions", "department", "kien-nghi-phan-anh/", "Questions and answers"),
    Shot("ask", "department", "kien-nghi-phan-anh/gui/", "Asking the agency"),
    Shot("site-map", "province", "so-do-cong/", "The site map"),
    Shot("channels", "province", "kenh/", "All portals and channels of the province"),
    Shot("missing", "department", "khong-co/", "A page that is not there"),
]  # fmt: skip
ENGLISH = [
    Shot("home", "province", "", "The province's portal in English", "en"),
    Shot("department", "department", "en/", "A department's portal in English", "en"),
    Shot("section", "province", "directives/", "A section in English", "en"),
    Shot("search", "province", "tim-kiem/?q=sample", "A search in English", "en"),
    Shot("missing", "department", "en/not-there/", "A missing page in English", "en"),
]  # fmt: skip
DESK = (1280, "light")
DISPLAY, MENU = ".pop summary", ".menu summary"
PORTABLE = "What a phone of 360 pixels shows"


def best() -> list[Shot]:
    """Return the pictures of the documentation, in the order of the page."""
    page = {(shot.name, shot.language): shot for shot in PAGES + ENGLISH}
    wide = [
        "home", "department", "commune", "section", "article", "documents", "document",
        "consolidated", "part", "search", "records", "statistics", "week", "questions", "site-map",
        "missing",
    ]  # fmt: skip
    narrow = ["home", "documents", "document", "search", "records", "ask"]
    varied = [
        replace(page["home", "vi"], look="dark", caption="At night: the same page, dark"),
        replace(page["document", "vi"], look="contrast", caption="High contrast"),
        replace(page["article", "vi"], open=DISPLAY, width=768, caption="The display menu"),
        replace(page["department", "vi"], open=MENU, width=360, caption="The menu on a phone"),
        replace(page["search", "vi"], look="dark", width=360, caption="A search in the dark"),
    ]  # fmt: skip
    return [
        *(page[name, "vi"] for name in wide),
        *(shot for shot in ENGLISH if shot.name in ("home", "department", "section")),
        *(replace(page[name, "vi"], width=360) for name in narrow),
        *varied,
    ]


def every() -> list[Shot]:
    """Return every page at every width in every look, to be looked at."""
    return [
        replace(shot, width=width, look=look)
        for shot in PAGES + ENGLISH
        for width in HEIGHTS
        for look in ("light", "dark", "contrast")
    ]


@contextmanager
def demo(province: str, port: int, var: Path | None = None) -> Iterator[list[str]]:
    """Run the demo of *province* on *port*; give the addresses of its sample portals."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "GOVPORTAL_VAR": str(var or folder)}
        command = [sys.executable, f"plugins/{province}/manage.py", "govportal", "demo"]
        server = subprocess.Popen(
            [*command, "--port", str(port)], cwd=ROOT, env=environment,
            stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        try:
            yield _announced(server.stdout)
        finally:
            server.terminate()
            server.wait(timeout=30)


def _announced(lines) -> list[str]:
    addresses: list[str] = []
    for line in lines:
        if line.startswith("Ready: "):
            addresses = [line.split()[1]]
        elif addresses and line.rstrip("\n").endswith("quản trị"):
            return addresses
        elif addresses and (found := re.match(r"  (http://\S+)   ", line)):
            addresses.append(found[1])
    sys.exit("The demo did not start; see the lines above.")


def portals(addresses: list[str]) -> dict[str, str]:
    """Return the address of each kind of portal of the demo, of its Vietnamese home pages."""
    main, *rest = addresses
    own = [address for address in rest if address != main and not urlsplit(address).path.strip("/")]
    others = [address for address in own if not urlsplit(address).netloc.startswith("en.")]
    return {"province": main, "department": others[0], "commune": others[1]}


def take(browser: Browser, shot: Shot, homes: dict[str, str]) -> bytes:
    """Return the picture of *shot*, compressed."""
    home = homes[shot.portal]
    scheme = "dark" if shot.look == "dark" else "light"
    size = {"width": shot.width, "height": HEIGHTS[shot.width]}
    context = browser.new_context(
        viewport=size,
        color_scheme=scheme,
        reduced_motion="reduce",
        locale="vi-VN" if shot.language == "vi" else "en-GB",
    )
    page = context.new_page()
    if shot.look == "contrast":
        page.add_init_script("localStorage.setItem('govportal-theme', 'contrast')")
    if shot.language == "en" and shot.portal == "province":
        page.goto(home)
        home = page.get_attribute("link[hreflang=en]", "href")
    answer = page.goto(home + shot.path)
    expected = 404 if shot.name == "missing" else 200
    if answer is None or answer.status != expected:
        sys.exit(f"{page.url}: {answer and answer.status}, not {expected}")
    if shot.open:
        page.click(shot.open)
    page.evaluate("document.fonts.ready")
    image, packed = Image.open(io.BytesIO(page.screenshot())), io.BytesIO()
    few = image.convert("RGB").quantize(64, dither=Image.Dither.NONE)  # crisp, and at most 60 KB
    few.convert("RGB").save(packed, "WEBP", lossless=True, method=5)
    context.close()
    return packed.getvalue()


def write(shots: list[Shot], homes: dict[str, str], folder: Path) -> int:
    """Write the pictures of *shots* to *folder*; return the sum of their bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    total = 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=services.chromium_path(), args=["--no-sandbox", "--disable-gpu"]
        )
        for shot in shots:
            picture = take(browser, shot, homes)
            (folder / shot.file).write_bytes(picture)
            total += len(picture)
        browser.close()
    return total


def readme(shots: list[Shot]) -> str:
    """Return the page that shows *shots* with their captions."""
    lines = [
        "# Gallery", "",
        "What citizens see, taken from the demo (`make demo`) by `python -m tests.gallery`.",
        "All texts and numbers in the pictures are samples. The emblem is a placeholder: a",
        "province puts in its own.",
    ]  # fmt: skip
    groups = {
        "Pages at a desk": [s for s in shots if (s.width, s.look) == DESK],
        PORTABLE: [s for s in shots if s.width == 360],
        "As readers choose": [s for s in shots if s.width > 360 and (s.width, s.look) != DESK],
    }  # fmt: skip
    for title, group in groups.items():
        lines += ["", f"## {title}"]
        for shot in group:
            lines += ["", f"{shot.caption}.", "", f"![{shot.caption}]({shot.file})"]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Take the pictures that the command line asks for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("province", nargs="?", default="hung_yen")
    parser.add_argument("--all", type=Path, metavar="DIR", help="every picture, into DIR")
    parser.add_argument("--only", help="names of pages, with commas between", default="")
    parser.add_argument("--widths", help="with --all: 360,1280", default="")
    parser.add_argument("--looks", help="with --all: light,dark,contrast", default="")
    parser.add_argument("--var", type=Path, help="where the data of the demo are kept")
    parser.add_argument("--port", type=int, default=PORT)
    given = parser.parse_args()
    shots = every() if given.all else best()
    for field, wanted in (("name", given.only), ("width", given.widths), ("look", given.looks)):
        shots = [s for s in shots if not wanted or str(getattr(s, field)) in wanted.split(",")]
    with demo(given.province, given.port, given.var) as addresses:
        total = write(shots, portals(addresses), given.all or DOCS)
    print(f"{len(shots)} pictures, {total:,} bytes")
    if not given.all:
        (DOCS / "README.md").write_text(readme(shots), encoding="utf-8")
        if total > BOUND:
            sys.exit(f"The gallery may weigh {BOUND:,} bytes at most.")


if __name__ == "__main__":
    main()
