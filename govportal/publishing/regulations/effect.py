"""Read when a document takes effect and which documents it replaces."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from .dates import PrintedDate, first_date
from .model import Article, Relation, RelationKind

_EFFECT = re.compile(r"có hiệu lực(?: thi hành)?(?: kể)? từ\s")
_SIGNING_DAY = re.compile(r"ngày (?:ký|ban hành)")
_CITED = re.compile(
    r"(?:Quyết định|Nghị quyết|Chỉ thị|Thông tư)(?: số)? "
    r"(?P<citation>[0-9]{1,5}/(?:[0-9]{4}/)?[A-ZĐ]{1,8}-?[A-ZĐ0-9&-]{0,20})"
)
_VERB = re.compile(r"thay thế|[Bb]ãi bỏ|hết hiệu lực|[Ss]ửa đổi, bổ sung|[Ss]ửa đổi", re.IGNORECASE)
_VERBS: dict[str, RelationKind] = {
    "thay thế": "replaces",
    "bãi bỏ": "abolishes",
    "hết hiệu lực": "abolishes",
    "sửa đổi": "amends",
    "sửa đổi, bổ sung": "amends",
}
_ISSUER = re.compile(
    r"\s*(?:ngày [0-9/ thángnăm]{6,40}\s)?của (?P<issuer>.{3,120}?)"
    r"(?=\s(?:[Vv]ề|[Bb]an hành|[Qq]uy định|[Pp]hê duyệt|[Ss]ửa đổi)\b|[,;.]|$)"
)
_ENDS = re.compile(r"[;.](?:\s|$)|[,]?\s(?:và|,)$|\s(?:có )?hết hiệu lực")


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
    """The documents replaced, abolished or amended, each once."""
    found: dict[str, Relation] = {}
    for text in _texts(articles):
        for relation in _relations(text):
            found.setdefault(relation.citation, relation)
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
        kind = _kind(text, place, found.start(), kind)
        after = text[found.end() : end]
        place = found.end()
        if kind is None and "hết hiệu lực" in after:
            yield _relation("abolishes", found, after)
        elif kind and not _is_nested(text, found.start(), kind):
            yield _relation(kind, found, after)


def _kind(text: str, start: int, end: int, before: RelationKind | None) -> RelationKind | None:
    verbs = [found for found in _VERB.finditer(text, start, end) if _rules(text, found.start())]
    return _VERBS[verbs[-1][0].lower()] if verbs else before


def _rules(text: str, place: int) -> bool:
    # In the name of a cited law these words tell what that law does.
    return text[place].lower() != "s" or place == 0 or text[:place].endswith((". ", "; ", "và "))


def _is_nested(text: str, place: int, kind: RelationKind) -> bool:
    before = text[max(0, place - 40) : place].rstrip()
    return kind != "amends" and before.endswith(("một số điều của", "một số nội dung của"))


def _relation(kind: RelationKind, found: re.Match[str], after: str) -> Relation:
    issuer = _ISSUER.match(after)
    rest = after[issuer.end() :] if issuer else after
    return Relation(
        kind, found["citation"].rstrip("-"), issuer["issuer"] if issuer else None, _abstract(rest)
    )


def _abstract(text: str) -> str | None:
    end = _ENDS.search(text)
    words = (text[: end.start()] if end else text).strip(" ,")
    cleaned = words.removesuffix(" và").removeprefix("về việc ").strip(" ,")
    return cleaned if len(cleaned) > 3 else None
