"""The pages of the guide, in order. Their texts are templates, one for each language."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

LANGUAGES = ("vi", "en")


@dataclass(frozen=True)
class GuidePage:
    """A page of the guide."""

    slug: str
    title: Promise
    summary: Promise

    @property
    def template(self) -> str:
        """The template that holds its text in the language that is active now."""
        language = get_language()
        return f"govportal/guide/{language if language in LANGUAGES else 'vi'}/{self.slug}.html"


PAGES = (
    GuidePage("start", _("First steps"), _("Signing in, your work, the dashboard.")),
    GuidePage("article", _("Write an article"), _("From the section to the draft; autosave.")),
    GuidePage("writing", _("Write so that people understand"), _("Titles, links, headings.")),
    GuidePage("pictures", _("Images, sound and film"), _("What each needs before it is public.")),
    GuidePage("approval", _("Submit, return, approve"), _("How a page becomes public.")),
    GuidePage("documents", _("Publish a legal document"), _("Upload, check, dates of effect.")),
    GuidePage("categories", _("Keep the categories complete"), _("Records, deadlines, no data.")),
    GuidePage("questions", _("Answer citizens' questions"), _("Receive, assign, answer, publish.")),
    GuidePage("translations", _("Keep the English version"), _("What must exist, what is older.")),
)
BY_SLUG = {page.slug: page for page in PAGES}
