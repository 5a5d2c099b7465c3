"""Documents that amend one another, made of the texts of `fixtures/amendments`."""

from datetime import date
from pathlib import Path

from django.utils import timezone

from govportal.publishing.documents.amendments import Amendment
from govportal.publishing.documents.pages import LegalDocumentPage
from govportal.publishing.documents.structure import text_blocks
from govportal.publishing.regulations import read_regulation

FOLDER = Path(__file__).parent / "fixtures" / "amendments"


def document(index, name, live=True, **changes):
    """Save the document *name* below the list *index*, published or as a draft."""
    parsed = read_regulation((FOLDER / f"{name}.txt").read_text("utf-8"))
    facts = {
        "title": f"Quyết định {parsed.number}", "slug": f"qd-{parsed.number}-{name}",
        "number": parsed.number, "symbol": parsed.symbol, "document_class": "normative",
        "document_type": "quyet_dinh", "issuer": "Ủy ban nhân dân tỉnh Minh Họa",
        "signer": "Trần Văn Bình", "abstract": parsed.abstract, "issued_on": parsed.issued_on,
        "effective_on": parsed.effective_on, "decision": text_blocks(parsed.decision),
        "body": text_blocks(parsed.body), "locale": index.locale, "live": live,
    }  # fmt: skip
    if live:
        facts["first_published_at"] = timezone.now()
    return index.add_child(instance=LegalDocumentPage(**facts | changes))


def amend(source, target, action="repeal", provision="khoản 2 Điều 5", **more):
    """Save an amendment of *target* by *source*."""
    row = Amendment(document=source, target=target, action=action, provision=provision, **more)
    row.clean()
    row.save()
    return row


JUNE = date(2024, 6, 1)
