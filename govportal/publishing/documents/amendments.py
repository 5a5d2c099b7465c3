"""What a document changes in the text of another one, provision by provision."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from govportal.publishing.documents.relations import LegalDocumentRelation
from govportal.publishing.regulations.addressing import NotAProvision, read_provision
from govportal.publishing.regulations.changes import Action, Change, Source

STATES_CHANGE = ("amends", "replaces", "abolishes", "corrects")
"""The relations under which a document may change the text of another one."""


class Amendment(Orderable):
    """One change that a document makes to a provision of another document of its portal."""

    class Kind(models.TextChoices):
        """What is done to the provision."""

        REPLACE = Action.REPLACE.value, _("Give a new wording")
        INSERT_AFTER = Action.INSERT_AFTER.value, _("Add after it or to it")
        REPEAL = Action.REPEAL.value, pgettext_lazy("amendment", "Repeal")
        REPLACE_WORDS = Action.REPLACE_WORDS.value, _("Replace words")

    document = ParentalKey(
        "govportal.LegalDocumentPage", on_delete=models.CASCADE, related_name="amendments"
    )
    target = models.ForeignKey(
        "govportal.LegalDocumentPage", models.SET_NULL, null=True, related_name="amended_by",
        verbose_name=_("amended document"),
    )  # fmt: skip
    provision = models.CharField(
        _("amended provision"), max_length=120, blank=True,
        help_text=_(
            "As it is quoted, such as “point a of clause 2 of Article 5”. Leave it empty only "
            "where words are replaced in the whole text."
        ),
    )  # fmt: skip
    action = models.CharField(_("what is done"), max_length=20, choices=Kind, default=Kind.REPLACE)
    text = models.TextField(
        _("new wording"), blank=True,
        help_text=_(
            "As printed, with its number and a line for each clause and point. Where a provision "
            "is added, state the one before it, or the one that it becomes part of."
        ),
    )  # fmt: skip
    words_from = models.CharField(_("words replaced"), max_length=500, blank=True)
    words_to = models.CharField(
        _("new words"), max_length=500, blank=True,
        help_text=_("Empty where the words are left out."),
    )  # fmt: skip
    by_clause = models.CharField(
        _("amending clause"), max_length=120, blank=True,
        help_text=_("The clause of this document that does it, such as “clause 1 of Article 1”."),
    )  # fmt: skip
    effective_on = models.DateField(
        _("effective on"), null=True, blank=True,
        help_text=_("Empty where it takes effect together with this document."),
    )  # fmt: skip

    panels: ClassVar[list[Any]] = [
        FieldRowPanel([FieldPanel("target"), FieldPanel("by_clause")]),
        FieldRowPanel([FieldPanel("action"), FieldPanel("provision")]),
        FieldPanel("text"),
        FieldRowPanel([FieldPanel("words_from"), FieldPanel("words_to")]),
        FieldPanel("effective_on"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("amendment")
        verbose_name_plural = _("amendments")

    def __str__(self) -> str:
        return f"{self.get_action_display()}: {self.provision or '…'}"  # type: ignore[attr-defined]

    def clean(self) -> None:
        """Store provisions as anchors; words that name none stay as they are until corrected."""
        super().clean()
        self.provision = as_anchor(self.provision)
        self.by_clause = as_anchor(self.by_clause)

    def change(self, document: Any, key: str = "") -> Change:
        """Return the amendment as a value; *document* is the page that makes it."""
        return Change(
            action=Action(self.action),
            provision=self.provision,
            source=Source(
                str(document.pk or ""), document.citation, self.by_clause, document.issued_on
            ),
            effective_on=self.effective_on or document.effective_on,
            order=self.sort_order or 0,
            text=self.text,
            words_from=self.words_from,
            words_to=self.words_to,
            key=key or str(self.pk or ""),
        )


def as_anchor(words: str) -> str:
    """Return the anchor of the provision that *words* name, or *words* if they name none."""
    try:
        return read_provision(words).anchor
    except NotAProvision:
        return words.strip()


def imply_relations(page: Any, amendments: Iterable[Amendment]) -> None:
    """Let *page* state that it amends what *amendments* change, where it does not say so yet."""
    targets = {row.target_id: row.target for row in amendments if row.target_id}
    if not targets:
        return
    stated = {row.target_id for row in page.relations.all() if row.kind in STATES_CHANGE}
    for target in (target for pk, target in targets.items() if pk not in stated | {page.pk}):
        page.relations.add(
            LegalDocumentRelation(
                kind=LegalDocumentRelation.Kind.AMENDS, target=target,
                citation=target.citation, issuer=target.issuer,
            )
        )  # fmt: skip
