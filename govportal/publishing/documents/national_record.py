"""The national record of a document (Decree 30/2020, Appendix VI): of a page, and as XML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from lxml import etree

from govportal.folding import normalise
from govportal.publishing.documents.akoma_ntoso.elements import possible
from govportal.publishing.documents.akoma_ntoso.schema import parsed
from govportal.publishing.documents.kinds import DocumentClass, DocumentType
from govportal.publishing.documents.record_details import DocumentRecordDetails
from govportal.publishing.documents.record_fields import (
    Field,
    Problem,
    Record,
    problems_of,
    record_format,
    value_from,
)

LANGUAGES = {"vi": "Tiếng Việt", "en": "Tiếng Anh"}


class WrongRecordError(Exception):
    """A record breaks the lengths of the law; `problems` name field, length, limit and remedy."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(problem.message for problem in self.problems))


class NoRecordsError(Exception):
    """The file is XML, but of no records; the message says what is expected."""


@dataclass
class ReadRecord:
    """A record of a file with the line it begins on, and what could not be read of it."""

    line: int
    values: Record = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


# --- page to record -------------------------------------------------------------------------------


def record_of(page: Any) -> Record:
    """Return the record of the legal document *page*; fields without a value are left out."""
    return _record(page, page.record_details.first() or DocumentRecordDetails())


def is_fit(page: Any) -> bool:
    """Return whether the page's own facts fit the record; those kept beside it always do."""
    return not problems_of(_record(page, DocumentRecordDetails(language=LANGUAGES["vi"])))


def _record(page: Any, details: DocumentRecordDetails) -> Record:
    values = {
        "OrganId": details.organ_id,
        "FileCatalog": details.file_catalog,
        "FileNotation": details.file_notation,
        "DocOrdinal": details.ordinal,
        "TypeName": details.type_name or _type_name(page),
        "CodeNumber": page.number,
        "CodeNotation": notation_of(page),
        "IssuedDate": page.issued_on,
        "OrganName": page.issuer,
        "Subject": page.abstract,
        "Language": details.language or LANGUAGES.get(page.locale.language_code, ""),
        "PageAmount": details.page_amount,
        "Description": details.description,
        "SignerInfo": _filled({"Position": page.signer_title, "FullName": page.signer}),
        "To": _recipients(details.addressees) or _recipients(page.recipients),
        "Priority": details.priority,
        "IssuedAmount": details.issued_amount,
        "DueDate": details.due_on,
    }
    return _filled(values)


def exchanged(page: Any) -> Record:
    """Return the record of *page*, fit for exchange.

    Raises:
        WrongRecordError: it lacks what is required, or a value is longer than the law allows.
    """
    record = record_of(page)
    if problems := problems_of(record):
        raise WrongRecordError(problems)
    return record


def notation_of(page: Any) -> str:
    """Return all that follows the number: the year of a normative document, and the symbol."""
    is_normative = page.document_class == DocumentClass.NORMATIVE
    return (
        f"{page.issued_on.year}/{page.symbol}" if is_normative and page.issued_on else page.symbol
    )


def _type_name(page: Any) -> str:
    if not page.document_type:
        return ""
    with translation.override("vi"):  # the record is in the words of the State
        return str(DocumentType(page.document_type).label)


def _recipients(lines: str) -> list[Record]:
    return [_recipient(line) for line in lines.splitlines() if line.strip()]


def _recipient(line: str) -> Record:
    code, bar, name = line.partition("|")
    return _filled({"OrganId": code.strip(), "OrganName": name.strip()} if bar else
                   {"OrganName": line.strip()})  # fmt: skip


def _filled(values: Record) -> Record:
    return {name: value for name, value in values.items() if value not in (None, "", {}, [])}


# --- record to XML --------------------------------------------------------------------------------


def as_xml(record: Record) -> str:
    """Return *record* as an element, on lines of its own."""
    element = _element(record_format().form.record, record)
    etree.indent(element)
    return str(etree.tostring(element, encoding="unicode"))


def document_of(records: Iterable[str]) -> Iterator[str]:
    """Yield the parts of the XML file that holds *records*, one after the other."""
    root = record_format().form.root
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<{root}>\n'
    for record in records:
        yield f"{record}\n"
    yield f"</{root}>\n"


def _element(name: str, value: Any) -> Any:
    made = etree.Element(name)
    if isinstance(value, dict):
        for key, item in value.items():
            made.extend([_element(key, each) for each in (item if key == "To" else [item])])
    elif isinstance(value, date):
        made.text = value.strftime(record_format().form.day)
    else:
        made.text = possible(str(value))
    return made


# --- XML to record --------------------------------------------------------------------------------


def read_records(data: bytes) -> list[ReadRecord]:
    """Return the records in the XML *data*; what is wrong with one stands with it.

    Raises:
        InvalidAkomaNtoso: it is too large, declares a document type or is no XML.
        NoRecordsError: it is XML of another kind, or holds no record.
    """
    form = record_format().form
    root = parsed(data)
    found = [root] if root.tag == form.record else list(root.iterfind(form.record))
    if root.tag not in (form.root, form.record) or not found:
        message = _("The file holds no records: <%(root)s> with <%(record)s> in it is expected.")
        raise NoRecordsError(message % {"root": form.root, "record": form.record})
    return [_read(element) for element in found]


def _read(element: Any) -> ReadRecord:
    read = ReadRecord(element.sourceline or 1)
    read.values = _group(element, "", read)
    if not read.problems:
        read.problems = [problem.message for problem in problems_of(read.values)]
    return read


def _group(element: Any, prefix: str, read: ReadRecord) -> Record:
    values: Record = {}
    for child in element:
        name = f"{prefix}{child.tag}"
        if name == "To":
            values.setdefault("To", []).append(_group(child, "To.", read))
        elif name == "SignerInfo":
            values["SignerInfo"] = _group(child, "SignerInfo.", read)
        else:
            _take(values, child, _field(name), read)
    return _filled(values)


def _field(name: str) -> Field | None:
    return next((field for field in record_format().fields if field.name == name), None)


def _take(values: Record, child: Any, known: Field | None, read: ReadRecord) -> None:
    text = normalise(" ".join("".join(child.itertext()).split()))
    if known is None or child.tag in values:
        read.unknown += [f"{child.tag}: {text}"] if text else []
    elif text:
        try:
            values[child.tag] = value_from(known, text)
        except ValueError as error:
            read.problems.append(str(error))
