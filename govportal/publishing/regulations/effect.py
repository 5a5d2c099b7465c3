"""Read when a document takes effect and which documents it replaces."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from .dates import PrintedDate, first_date
from .model import Article, Relation, RelationKind
from .provisions import last_provisions

_EFFECT = re.compile(r"có hiệu lực(?: thi hành)?(?: kể)? từ\s")
_SIGNING_DAY = re.compile(r"ngày (?:ký|ban hành)")
_CITED = re.compile(
    r"(?:Quyết định|Nghị quyết|Chỉ thị|Thông tư)(?: số)? "
    r"(?P<citation>[0-9]{1,5}/(?:[0-9]{4}/)?[A-ZĐ]{1,8}-?[A-ZĐ0-9&-]{0,20})"
)
_VERB = re.compile(
    r"thay thế|bãi bỏ|hết hiệu lực|sửa đổi, bổ sung|sửa đổi|đính chính|"
    r"(?:tạm )?ngưng hiệu lực|quy định chi tiết|hướng dẫn thi hành",
    re.IGNORECASE,
)
_VERBS: dict[str, RelationKind] = {
    "thay thế": "replaces",
    "bãi bỏ": "abolishes",
    "hết hiệu lực": "abolishes",
    "sửa đổi": "amends",
    "sửa đổi, bổ sung": "amends",
    "đính chính": "corrects",
    "ngưng hiệu lực": "suspends",
    "tạm ngưng hiệu lực": "suspends",
    "quy định chi tiết": "guides",
    "hướng dẫn thi hành": "guides",
}
_OF_A_NAME = {
    "sửa đổi", "sửa đổi, bổ sung", "đính chính", "quy định chi tiết", "hướng dẫn thi hành",
}  # fmt: skip
_RULING = (". ", "; ", "và ", "này ")
_ISSUER = re.compile(
    r"\s*(?:ngày [0-9/ thángnăm]{6,40}\s)?của (?P<issuer>.{3,120}?)"
    r"(?=\s(?:[Vv]ề|[Bb]an hành|[Qq]uy định|[Pp]hê duyệt|[Ss]ửa đổi)\b|[,;.]|$)"
)
_ENDS = re.compile(r"[;.](?:\s|$)|[,]?\s(?:và|,)$|\s(?:có |tạm )?(?:hết|ngưng) hiệu lực")


def effective_date(articles: Iterable[Article], issued: date | None) -> PrintedDate | None:
    """When the document says it takes effect."""
    for text in _texts(articles):
        found = _EFFECT.search(text)
        if not found:
            continue
        after = text[found.end() : found.end() + 120]
        if _SIGNING_DAY.match(after):
            return PrintedDate(" ".join(after.split()[:2]).rstrip(".,;/"), issued)
        printed = first_date(after)
        if printed:
            return printed
    return None


def relations(articles: Iterable[Article]) -> tuple[Relation, ...]:
    """What the document does to others: each once, or once for each act upon parts of it."""
    found: dict[tuple[str, str], Relation] = {}
    for text in _texts(articles):
        for relation in _relations(text):
            key = relation.citation, relation.kind if relation.provisions else ""
            first = found.setdefault(key, relation)
            parts = dict.fromkeys((*first.provisions, *relation.provisions))
            found[key] = replace(first, provisions=tuple(parts))
    return tuple(found.values())


def _texts(articles: Iterable[Article]) -> Iterator[str]:
    for article in articles:
        for text in article.texts():
            yield from text.split("\n")


def _relations(text: str) -> Iterator[Relation]:
    cited = list(_CITED.finditer(text))
    kind: RelationKind | None = None
    place = 0
    for index, found in enumerate(cited):
        end = cited[index + 1].start() if index + 1 < len(cited) else len(text)
        verbs = list(_VERB.finditer(text, place, found.start()))
        kind = _kind(text, verbs, kind)
        provisions = last_provisions(text[verbs[-1].end() if verbs else place : found.start()])
        after = text[found.end() : end]
        place = found.end()
        if kind is None and (suffered := _suffered(after)):
            yield _relation(suffered, found, after, provisions)
        elif kind and not _is_nested(text, found.start(), kind, verbs):
            yield _relation(kind, found, after, provisions)


def _kind(
    text: str, verbs: list[re.Match[str]], before: RelationKind | None
) -> RelationKind | None:
    ruling = [found for found in verbs if _rules(text, found)]
    return _VERBS[ruling[-1][0].lower()] if ruling else before


def _suffered(after: str) -> RelationKind | None:
    """What is said of a document after its name: that it ends or is suspended."""
    if "ngưng hiệu lực" in after:
        return "suspends"
    return "abolishes" if "hết hiệu lực" in after else None


def _rules(text: str, verb: re.Match[str]) -> bool:
    # In the name of a cited law these words tell what that law does.
    if verb[0].lower() not in _OF_A_NAME:
        return True
    return verb.start() == 0 or text.endswith(_RULING, 0, verb.start())


def _is_nested(text: str, place: int, kind: RelationKind, verbs: list[re.Match[str]]) -> bool:
    before = text[max(0, place - 40) : place].rstrip()
    if verbs and not _rules(text, verbs[-1]):
        return True
    return kind != "amends" and before.endswith(("một số điều của", "một số nội dung của"))


def _relation(
    kind: RelationKind, found: re.Match[str], after: str, provisions: tuple[str, ...]
) -> Relation:
    issuer = _ISSUER.match(after)
    rest = after[issuer.end() :] if issuer else after
    citation = found["citation"].rstrip("-")
    return Relation(
        kind, citation, issuer["issuer"] if issuer else None, _abstract(rest), provisions
    )


def _abstract(text: str) -> str | None:
    end = _ENDS.search(text)
    words = (text[: end.start()] if end else text).strip(" ,")
    cleaned = words.removesuffix(" và").removeprefix("về việc ").strip(" ,")
    return cleaned if len(cleaned) > 3 else None
