"""Every text of the packages we stand on reads well in Vietnamese, and in English."""

import json
import re
from importlib.metadata import version

import polib
import pytest
from django.conf import settings
from django.test import RequestFactory
from django.utils import translation
from django.views.i18n import JavaScriptCatalog
from wagtail.admin.views.i18n import js_catalog

from govportal.upstream import catalogues, checking, glossary
from govportal.upstream.catalogues import Coverage, coverage, key
from govportal.upstream.checking import findings, shown
from govportal.upstream.entries import Entry
from govportal.upstream.form import faults
from govportal.upstream.glossary import Glossary, Term
from govportal.upstream.packages import CATALOGUES, Package, packages, sources
from tests.test_commands import run

pytestmark = pytest.mark.pure

LETTERS = re.compile("[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)


@pytest.fixture(scope="module")
def found():
    """Return each catalogue of each package."""
    return {f"{item.package.name} {item.domain}": item for item in coverage()}


@pytest.fixture(scope="module")
def known():
    """Return all that is shown in Vietnamese."""
    return shown()


def words(message):
    return message.id if isinstance(message.id, str) else message.id[0]


def entry(text, vietnamese, plural="", source="wagtail/admin django"):
    return Entry(source, None, text, plural, vietnamese)


# --- Coverage -------------------------------------------------------------------------------------


def test_every_text_of_each_package_is_translated(found):
    """An upgrade that adds texts fails here, and says which: docs/how-to/upgrade-packages.md."""
    missing = {name: [words(text) for text in item.missing] for name, item in found.items()}
    assert {name: texts for name, texts in missing.items() if texts} == {}
    assert {item.percent for item in found.values()} == {100}


def test_every_installed_application_is_looked_at(found):
    looked_at = {name.split("/")[0].split()[0] for name in found}
    silent = {"csp", "modelcluster", "storages"}  # say nothing to anybody
    installed = {name.split(".")[0] for name in settings.INSTALLED_APPS}
    assert installed - {"govportal", "tests"} - silent <= looked_at
    assert {"wagtail/admin django", "wagtail/users django", "django/conf django"} <= set(found)


def test_texts_are_read_from_the_source_where_a_package_ships_no_english(found):
    axes = found["axes django"]
    assert not axes.package.own("en", "django.po").exists()
    assert {"Username", "Access Attempt"} <= {words(text) for text in axes.texts}


@pytest.fixture
def small_package(tmp_path, monkeypatch):
    """Return a package with three texts, and let our catalogues lie in an empty folder."""
    monkeypatch.setattr("govportal.upstream.packages.CATALOGUES", tmp_path / "ours")
    folder = tmp_path / "site" / "wagtail"
    (folder / "templates").mkdir(parents=True)
    (folder / "views.py").write_text(
        'a = _("Save")\nb = ngettext("%(n)d page", "%(n)d pages", 2)\n'
    )
    (folder / "templates" / "x.html").write_text(
        '{% load i18n %}<p>\n  {% translate "Live" context "page" %}</p>\n'
    )
    (folder / "tests").mkdir()
    (folder / "tests" / "test_x.py").write_text('_("Only for tests")')
    return Package("wagtail", folder)


def test_missing_texts_are_written_to_be_filled_and_nothing_else_changes(small_package):
    path = Coverage(small_package, "django").write_missing()
    written = polib.pofile(str(path))
    assert [(item.msgctxt, item.msgid) for item in written] == [
        ("page", "Live"), (None, "Save"), (None, "%(n)d page"),
    ]  # fmt: skip
    assert written[2].msgid_plural == "%(n)d pages"
    assert "python-format" in written[2].flags
    assert written[1].occurrences == [("views.py", "1")]
    written[1].msgstr = "Lưu"
    written.save()

    item = Coverage(small_package, "django")
    assert [words(text) for text in item.missing] == ["Live", "%(n)d page"]
    assert item.percent == 33
    item.write_missing()
    assert polib.pofile(str(path))[1].msgstr == "Lưu"


def test_what_the_installed_version_lacks_is_kept_for_another(small_package):
    path = Coverage(small_package, "django").write_missing()
    (small_package.folder / "views.py").write_text('a = _("Store")\n')
    Coverage(small_package, "django").write_missing()
    assert {item.msgid for item in polib.pofile(str(path))} == {
        "Live",
        "Save",
        "Store",
        "%(n)d page",
    }


def test_an_entry_that_is_not_sure_counts_as_missing(small_package):
    path = Coverage(small_package, "django").write_missing()
    written = polib.pofile(str(path))
    for item in written:
        item.flags.append("fuzzy")
        item.msgstr = "x"
    written.save()
    assert len(Coverage(small_package, "django").missing) == 3


def test_sources_lie_where_the_package_keeps_its_own():
    for path in sources():
        place = path.relative_to(CATALOGUES)
        assert place.parts[-4:-1] == ("locale", "vi", "LC_MESSAGES")
        assert path.stem in ("django", "djangojs")
        assert polib.pofile(str(path)).metadata["Plural-Forms"] == "nplurals=1; plural=0;"
    assert {package.name for package in packages()} >= {
        str(path.parents[3].relative_to(CATALOGUES)) for path in sources()
    }


# --- What is shown --------------------------------------------------------------------------------


def catalogue_of(view, language):
    with translation.override(language):
        answer = view(RequestFactory().get("/"))
    text = answer.content.decode().split("const newcatalog = ")[1]
    return json.JSONDecoder().raw_decode(text)[0]


def test_django_shows_our_words():
    with translation.override("vi"):
        assert translation.gettext("Submit for moderation") == "Trình duyệt"
        assert translation.gettext("Password reset unsuccessful") == "Không đặt lại được mật khẩu"
        shown = translation.ngettext("%(num)d year", "%(num)d years", 3) % {"num": 3}
        assert shown.replace("\xa0", " ") == "3 năm"


def test_scripts_of_the_admin_get_every_text_in_vietnamese(found):
    shown = catalogue_of(js_catalog, "vi")
    texts = found["wagtail/admin djangojs"].texts
    assert [words(text) for text in texts if not shown.get(words(text))] == []
    assert shown["Close"] == "Đóng"


def test_scripts_of_the_translation_editor_get_every_text_in_vietnamese(found):
    shown = catalogue_of(JavaScriptCatalog.as_view(packages=["wagtail_localize"]), "vi")
    texts = found["wagtail_localize djangojs"].texts
    assert [words(text) for text in texts if not shown.get(words(text))] == []


def in_context(context, text):
    return translation.pgettext(context, text) if context else translation.gettext(text)


def test_english_stays_complete(found):
    """The packages' texts are English themselves: in English each is shown as it stands."""
    with translation.override("en"):
        for item in found.values():
            for context, singular in map(key, item.texts):
                assert not LETTERS.search(singular)
                assert in_context(context, singular) == singular


def test_scripts_get_no_vietnamese_in_english():
    with translation.override("en"):
        answer = js_catalog(RequestFactory().get("/")).content.decode()
    assert not LETTERS.search(answer)


# --- Form and words -------------------------------------------------------------------------------


def test_our_translations_keep_form_and_words(known):
    assert findings(known) == []


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        (entry("Edit %(name)s", "Sửa"), "placeholders"),
        (entry("Edit {name}", "Sửa {ten}"), "placeholders"),
        (entry("%(n)d page", "một trang", "%(n)d pages"), "placeholders"),
        (entry("Is <b>live</b>", "Đang công khai"), "tags"),
        (entry("Restart ", "Bắt đầu lại"), "space at an end"),
        (entry("Title:", "Tiêu đề"), "punctuation at the end"),
        (entry("It is saved now.", "Đã lưu"), "punctuation at the end"),
        (entry("Cancel", "Huỷ"), "tone mark (hòa, not hoà)"),
        (entry("Delete", "Xoá bỏ"), "tone mark (hòa, not hoà)"),
        (entry("Page “x”", 'Trang "x"'), "straight quotes"),
        (entry("Loading…", "Đang tải..."), "three dots for …"),
        (entry("Page", "Trang ma\u0323ng"), "not in NFC"),
    ],
)
def test_a_translation_of_another_form_is_found(wrong, fault):
    assert faults(wrong) == [fault]


