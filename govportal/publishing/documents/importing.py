"""Makes draft legal documents of regulations that were read from files."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from django.db import transaction
from wagtail.log_actions import log
from wagtail.models import Page, ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update

from govportal import law
from govportal.portals.models import Agency, Portal
from govportal.publishing.documents import sameness
from govportal.publishing.documents.files import read_file
from govportal.publishing.documents.fitting import fit, free_slug
from govportal.publishing.documents.import_log import IMPORTED
from govportal.publishing.documents.kinds import DocumentClass, DocumentType
from govportal.publishing.documents.notes import WRITTEN_IN, Note, text_of
from govportal.publishing.documents.originals import kept_original
from govportal.publishing.documents.pages import LegalDocumentPage
from govportal.publishing.documents.provisions import SEPARATOR
from govportal.publishing.documents.relations import LegalDocumentRelation
from govportal.publishing.documents.structure import annex_blocks, text_blocks
from govportal.publishing.regulations import (
    ParsedRegulation,
)
from govportal.publishing.section_pages import LegalDocumentIndexPage

MOST_PROVISIONS = 30
"""How many provisions of one act the field of a relation surely holds."""
TEXTS = ("body", "decision", "annexes")
"""What of a document takes long to load."""


class NoDocumentListError(Exception):
    """The portal has no list to put documents in: it has not been provisioned."""


@dataclass(frozen=True)
class Source:
    """What a draft is made of: the document as read, and the file that it was read from.

    `notices` tell about the file; `data` is the file itself where it is to be kept; `earlier` is
    the document that the file became when its content was another.
    """

    parsed: ParsedRegulation
    name: str
    checksum: str
    notices: Sequence[Note] = ()
    data: bytes | None = None
    earlier: LegalDocumentPage | None = None


@dataclass(frozen=True)
class Imported:
    """What became of a file: the draft made, or the document that was there; and what to know."""

    page: LegalDocumentPage
    is_new: bool
    notes: tuple[Note, ...] = ()


def parse_file(path: Path) -> ParsedRegulation:
    """Read the regulation in the file *path*.

    Raises:
        UnreadableFile: the file is of no kind that is read, or cannot be read.
        OSError: the file cannot be opened.
    """
    return read_file(path, path.name).parsed


def import_document(
    parsed: ParsedRegulation, portal: Portal, path: Path, owner: Any = None
) -> Imported:
    """Save *parsed* as a draft of *owner* in the Vietnamese document list of *portal*.

    Raises:
        NoDocumentListError: the portal has no document list.
    """
    checksum = hashlib.sha256(path.read_bytes()).hexdigest()
    return Intake(portal, owner).save(Source(parsed, path.name, checksum))


def document_list(portal: Portal) -> LegalDocumentIndexPage:
    """Return the Vietnamese document list of *portal*.

    Raises:
        NoDocumentListError: it has none.
    """
    homes = portal.homes.select_related("page").filter(locale__language_code=WRITTEN_IN)
    for home in homes:
        for found in LegalDocumentIndexPage.objects.child_of(home.page)[:1]:
            return found  # type: ignore[no-any-return]
    raise NoDocumentListError(portal.code)


@dataclass
class Intake:
    """Makes drafts of *owner* in the Vietnamese document list of *portal*, none of them twice.

    Raises:
        NoDocumentListError: the portal has no document list.
    """

    portal: Portal
    owner: Any = None
    index: LegalDocumentIndexPage = field(init=False)
    _agencies: dict[str, Agency | None] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Find the list."""
        self.index = document_list(self.portal)

    def known(self, checksum: str) -> LegalDocumentPage | None:
        """Return the document that the file with this checksum became."""
        pages = LegalDocumentPage.objects.child_of(self.index).defer(*TEXTS)
        found = pages.filter(source_checksum=checksum)
        return found.first() if found.exists() else None

    def save(self, source: Source) -> Imported:
        """Save a draft with all that belongs to it, or name the document that is there already."""
        with ExitStack() as undo:
            with transaction.atomic():
                # Two imports at once wait for each other here: else both might make the draft.
                Page.objects.select_for_update().get(pk=self.index.pk)
                result = self._there(source) or self._draft(source, undo)
            undo.pop_all()
        return result

    def _there(self, source: Source) -> Imported | None:
        found = self.known(source.checksum)
        return Imported(found, is_new=False) if found is not None else None

    def _draft(self, source: Source, undo: ExitStack) -> Imported:
        parsed = source.parsed
        page = _page(parsed, Path(source.name).stem, self._agency(parsed.issuer or ""))
        shortened = fit(page)
        others = sameness.of_the_same_number(page, self.index)
        same = next((other for other in others if sameness.has_words_of(other, parsed)), None)
        if same is not None:
            return Imported(same, is_new=False, notes=(sameness.same_words(same),))
        notes = (*source.notices, *_notes_on_others(others, source.earlier))
        lines = [f"– {text_of(given, WRITTEN_IN)}" for given in notes]
        page.import_notes = "\n".join(filter(None, [page.import_notes, *lines, *shortened]))
        self._add(page, source, undo)
        return Imported(page, is_new=True, notes=notes)

    def _add(self, page: LegalDocumentPage, source: Source, undo: ExitStack) -> None:
        page.owner, page.source_checksum = self.owner, source.checksum
        page.locale_id = self.index.locale_id
        page.slug = free_slug(source.parsed.citation or page.title, self.index)
        if source.data is not None:
            name = Path(source.name).name
            page.file = kept_original(
                source.data, name, page.title, self.portal, self.owner, undo
            )  # fmt: skip
        with disable_reference_index_auto_update():  # else it is computed at both
            self.index.add_child(instance=page)
            # A draft may lack what the file did not tell; approval asks for it.
            page.save_revision(user=self.owner, clean=False)
        ReferenceIndex.create_or_update_for_object(page)
        log(page, IMPORTED, user=self.owner, data={"file": source.name})

    def _agency(self, issuer: str) -> Agency | None:
        if issuer and issuer not in self._agencies:
            self._agencies[issuer] = Agency.objects.filter(name_vi__iexact=issuer).first()
        return self._agencies.get(issuer)


