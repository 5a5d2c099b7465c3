"""Pictures of daily work in the administration, taken from the demo of a province.

    python -m tests.daily_work            docs/editor-guide/*.webp and the page that shows them

Starts `govportal demo` with data of its own; --var keeps them for the next time, --only names
pictures. Needs Chromium (see tests/services.py).
"""

import argparse
import io
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests import gallery, services

DOCS = gallery.ROOT / "docs" / "editor-guide"
LARGEST = 60 * 1024  # bytes of one picture
MOTION_ENDED = """Promise.allSettled(
    document.getAnimations().filter((one) => one.effect.getComputedTiming().endTime < Infinity)
    .map((one) => one.finished)
).then(() => null)"""
PREPARE = (Path(__file__).parent / "daily_work_samples.py").read_text("utf-8")


@dataclass(frozen=True)
class Shot:
    """One screen: who sees it, where, what is pressed first, and what the page says of it."""

    name: str
    who: str
    path: str
    vi: str
    en: str
    press: tuple[str, ...] = ()
    wait: str = ""


SHOTS = [
    Shot("home", "bientapvien", "/cms/", "Trang tổng quan: việc chờ bạn, bài đang duyệt",
         "The dashboard: what waits for you, what is being approved"),
    Shot("my-work", "phoban", "/cms/my-work/", "Việc của tôi: mọi việc đang chờ, gấp nhất ở trên",
         "My work: all that waits, the most urgent first"),
    Shot("explorer", "bientapvien", "/cms/pages/{news}/", "Danh sách tin, bài của một chuyên mục",
         "The articles of a section"),
    Shot("editor", "phongvien", "/cms/pages/{own}/edit/", "Soạn một tin, bài",
         "Writing an article"),
    Shot("image", "phongvien", "/cms/pages/{own}/edit/", "Chọn hình ảnh của cổng mình",
         "Choosing an image of one's own portal",
         (".image-chooser [data-chooser-action-choose] >> visible=true",), ".modal-body .listing"),
    Shot("document", "bientapvien", "/cms/pages/{document}/edit/",
         "Văn bản pháp luật: số, ký hiệu, hiệu lực, các điều khoản",
         "A legal document: number, dates of effect, articles"),
    Shot("submit", "phongvien", "/cms/pages/{own}/edit/", "Trình Ban Biên tập duyệt",
         "Sending an article to the Editorial Board",
         ("footer [data-w-dropdown-target=toggle]",)),
    Shot("approve", "phoban", "/cms/pages/{waiting}/edit/",
         "Duyệt bài: xác nhận từng điều mà quy chế yêu cầu",
         "Approving: each point of the regulation is confirmed",
         ("footer [data-w-dropdown-target=toggle]", "[data-workflow-action-name=approve]"),
         ".modal-body form"),
    Shot("log", "truongban", "/cms/content-log/", "Nhật ký xử lý nội dung: ai làm gì, lúc nào",
         "The content log: who did what, and when"),
    Shot("translate", "bientapvien", "/cms/pages/{english}/edit/",
         "Dịch sang tiếng Anh, từng đoạn một", "Translating into English, piece by piece"),
    Shot("questions", "bientapvien", "/cms/feedback/", "Câu hỏi của người dân và hạn trả lời",
         "Questions of citizens and when they are due"),
    Shot("royalties", "quantri", "/cms/royalty-statements/{statement}/",
         "Bảng kê chi trả nhuận bút, thù lao", "A statement of royalties"),
]  # fmt: skip


def prepared(province: str, var: Path) -> dict[str, dict[str, str]]:
    """Add what the pictures show to the demo's data; return keys of pages and of sessions."""
    done = subprocess.run(
        [sys.executable, f"plugins/{province}/manage.py", "shell", "--no-imports", "-c", PREPARE],
        cwd=gallery.ROOT, check=True, capture_output=True, text=True,
        env={**os.environ, "PYTHONPATH": str(gallery.ROOT), "GOVPORTAL_VAR": str(var)},
    )  # fmt: skip
    found: dict[str, dict[str, str]] = json.loads(done.stdout.splitlines()[-1])
    return found


def take(browser: Browser, shot: Shot, home: str, found: dict[str, dict[str, str]]) -> bytes:
    """Return the picture of *shot*, compressed to what the documentation carries."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 800}, locale="vi-VN", reduced_motion="reduce"
    )
    context.add_cookies([{"name": "sessionid", "value": found["sessions"][shot.who], "url": home}])
    page = context.new_page()
    answer = page.goto(home.rstrip("/") + shot.path.format(**found["pages"]))
    if answer is None or answer.status != 200:
        sys.exit(f"{page.url}: {answer and answer.status}")
    page.wait_for_load_state("networkidle")
    _press(page, shot)
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    context.close()
    return _packed(picture)


def _press(page: Page, shot: Shot) -> None:
    for control in shot.press:
        page.locator(control).first.click()
        page.wait_for_timeout(400)
    if shot.wait:
        page.wait_for_selector(shot.wait)
        page.wait_for_load_state("networkidle")
    page.evaluate(MOTION_ENDED)
    page.evaluate("Promise.all([...document.images].map((image) => image.decode().catch(() => 0)))")


def _packed(picture: Image.Image) -> bytes:
    for quality in (72, 60, 50, 40):
        packed = io.BytesIO()
        picture.save(packed, "WEBP", quality=quality, method=6)
        if packed.tell() <= LARGEST:
            break
    return packed.getvalue()


def guide() -> str:
    """Return the page that shows the pictures with their captions."""
    lines = [
        "# Công việc hằng ngày / Daily work", "",
        "Ảnh chụp từ bản dùng thử (`make demo`); mọi tên, số trong ảnh là mẫu.", "",
        "Taken from the demo by `python -m tests.daily_work`; all names and numbers are samples.",
    ]  # fmt: skip
    for number, shot in enumerate(SHOTS, 1):
        lines += ["", f"## {number}. {shot.vi}", "", f"{shot.en}.", ""]
        lines += [f"![{shot.vi}](daily-{shot.name}.webp)"]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Take the pictures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("province", nargs="?", default="hung_yen")
    parser.add_argument("--var", type=Path, help="where the data of the demo are kept")
    parser.add_argument("--only", default="", help="names of pictures, with commas between")
    parser.add_argument("--port", type=int, default=gallery.PORT)
    given = parser.parse_args()
    shots = [shot for shot in SHOTS if not given.only or shot.name in given.only.split(",")]
    DOCS.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        var = given.var or Path(folder)
        with gallery.demo(given.province, given.port, var) as addresses, sync_playwright() as play:
            found = prepared(given.province, var)
            browser = play.chromium.launch(
                executable_path=services.chromium_path(), args=["--no-sandbox", "--disable-gpu"]
            )
            for shot in shots:
                picture = take(browser, shot, gallery.portals(addresses)["province"], found)
                (DOCS / f"daily-{shot.name}.webp").write_bytes(picture)
            browser.close()
    (DOCS / "daily-work.md").write_text(guide(), encoding="utf-8")


if __name__ == "__main__":
    main()
