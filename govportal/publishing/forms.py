"""The admin form of every page: what its content lacks is told when it is submitted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from govportal.publishing.metadata.forms import DescribedPageForm

if TYPE_CHECKING:
    from govportal.publishing.pages import PortalPage

PASSES_IN_TIME = "passes_in_time"
"""The code of a problem that time alone solves: it stops publication, not submission."""


class PortalPageForm(DescribedPageForm):
    """Names to the editor what is wrong with the content; a draft is kept as it is."""

    instance: PortalPage

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if agencies := self.fields.get("owner_agency"):  # drawn twice, read once
            agencies.widget.choices = list(agencies.choices)

    def _post_clean(self) -> None:
        super()._post_clean()
        if not self.is_deferred_validation and not self.errors:
            for problem in self.instance.content_problems():
                if problem.code != PASSES_IN_TIME:
                    self.add_error(None, problem)
