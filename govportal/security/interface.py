"""What the admin's pages carry: the guard of the session, and the notice of a trial."""

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from govportal.security.sessions import STATUS


def session_script() -> SafeString:
    """Return the script that warns before a session ends, and the notice of a trial."""
    return session_guard() + trial_notice()


def session_guard() -> SafeString:
    """Return the script element with its addresses and sentences in the admin's language."""
    return format_html(
        '<script src="{}" data-status="{}" data-login="{}" data-ending="{}" data-stay="{}" '
        'data-ended="{}" data-sign-in="{}" data-back="{}" data-other="{}"></script>',
        static("govportal/admin/session.js"),
        reverse(STATUS),
        settings.LOGIN_URL,
        _("Nobody has used this page for a while. You will be signed out in about 2 minutes."),
        _("Stay signed in"),
        _(
            "You have been signed out. Do not close or reload this page, or what you typed since "
            "the last save is lost. Sign in in a new tab, then come back here and save."
        ),
        _("Sign in in a new tab"),
        _("You are signed in again. You can go on and save."),
        _(
            "Another account is signed in now. This page can't be saved by it: sign in again with "
            "the account that opened the page."
        ),
    )


def trial_notice() -> SafeString:
    """Return the notice that this is a trial, empty in real use."""
    if not settings.GOVPORTAL_TRIAL:
        return SafeString("")
    return format_html(
        '<p class="govportal-trial" role="note">{}</p>',
        _("Trial: the second factor and the change of the first password are switched off."),
    )


def session_styles() -> SafeString:
    """Return the style sheet of both."""
    return format_html('<link rel="stylesheet" href="{}">', static("govportal/admin/session.css"))
