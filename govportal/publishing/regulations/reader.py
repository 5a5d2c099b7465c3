"""Read a whole regulation."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from .anchors import DECISION_PREFIX
from .annexes import read_annexes
from .body import read_articles
from .dates import PrintedDate
from .effect import effective_date, relations
from .header import Header, read_enclosure, read_header, without_motto
from .layout import Layout, joined, measured
from .lines import Line, clean_lines
from .markers import annex_heading
from .model import Article, Division, Paragraph, ParsedRegulation
from .segments import Segments, segmented
from .signature import Signature, read_signature
from .warnings import ReadingWarning

_IN_ARTICLES = {"quyet_dinh", "nghi_quyet", "nghi_dinh", "thong_tu", "luat", "phap_lenh", None}
"""Kinds of document that rule by articles; None is a document whose kind was not found."""


def read_regulation(text: str) -> ParsedRegulation:
    """The structure of a regulation; what is not found is left empty with a warning."""
    return read_lines(clean_lines(text))


def read_lines(lines: Sequence[Line]) -> ParsedRegulation:
    """The structure of a regulation whose lines are known, as they are of a Word file."""
    if not lines:
        return ParsedRegulation(warnings=(ReadingWarning("text_empty"),))
    segments, layout = segmented(lines), measured(lines)
    parsed, warnings = _articles(segments, layout)
    header = read_header(segments.header, layout, lines)
    parsed = _with_header(parsed, header.completed_by(read_enclosure(segments.title)))
    parsed = _with_signature(parsed, segments)
    parsed = _with_effect(parsed)
    return replace(parsed, warnings=(*_missing(parsed, segments), *warnings))


def _articles(segments: Segments, layout: Layout) -> tuple[ParsedRegulation, list[ReadingWarning]]:
    decision, decision_warnings = read_articles(segments.decision, layout, prefix=DECISION_PREFIX)
    body, body_warnings = read_articles(segments.body, layout)
    parsed = ParsedRegulation(
        decision=tuple(_flat(decision)),
        regulation_title=_title(segments.title),
        body=body or tuple(map(Paragraph, layout.paragraphs(segments.text))),
        annexes=read_annexes(segments.annexes),
    )
    return parsed, decision_warnings + body_warnings


def _flat(children: Iterable[Division | Article | Paragraph]) -> Iterable[Article]:
    for child in children:
        if isinstance(child, Article):
            yield child
        elif isinstance(child, Division):
            yield from _flat(child.children)


def _title(lines: Sequence[Line]) -> str | None:
    if not lines:
        return None
    texts = [without_motto(line.text) for line in lines]
    end = next((i for i, text in enumerate(texts) if text.startswith("(")), len(texts))
    return joined([texts[0].capitalize(), *(text for text in texts[1:end] if text)])


def _with_header(parsed: ParsedRegulation, header: Header) -> ParsedRegulation:
    issued = header.issued
    return replace(
        parsed,
        number=header.number,
        year=header.year,
        symbol=header.symbol,
        document_type=header.document_type,
        issuer=header.issuer,
        place=header.place,
        issued_on=issued.day if issued else None,
        issued_printed=_incomplete(issued),
        abstract=header.abstract,
        preamble=header.preamble,
    )


def _with_signature(parsed: ParsedRegulation, segments: Segments) -> ParsedRegulation:
    first, last = read_signature(segments.signature), read_signature(segments.closing)
    signed = first if first.signer or not last.signer else last
    return replace(
        parsed,
        signer=signed.signer,
        signer_title=signed.title,
        signing_authority=signed.authority,
        recipients=_recipients(first, last),
    )


def _recipients(first: Signature, last: Signature) -> tuple[str, ...]:
    return first.recipients or last.recipients


def _with_effect(parsed: ParsedRegulation) -> ParsedRegulation:
    ruling = parsed.decision or parsed.articles[-3:]
    effective = effective_date(ruling, parsed.issued_on)
    return replace(
        parsed,
        effective_on=effective.day if effective else None,
        effective_printed=_incomplete(effective),
        replaces=relations(ruling),
    )


def _incomplete(printed: PrintedDate | None) -> str:
    return printed.printed if printed and printed.day is None else ""


def _missing(parsed: ParsedRegulation, segments: Segments) -> list[ReadingWarning]:
    has_decision = bool(parsed.decision or parsed.preamble)
    lacking = {
        "number_missing": parsed.number is None,
        "symbol_missing": parsed.symbol is None,
        "type_missing": parsed.document_type is None,
        "issuer_missing": parsed.issuer is None,
        "issued_missing": parsed.issued_on is None and not parsed.issued_printed,
        "abstract_missing": parsed.abstract is None,
        "preamble_missing": has_decision and not parsed.preamble,
        "recipients_missing": has_decision and not parsed.recipients,
        "signer_missing": parsed.signer is None,
        "effective_missing": _is_ruling(parsed)
        and parsed.effective_on is None
        and not parsed.effective_printed,
        "articles_missing": _is_ruling(parsed) and not parsed.articles and not parsed.decision,
        "decision_missing": bool(parsed.articles) and not has_decision,
        "regulation_missing": bool(parsed.decision) and not parsed.articles,
        "attachment_unread": _has_unread_attachment(segments),
    }
    found = [ReadingWarning(code) for code, is_lacking in lacking.items() if is_lacking]
    return [*found, *_incomplete_dates(parsed)]


def _is_ruling(parsed: ParsedRegulation) -> bool:
    has_only_text = bool(parsed.body) and not parsed.articles and not parsed.decision
    return not has_only_text or parsed.document_type in _IN_ARTICLES


def _incomplete_dates(parsed: ParsedRegulation) -> list[ReadingWarning]:
    printed = {
        "issued_incomplete": parsed.issued_printed,
        "effective_incomplete": parsed.effective_printed,
    }
    return [ReadingWarning(code, {"printed": words}) for code, words in printed.items() if words]


def _has_unread_attachment(segments: Segments) -> bool:
    return bool(segments.annexes) and annex_heading(segments.annexes[0].text) is None