def _notes_on_others(
    others: Sequence[LegalDocumentPage], earlier: LegalDocumentPage | None
) -> list[Note]:
    notes = [sameness.same_number(other) for other in others if other != earlier]
    return [*notes, *([sameness.changed_file(earlier)] if earlier is not None else [])]


def _page(parsed: ParsedRegulation, file_name: str, agency: Agency | None) -> LegalDocumentPage:
    page = LegalDocumentPage(
        title=parsed.abstract or parsed.regulation_title or file_name,
        live=False,
        document_class=_document_class(parsed),
        document_type=_document_type(parsed),
        number=parsed.number or "",
        symbol=parsed.symbol or "",
        issuer=parsed.issuer or "",
        issuing_agency=agency,
        issued_on=parsed.issued_on,
        effective_on=parsed.effective_on,
        signer=parsed.signer or "",
        signer_title=parsed.signer_title or "",
        signing_authority="\n".join(parsed.signing_authority),
        place=parsed.place or "",
        abstract=parsed.abstract or "",
        preamble="\n".join(parsed.preamble),
        regulation_title=parsed.regulation_title or "",
        recipients="\n".join(parsed.recipients),
        import_notes="\n".join(f"– {warning.message('vi')}" for warning in parsed.warnings),
        decision=text_blocks(parsed.decision),
        body=text_blocks(parsed.body),
        annexes=annex_blocks(parsed.annexes),
    )
    page.relations = [
        LegalDocumentRelation(
            kind=item.kind,
            citation=item.citation,
            issuer=item.issuer or "",
            provisions=SEPARATOR.join(item.provisions[:MOST_PROVISIONS]),
        )
        for item in parsed.replaces
    ]
    return page


def _document_class(parsed: ParsedRegulation) -> DocumentClass:
    # A year within the number marks a normative document; an ordinary decision has none.
    is_normative = parsed.year is not None and bool(_has_normative_symbol(parsed.symbol or ""))
    return DocumentClass.NORMATIVE if is_normative else DocumentClass.ADMINISTRATIVE


def _has_normative_symbol(symbol: str) -> bool:
    patterns = str(law.value("documents.normative_symbols")).split()
    return any(fnmatchcase(symbol, pattern) for pattern in patterns)


def _document_type(parsed: ParsedRegulation) -> str:
    found = parsed.document_type or ""
    return found if found in DocumentType.values else (found and DocumentType.OTHER)
