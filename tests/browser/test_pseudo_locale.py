"""No text that scripts put on a screen of the administration is left in English.

A second server shows the trial's data under the pseudo-locale of tests/pseudo_locale.py; what
templates show is walked without a browser, in tests/test_pseudo_locale.py.
"""

import json

import pytest

from tests.browser import conftest
from tests.pseudo_locale import ALLOWED, Reader, write_catalogues

pytestmark = pytest.mark.browser

CONTENT = """
import json
from wagtail.models import Locale
from wagtail_localize.models import Translation
from wagtail_localize.operations import translate_object
from govportal.publishing.models import ArticlePage, HomePage, LegalDocumentPage, RecordPage
from govportal.publishing.models import SectionPage
from wagtail.images.models import Image
from tests.pseudo_locale import described_texts, stored_texts, translations
news = SectionPage.objects.get(url_path="/stc/tin-tuc/")
page = ArticlePage.objects.live().filter(locale=news.locale).first()
new = page.copy(to=news, copy_revisions=False, update_attrs={"slug": "thu-dich", "title": "Dịch"})
english = Locale.objects.get(language_code="en")
translate_object(new, [english])
Translation.objects.filter(source__object_id=new.translation_key).update(enabled=True)
own = {"locale": news.locale, "path__startswith": news.path[:-4]}
rows = {model.__name__: model.objects.live().filter(**own).first()
        for model in (HomePage, LegalDocumentPage, RecordPage)}
keys = {name: row.pk for name, row in rows.items() if row}
keys |= {"news": news.pk, "article": new.pk, "english": new.get_translation(english).pk,
         "image": Image.objects.first().pk}
content = {new.slug, *stored_texts(), *described_texts()}
print(json.dumps([keys, sorted(content - {None}), translations()]))
"""
TEXTS = """() => {
  const found = [], silent = "script, style, svg, noscript, template, code, pre, iframe, "
    + "[data-side-panel-toggle-counter], [contenteditable]";
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    if (!parent.closest(silent)) found.push(walker.currentNode.nodeValue);
  }
  for (const name of ["title", "aria-label", "aria-description", "placeholder", "alt"])
    document.querySelectorAll(`[${name}]`).forEach((e) => found.push(e.getAttribute(name)));
  document.querySelectorAll("input[type=submit], input[type=button]")
    .forEach((e) => found.push(e.value));
  return found.filter((text) => text.trim());
}"""


@pytest.fixture(scope="module")
def prepared(installation):
    """Return keys of pages to look at, and what finds texts without marks."""
    keys, content, translated = json.loads(installation.shell(CONTENT).splitlines()[-1])
    return keys, Reader(content, ALLOWED, translated)


@pytest.fixture(scope="module")
def pseudo(installation, prepared, tmp_path_factory):
    """Serve the trial's data a second time, under the pseudo-locale."""
    folder = tmp_path_factory.mktemp("pseudo")
    port = conftest.free_port()
    environment = {
        **installation.environment, "GOVPORTAL_TEST_LOCALE": str(write_catalogues(folder)),
        "GOVPORTAL_PORT": str(port),
    }  # fmt: skip
    second = conftest.Installation(port, environment, installation.passwords, installation.cookies)
    command = [
        "granian", "--interface", "wsgi", "--port", str(port), "--workers", "1",
        "--blocking-threads", "4", "govportal.trial.wsgi:application",
    ]  # fmt: skip
    yield from conftest.serving(
        second, command, lambda line: "Started worker" in line, folder / "log"
    )


# Each screen, and what is pressed on it; what appears is read after every step.
EDITOR = (
    "[data-side-panel-toggle=status]", "[data-side-panel-toggle=checks]",
    "[data-side-panel-toggle=comments]", "[data-side-panel-toggle=preview]",
    "footer [data-w-dropdown-target=toggle]",
)  # fmt: skip
LINKS = ("choose-external-link", "choose-email-link", "choose-phone-link", "choose-anchor-link",
         "choose-page/")  # fmt: skip
SCREENS = {
    "truongban": [
        ("/cms/pages/{article}/edit/", (
            ".public-DraftEditor-content", "Control+a", ".Draftail-ToolbarButton[name=LINK]",
            *(f".modal-body .link-types a[href*={link!r}]" for link in LINKS),
            ".modal-dialog [data-dismiss=modal]",
            ".public-DraftEditor-content", "Control+a",
            ".Draftail-ToolbarButton[name=DOCUMENT]", ".modal-body [href='#tab-upload']",
        )),
        ("/cms/pages/{article}/move/", ()),
        ("/cms/pages/{article}/edit/", (*EDITOR, ".c-sf-add-button")),
        ("/cms/pages/{article}/edit/", (".Draftail-Editor", ".Draftail-BlockToolbar__trigger")),
        ("/cms/pages/{article}/edit/", (".image-chooser [data-chooser-action-choose]",
                                        ".modal-body [href='#tab-upload']")),
        ("/cms/pages/{LegalDocumentPage}/edit/", ("#id_issued_on", EDITOR[0])),
        ("/cms/pages/{RecordPage}/edit/", (EDITOR[0],)),
        ("/cms/pages/{HomePage}/edit/", (EDITOR[0],)),
        ("/cms/pages/{news}/edit/", (EDITOR[0],)),
        ("/cms/pages/{english}/edit/", ()),
        ("/cms/images/{image}/", ()),
        ("/cms/images/multiple/add/", ()),
        ("/cms/documents/multiple/add/", ()),
        ("/cms/pages/{news}/", ("[data-bulk-action-select-all-checkbox]",)),
        ("/cms/pages/{article}/delete/", ()),
    ],
    "kythuat": [
        ("/cms/users/", ("[data-bulk-action-select-all-checkbox]",)),
    ],
}  # fmt: skip


def press(page, control):
    """Press a key with Control, or what a selector finds."""
    if control.startswith("Control+"):
        page.keyboard.press(control)
    else:
        page.locator(control).first.click()


@pytest.mark.parametrize("who", SCREENS)
def test_what_scripts_show_is_translated(pseudo, installation, prepared, signed_in, who):
    keys, reader = prepared
    page = signed_in(who, bypass_csp=True)  # a script of Wagtail's tries what is blocked
    left = {}

    def read(place):
        page.wait_for_load_state("networkidle")
        for text in reader.leftovers(page.evaluate(TEXTS)):
            left.setdefault(text, place)

    for path, controls in SCREENS[who]:
        page.goto(pseudo.url(conftest.MAIN, path.format(**keys)))
        read(path)
        for control in controls:
            press(page, control)
            page.wait_for_timeout(300)  # what it opens is put there by a script
            read(f"{path} {control}")
    assert left == {}
