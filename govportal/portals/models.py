"""Agencies, their portals and the addresses these answer at."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator, URLValidator
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.models import Collection, Locale, Page, Site

from govportal import plugins
from govportal.portals import domains
from govportal.province_problems import ProvinceDataError


def accent_choices() -> list[tuple[str, str]]:
    """Return the closed list of accents, named in the language of the reader."""
    language = get_language() or "vi"
    try:
        known = plugins.accents()
    except ProvinceDataError:
        known = plugins.national_accents()  # E002 says so
    first = next(iter(known))
    return [
        ("" if key == first else key, accent.name.in_language(language))
        for key, accent in known.items()
    ]


HTTPS_ONLY = URLValidator(["https"], message=_("Enter an address that begins with https://."))
PLAIN_CODE = RegexValidator(
    r"^[A-Za-z0-9._-]+$", _("Use letters without marks, digits, dots, hyphens and underscores.")
)


class Agency(models.Model):
    """An agency or unit of the province. Its kind is data: tiers of government change by law."""

    code = models.SlugField(_("code"), max_length=80, unique=True)
    kind = models.CharField(_("kind of agency"), max_length=40, db_index=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="subordinates",
        verbose_name=_("superior agency"),
    )  # fmt: skip
    name = models.CharField(_("name"), max_length=255)
    abbreviation = models.CharField(_("abbreviation"), max_length=40, blank=True)
    official_code = models.CharField(_("administrative unit code"), max_length=10, blank=True)
    former_names = models.JSONField(_("former names"), default=list, blank=True)
    valid_from = models.DateField(_("active from"), null=True, blank=True)
    valid_to = models.DateField(_("active until"), null=True, blank=True)

    class Meta:
        verbose_name = _("agency")
        verbose_name_plural = _("agencies")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name

    def get_kind_display(self) -> str:
        """Return the name of the kind; a kind that nobody describes any more keeps its code."""
        kind = plugins.agency_kinds().get(self.kind)
        return kind.name.in_language(get_language() or "vi") if kind else self.kind


class Portal(models.Model):
    """The portal of an agency: what its header and footer say, and its Wagtail site."""

    agency = models.OneToOneField(
        Agency, models.PROTECT, related_name="portal", verbose_name=_("agency")
    )
    site = models.OneToOneField(Site, models.PROTECT, related_name="portal")
    collection = models.ForeignKey(Collection, models.PROTECT, related_name="+")
    system = models.CharField(_("portal system"), max_length=40, blank=True)
    name = models.CharField(_("portal name"), max_length=255)
    authority_name = models.CharField(_("owning authority"), max_length=255)
    accent = models.CharField(
        _("accent colour"), max_length=10, blank=True, choices=accent_choices,
    )  # fmt: skip
    responsible_person = models.CharField(_("responsible person"), max_length=255, blank=True)
    address = models.CharField(_("office address"), max_length=255, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    email = models.EmailField(_("email"), blank=True)
    trust_label = models.CharField(
        _("number of the trust label"), max_length=60, blank=True,
        help_text=_("As the certificate of the website's network trust states it."),
    )  # fmt: skip
    trust_label_url = models.URLField(
        _("page of the trust label"), blank=True, validators=[HTTPS_ONLY],
        help_text=_("Where the body that issued it confirms it. Readers are linked there."),
    )  # fmt: skip
    measurement_id = models.CharField(
        _("measurement code"), max_length=80, blank=True, validators=[PLAIN_CODE],
        help_text=_("Given to this website by the national measuring platform (formerly EMC)."),
    )  # fmt: skip

    class Meta:
        verbose_name = _("portal")
        verbose_name_plural = _("portals")
        ordering = ["agency__code"]

    def __str__(self) -> str:
        return self.name

    @property
    def code(self) -> str:
        """The code of the portal's agency, which names the portal too."""
        return self.agency.code


class PortalHome(models.Model):
    """The root of a portal's page tree in one language."""

    portal = models.ForeignKey(Portal, models.CASCADE, related_name="homes")
    locale = models.ForeignKey(Locale, models.PROTECT, related_name="+")
    page = models.OneToOneField(Page, models.PROTECT, related_name="portal_home")

    class Meta:
        verbose_name = _("portal home")
        verbose_name_plural = _("portal homes")
        constraints = [
            models.UniqueConstraint(fields=["portal", "locale"], name="one_home_per_language")
        ]

    def __str__(self) -> str:
        return f"{self.portal} ({self.locale})"


class PortalEndpoint(models.Model):
    """An address at which a portal answers in one language: a host and perhaps a path."""

    portal = models.ForeignKey(
        Portal, models.CASCADE, related_name="endpoints", verbose_name=_("portal")
    )  # fmt: skip
    locale = models.ForeignKey(Locale, models.PROTECT, related_name="+", verbose_name=_("language"))
    hostname = models.CharField(_("host name"), max_length=253)
    path_prefix = models.SlugField(_("path"), max_length=60, blank=True)
    is_canonical = models.BooleanField(_("main address"), default=True)

    class Meta:
        verbose_name = _("address")
        verbose_name_plural = _("addresses")
        ordering = ["hostname", "path_prefix"]
        constraints = [
            models.UniqueConstraint(
                fields=["hostname", "path_prefix"],
                name="one_portal_per_address",
                violation_error_message=_("This address already belongs to another portal."),
            ),
            models.UniqueConstraint(
                fields=["portal", "locale"],
                condition=models.Q(is_canonical=True),
                name="one_canonical_address_per_language",
                violation_error_message=_("A portal has one main address a language."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.hostname}/{self.path_prefix}" if self.path_prefix else self.hostname

    def clean(self) -> None:
        """Refuse an address that the province's rules forbid for this agency."""
        super().clean()
        if self.portal_id is None:
            return  # the form says that the portal is missing
        address = domains.Address(self.hostname.lower(), self.path_prefix)
        specs = {spec.code: spec for spec in plugins.agencies()}
        verdict = domains.of_province().judge(address, specs.get(self.portal.agency.code))
        if not verdict.is_allowed:
            language = get_language() or "vi"
            raise ValidationError(
                [f"{f.text.in_language(language)} ({f.source})" for f in verdict.findings]
            )
        self.hostname = address.host
