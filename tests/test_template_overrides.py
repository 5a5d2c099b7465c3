"""Templates of other packages that we replace are still those that we replaced."""

import hashlib
import re
from importlib.util import find_spec
from pathlib import Path

import pytest

pytestmark = pytest.mark.pure

TEMPLATES = Path(__file__).parents[1] / "govportal" / "templates"
NOTE = re.compile(r"\{# Replaces (\w+)/(\S+) \(sha256 (\w{16})\), line ([\d, ]+): .+ #\}")
REPLACED = {path: NOTE.search(path.read_text("utf-8")) for path in TEMPLATES.rglob("*.html")}
REPLACED = {path: note for path, note in REPLACED.items() if note}


@pytest.mark.parametrize(
    "path", sorted(REPLACED), ids=lambda p: p.relative_to(TEMPLATES).as_posix()
)
def test_the_template_is_still_the_one_that_was_replaced(path):
    """When this fails: compare, take over what changed, and write down the new checksum.

    Where the line named in the note is now translated by the package itself, delete our copy.
    """
    package, place, checksum, lines = REPLACED[path].groups()
    assert place.endswith(path.relative_to(TEMPLATES).as_posix())
    upstream = Path(find_spec(package).submodule_search_locations[0], place)
    assert hashlib.sha256(upstream.read_bytes()).hexdigest()[:16] == checksum
    changed = upstream.read_text("utf-8").splitlines()
    ours = path.read_text("utf-8")
    assert [line for line in lines.split(", ") if changed[int(line) - 1].strip() in ours] == []


def test_templates_of_texts_are_found():
    assert {"headers/_actions.html", "wagtaillocales/index.html"} <= {
        "/".join(path.parts[-2:]) for path in REPLACED
    }