@pytest.mark.parametrize(
    "right",
    [
        entry("%(n)d page", "%(n)d trang", "%(n)d pages"),
        entry("One page", "%(n)d trang", "%(n)d pages"),
        entry("Delete", "Xóa toàn bộ quý này"),
        entry("6 a.m.", "6 giờ sáng"),
        entry('<a href="%(url)s">Edit</a>', '<a href="%(url)s">Sửa</a>'),
    ],
)
def test_a_translation_of_the_same_form_is_left_alone(right):
    assert faults(right) == []


PUBLISH = Term(("publish",), ("xuất bản",), "editor", held="packages")
DRAFT = Term(("draft",), ("bản nháp", "nháp"), "editor", held="all")
SMALL = Glossary((PUBLISH, DRAFT), {"Publish or be damned": "a saying"})


@pytest.mark.parametrize(
    "clash",
    [
        [entry("Publish", "Đăng")],
        [entry("Save draft", "Lưu bản thảo", source="govportal django")],
        [entry("Copy", "Sao chép"), entry("Copy:", "Chép:", source="wagtail/images django")],
        [entry("Copy", "Sao chép"), entry("Copy", "Chép", source="wagtail/images django")],
    ],
)
def test_two_translations_of_one_word_are_found(clash):
    assert SMALL.findings(clash)


