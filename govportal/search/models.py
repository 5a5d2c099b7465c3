"""What the search knows of each public page; the words themselves lie in tables of the database."""

from __future__ import annotations

from django.db import models
from django.db.models import F
from wagtail.models import Page

from govportal.portals.models import Portal


class SearchEntry(models.Model):
    """A public page, as it is found and counted. Its key is its day: the newest come first.

    Thousands of entries are read for one search, so they are small.

    Entries are written and removed by :mod:`govportal.search.index` alone: it keeps the words of
    the database's own index in step.
    """

    class Kind(models.TextChoices):
        """What is found."""

        ARTICLE = "article"
        DOCUMENT = "document"
        RECORD = "record"
        SECTION = "section"
        HOME = "home"

    wagtail_reference_index_ignore = True

    id = models.BigIntegerField(primary_key=True)
    page = models.OneToOneField(Page, models.DO_NOTHING, db_constraint=False, related_name="+")
    portal = models.ForeignKey(Portal, models.CASCADE, related_name="+", db_index=False)
    language = models.CharField(max_length=10)
    kind = models.CharField(max_length=10, choices=Kind)
    year = models.PositiveSmallIntegerField(null=True)
    field = models.CharField(max_length=255, blank=True)
    issuer = models.CharField(max_length=255, blank=True)
    published_at = models.DateTimeField(null=True)
    version = models.PositiveSmallIntegerField()
    """Of the way in which words are made; another one is indexed anew."""
    effect_names = models.CharField(max_length=120, blank=True)
    """The effects that a document had when it was indexed or has later, in order."""
    new_files: list[EntryFile]  # of an entry that is about to be written
    new_effects: list[EntryEffect]

    class Meta:
        default_permissions = ()
        # A search for frequent words goes through the newest entries of a language, or of a portal.
        # By the key itself PostgreSQL would rather read those of all portals, as they lie.
        indexes = [
            models.Index("language", F("id") + 0, name="search_entries_of_language"),
            models.Index("portal", "language", F("id") + 0, name="search_entries_of_portal"),
        ]

    def __str__(self) -> str:
        return str(self.page_id)


class SearchText(models.Model):
    """What is shown of an entry that was found, and its text."""

    wagtail_reference_index_ignore = True

    entry = models.OneToOneField(SearchEntry, models.CASCADE, primary_key=True, related_name="text")
    title = models.CharField(max_length=255)
    number = models.CharField(max_length=120, blank=True)
    dated_on = models.DateField(null=True)
    summary = models.TextField(blank=True)
    body = models.TextField()
    unseen = models.TextField(blank=True)
    """Words by which the page is found as well, but which its excerpts don't show."""

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.title


class EntryEffect(models.Model):
    """A time of one effect of a legal document, both days included."""

    wagtail_reference_index_ignore = True

    entry = models.ForeignKey(SearchEntry, models.CASCADE, db_index=False, related_name="effects")
    effect = models.CharField(max_length=20)
    since = models.DateField()
    until = models.DateField(db_index=True)

    class Meta:
        default_permissions = ()
        # Searches read thousands of rows from the index alone.
        indexes = [
            models.Index(fields=["entry", "effect", "since", "until"], name="effects_of_entry")
        ]

    def __str__(self) -> str:
        return f"{self.effect} {self.since} – {self.until}"


class TitleWord(models.Model):
    """A word that stands, or once stood, in a title: what a misspelt word is corrected to."""

    wagtail_reference_index_ignore = True

    language = models.CharField(max_length=10)
    word = models.CharField(max_length=60)
    folded = models.CharField(max_length=60)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["language", "word"], name="one_title_word")]

    def __str__(self) -> str:
        return self.word


class FileText(models.Model):
    """The text of attached files with one content, read once for all pages that attach them."""

    wagtail_reference_index_ignore = True

    checksum = models.CharField(max_length=64, primary_key=True)
    text = models.TextField(blank=True)
    problem = models.CharField(max_length=40, blank=True)
    """Why nothing could be read; such a file is not tried again."""

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.checksum


class EntryFile(models.Model):
    """A file attached to a page; without *text* it is not read yet, or not public."""

    wagtail_reference_index_ignore = True

    entry = models.ForeignKey(SearchEntry, models.CASCADE, related_name="files")
    # No constraint: what the index holds of a file that is gone is taken out by the index itself.
    file = models.ForeignKey(
        "wagtaildocs.Document", models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    text = models.ForeignKey(FileText, models.PROTECT, null=True, related_name="files")

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.file_id)
