"""The admin form of every page: what its content lacks is told when it is submitted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q

from govportal.portals.membership import portals_of
from govportal.portals.models import Agency
from govportal.portals.pages import portal_of
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
        if agencies := self.fields.get("owner_agency"):
            agencies.queryset = self._responsible_agencies()
            # Drawn twice, read once and not counted.
            agencies.widget.choices = list(iter(agencies.choices))

    def _responsible_agencies(self) -> Any:
        """Return the agencies that may answer for the page: on a component portal, its own.

        Those under it as well, those of the editor, who may write in a delegated section, and
        the one that was chosen before.
        """
        place = self.instance if self.instance.path else self.parent_page
        portal = portal_of(place) if place else None
        if portal is None or portal.agency.parent_id is None:
            return Agency.objects.all()
        own = Q(pk__in=[portal.agency_id, self.instance.owner_agency_id])
        own |= Q(parent=portal.agency_id) | Q(portal__in=portals_of(self.for_user))
        return Agency.objects.filter(own)

    def _post_clean(self) -> None:
        super()._post_clean()
        if not self.is_deferred_validation and not self.errors:
            for problem in self.instance.content_problems():
                if problem.code != PASSES_IN_TIME:
                    self.add_error(None, problem)
