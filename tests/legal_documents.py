"""Legal documents for tests: published below a list, with any text."""

from datetime import date

from django.utils import timezone

from govportal.publishing.documents.pages import LegalDocumentPage

ISSUER = "Ủy ban nhân dân tỉnh Minh Họa"
FACTS = {
    "title": "Quy chế quản lý kho ảnh", "number": "35", "symbol": "QĐ-UBND", "issuer": ISSUER,
    "document_class": "normative", "document_type": "quyet_dinh", "signer": "Nguyễn Văn An",
    "abstract": "Quy chế quản lý kho ảnh", "issued_on": date(2026, 2, 5),
}  # fmt: skip


def clause(text, number="", points=()):
    return {
        "number": number, "text": text,
        "points": [{"label": label, "text": words} for label, words in points],
    }  # fmt: skip


def article(number, title="", *clauses, suffix=""):
    value = {"number": number, "title": title, "clauses": list(clauses)}
    return ("article", value | ({"suffix": suffix} if suffix else {}))


def publish(index, live=True, **values):
    """Return a document below *index*, public unless not *live*."""
    page = LegalDocumentPage(
        locale=index.locale, live=live, first_published_at=timezone.now() if live else None,
        **(FACTS | values),
    )  # fmt: skip
    index.add_child(instance=page)
    return LegalDocumentPage.objects.get(pk=page.pk)


def path_of(page):
    return page.get_url_parts()[2]
