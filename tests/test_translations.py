"""Every text of ours exists in Vietnamese and English, and nothing stale is kept."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest

pytestmark = pytest.mark.pure

PACKAGE = Path(__file__).parents[1] / "govportal"
CATALOGUE = PACKAGE / "locale/vi/LC_MESSAGES/django.po"
LETTERS = "ăâđêôơưáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ"


def key(entry):
    return entry.msgctxt, entry.msgid


@pytest.fixture(scope="module")
def extracted(tmp_path_factory):
    """Return what makemessages finds in a copy of the package."""
    if shutil.which("xgettext") is None:
        pytest.fail("install gettext: its xgettext finds the texts of the sources")
    copy = tmp_path_factory.mktemp("messages") / "govportal"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("*.mo", "__pycache__"))
    (copy / "locale/vi/LC_MESSAGES/django.po").unlink()
    command = [sys.executable, "-m", "django", "makemessages", "-l", "vi", "--no-location", "-v0"]
    subprocess.run(command, cwd=copy, check=True)
    return polib.pofile(str(copy / "locale/vi/LC_MESSAGES/django.po"))


def test_every_text_is_translated(extracted):
    known = {key(entry): entry for entry in polib.pofile(str(CATALOGUE))}
    missing = [
        entry.msgid
        for entry in extracted
        if key(entry) not in known or not known[key(entry)].translated()
    ]
    assert missing == []


def test_no_entry_is_stale_or_fuzzy(extracted):
    found = {key(entry) for entry in extracted}
    entries = polib.pofile(str(CATALOGUE))
    assert [entry.msgid for entry in entries if key(entry) not in found] == []
    assert [entry.msgid for entry in entries if "fuzzy" in entry.flags or entry.obsolete] == []


def test_placeholders_are_kept():
    pattern = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
    for entry in polib.pofile(str(CATALOGUE)):
        for text in filter(None, [entry.msgstr, *entry.msgstr_plural.values()]):
            wanted = {*pattern.findall(entry.msgid), *pattern.findall(entry.msgid_plural)}
            found = set(pattern.findall(text))
            assert found <= wanted
            assert wanted - found <= ({"%(count)d", "%(count)s"} if entry.msgid_plural else set())


def test_sources_are_in_english():
    texts = [entry.msgid for entry in polib.pofile(str(CATALOGUE))]
    allowed = ("QĐ-UBND",)
    found = [
        text
        for text in texts
        if any(letter in text.lower() for letter in LETTERS)
        and not any(word in text for word in allowed)
    ]
    assert found == []
