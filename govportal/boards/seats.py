"""The seats and teams of Editorial Boards, and what each person is to do (ROLE-03, ROLE-04)."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from govportal import plugins
from govportal.boards.models import Decision, holds, require_order
from govportal.portals.models import Portal
from govportal.province_problems import ProvinceDataError


def section_choices() -> list[tuple[str, str]]:
    """Return every category of the province's portals, named in the language of the reader."""
    language = get_language() or "vi"
    try:
        day = plugins.province().reference_day(timezone.localdate())
        specs = [spec for agency in plugins.agencies() for spec in plugins.sections(agency, day)]
    except (ProvinceDataError, plugins.NoProvinceError):
        return []  # E001 or E002 says so
    return list({spec.key: spec.title.in_language(language) for spec in specs}.items())


class BoardSeat(Decision, ClusterableModel):
    """A place on a portal's Editorial Board, who holds it and for how long.

    Where the holder has an account, the seat gives it the rights of its role.
    """

    class Role(models.TextChoices):
        """The places that regulations name."""

        HEAD = "head", _("head of the Editorial Board")
        DEPUTY_HEAD = "deputy_head", _("deputy head of the Editorial Board")
        MEMBER = "member", _("member of the Editorial Board")
        SECRETARY = "secretary", _("secretary of the Editorial Board")
        ADMINISTRATOR = "administrator", _("administrator of the Editorial Board")

    portal = models.ForeignKey(
        Portal, models.CASCADE, related_name="seats", verbose_name=_("portal")
    )
    role = models.CharField(_("seat"), max_length=20, choices=Role.choices)
    person = models.CharField(_("full name"), max_length=255)
    post = models.CharField(
        _("post held"), max_length=255,
        help_text=_("The post in the agency, as the decision states it."),
    )  # fmt: skip
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True,
        related_name="board_seats", verbose_name=_("account"),
    )  # fmt: skip
    starts_on = models.DateField(_("term from"), default=timezone.localdate)
    ends_on = models.DateField(_("term until"), null=True, blank=True)

    class Meta:
        verbose_name = _("seat on an Editorial Board")
        verbose_name_plural = _("seats on Editorial Boards")
        ordering = ["portal__agency__code", "-starts_on", "pk"]
        default_permissions = ("add", "change", "view")

    def __str__(self) -> str:
        return f"{self.person} – {self.get_role_display()}"

    def clean(self) -> None:
        """Refuse a term that ends before it begins."""
        super().clean()
        require_order(self.starts_on, self.ends_on, "ends_on")

    def is_current(self, on: date | None = None) -> bool:
        """Return whether the term includes a day (today)."""
        return holds(self.starts_on, self.ends_on, on)


ROLE_OF_SEAT = {
    "head": "head",
    "deputy_head": "deputy_head",
    "member": "editor",
    "secretary": "editor",
    "administrator": "administrator",
}
"""The role on the portal that a seat gives the account of its holder."""


class SectionTask(Orderable):
    """What the holder of a seat is to do, and for which section (ROLE-04)."""

    seat = ParentalKey(BoardSeat, on_delete=models.CASCADE, related_name="tasks")
    section = models.CharField(
        _("section"), max_length=60, blank=True, choices=section_choices,
        help_text=_("Choose none where the task is about the whole portal."),
    )  # fmt: skip
    task = models.CharField(pgettext_lazy("duty", "task"), max_length=255)

    class Meta(Orderable.Meta):
        verbose_name = _("task of a board member")
        verbose_name_plural = _("tasks of board members")
        default_permissions = ()

    def __str__(self) -> str:
        return self.task


class BoardTeam(Decision, ClusterableModel):
    """A team that assists the board (ROLE-04)."""

    portal = models.ForeignKey(
        Portal, models.CASCADE, related_name="teams", verbose_name=_("portal")
    )
    name = models.CharField(_("name of the team"), max_length=255)
    task = models.TextField(pgettext_lazy("duty", "task"))
    starts_on = models.DateField(_("from"), default=timezone.localdate)
    ends_on = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("assisting team")
        verbose_name_plural = _("assisting teams")
        ordering = ["portal__agency__code", "name", "pk"]
        default_permissions = ("add", "change", "view")

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse days out of order."""
        super().clean()
        require_order(self.starts_on, self.ends_on, "ends_on")


class TeamMember(Orderable):
    """A person of a team, with post and task."""

    team = ParentalKey(BoardTeam, on_delete=models.CASCADE, related_name="members")
    person = models.CharField(_("full name"), max_length=255)
    post = models.CharField(_("post held"), max_length=255, blank=True)
    task = models.CharField(pgettext_lazy("duty", "task"), max_length=255, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("member of a team")
        verbose_name_plural = _("members of teams")
        default_permissions = ()

    def __str__(self) -> str:
        return self.person
