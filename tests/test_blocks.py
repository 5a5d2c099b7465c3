"""The blocks of legal texts."""

from wagtail.blocks.base import BlockField

from govportal.publishing.blocks import LawBlocks

SENT = {
    "body-count": "1",
    "body-0-type": "article",
    "body-0-order": "0",
    "body-0-deleted": "",
    "body-0-id": "b7a1c0de-0000-4000-8000-000000000001",
    "body-0-value-title": "Phạm vi",
    "body-0-value-clauses-count": "0",
}
STORED = {
    "type": "article",
    "id": SENT["body-0-id"],
    "value": {"number": 1, "title": "Phạm vi", "clauses": []},
}


def is_changed_by(number):
    block = LawBlocks()
    sent = block.value_from_datadict({**SENT, "body-0-value-number": number}, {}, "body")
    return BlockField(block=block).has_changed(block.to_python([STORED]), sent)


def test_article_sent_as_it_is_stored_is_no_change():
    assert not is_changed_by("1")


def test_another_number_is_a_change():
    assert is_changed_by("2")
    assert is_changed_by("")
    assert is_changed_by("một")