def test_one_translation_of_two_terms_is_found():
    both = Glossary((DRAFT, Term(("sketch",), ("bản nháp",), "editor")), {})
    assert both.findings([]) == ["sketch = draft: bản nháp"]


@pytest.mark.parametrize(
    "fine",
    [
        entry("Publish now", "Xuất bản ngay"),
        entry("Publish it on the portal", "Đăng lên cổng", source="govportal django"),
        entry("Publish or be damned", "Làm tới cùng"),
        entry("Edit %(draft)s", "Sửa %(draft)s"),
        entry("Draft", "Nháp"),
    ],
)
def test_what_keeps_to_the_words_is_left_alone(fine):
    assert SMALL.findings([fine]) == []


def test_the_longer_term_speaks_for_the_shorter_in_it():
    terms = (Term(("page",), ("trang",), "x", held="all"), Term(("landing page",), ("đích",), "x"))
    assert Glossary(terms, {}).findings([entry("A landing page", "Một đích")]) == []


def test_the_glossary_has_its_terms_places_and_reasons():
    known = glossary.glossary()
    assert len(known.terms) >= 150
    assert all(term.english and term.vietnamese and term.where for term in known.terms)
    assert all(known.exceptions.values())
    english = [word.casefold() for term in known.terms for word in term.english]
    assert len(english) == len(set(english))


def test_every_exception_is_still_needed(known):
    texts = {item.text for item in known}
    assert [text for text in glossary.glossary().exceptions if text not in texts] == []


# --- The command ----------------------------------------------------------------------------------


def test_the_command_prints_strings_translated_and_percent_of_each_package(found, monkeypatch):
    item = found["wagtail/admin django"]
    monkeypatch.setattr(catalogues, "coverage", lambda: iter([item]))
    line, total = run("upstream-catalogue", "--coverage").splitlines()
    count = len(item.texts)
    wanted = ["wagtail/admin", "django", version("wagtail"), f"{count}/{count}", "100", "%"]
    assert line.split() == wanted
    assert total == "số chuỗi chưa có tiếng Việt: 0"


def test_the_command_lists_what_is_missing_and_ends_with_status_1(small_package, monkeypatch):
    item = Coverage(small_package, "django")
    monkeypatch.setattr(catalogues, "coverage", lambda: iter([item]))
    text = run("--language", "en", "upstream-catalogue", status=1)
    assert "'Save'" in text
    assert "texts without Vietnamese: 3" in text
    assert "django.po" in run("upstream-catalogue", "--missing", status=1)


def test_the_command_prints_faults(monkeypatch):
    monkeypatch.setattr(checking, "shown", lambda: [entry("Delete", "Xoá")])
    text = run("--language", "en", "upstream-catalogue", "--check", status=1)
    assert "'Xoá': tone mark" in text
    assert text.splitlines()[-1].startswith("faults in translations: ")


def test_the_glossary_in_the_docs_is_what_the_command_prints():
    page = (CATALOGUES.parents[2] / "docs" / "reference" / "glossary.md").read_text("utf-8")
    assert run("upstream-catalogue", "--glossary") == page
