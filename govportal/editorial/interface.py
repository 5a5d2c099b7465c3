"""What the editor of pages carries besides Wagtail's own."""

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString


def address_script() -> SafeString:
    """Return the script that makes a page's address of a Vietnamese title."""
    return format_html('<script src="{}"></script>', static("govportal/admin/address.js"))
