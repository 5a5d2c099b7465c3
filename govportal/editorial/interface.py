"""What the editor of pages carries besides Wagtail's own."""

from unicodedata import is_normalized

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

SCRIPTS = ("address", "autosave")


def editor_scripts() -> SafeString:
    """Return what makes an address of a Vietnamese title, and what keeps autosave from the form."""
    ways = ((static(f"govportal/admin/{name}.js"),) for name in SCRIPTS)
    return format_html_join("\n", '<script src="{}"></script>', ways)


def tell_of_composed_letters(request: HttpRequest, page: Page) -> None:
    """Tell the editor when text came in decomposed letters: it is stored composed (INFO-37)."""
    sent = (value for values in request.POST.lists() for value in values[1])
    if not all(is_normalized("NFC", value) for value in sent):
        messages.info(
            request,
            _(
                "Some text came in decomposed Unicode and was stored in composed Unicode "
                "(TCVN 6909). Set your keyboard program to composed Unicode."
            ),
        )
