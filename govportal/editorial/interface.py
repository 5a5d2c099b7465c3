"""What the editor of pages carries besides Wagtail's own."""

from unicodedata import is_normalized

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page


def address_script() -> SafeString:
    """Return the script that makes a page's address of a Vietnamese title."""
    return format_html('<script src="{}"></script>', static("govportal/admin/address.js"))


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
