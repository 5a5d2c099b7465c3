"""Complete records of every kind, and the forms in which a browser sends them."""

from datetime import date, time
from decimal import Decimal

from django.core.files.base import ContentFile
from wagtail import blocks
from wagtail.documents.models import Document
from wagtail.images.blocks import ImageBlock
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file
from wagtail.rich_text import RichText

from govportal import plugins
from govportal.provisioning.agencies import Agency
from govportal.publishing.categories import categories
from govportal.publishing.documents.pages import LegalDocumentPage
from govportal.publishing.records.blocks import block_of

MONDAY = date(2026, 1, 5)
TABLE = "Xã,Dân số\nBờ Sông,1200\nĐông Xanh,900\n".encode()
PAGE = {"title": "Cầu Bờ Sông", "slug": "cau-bo-song", "source": "Sở", "author": "A",
        "source_url": "", "source_changed_on": ""}  # fmt: skip


def place_of(kind):
    """Return an agency and a section of the test province that holds records of *kind*."""
    for code in Agency.objects.values_list("code", flat=True):
        for section in categories(code).values():
            if section.record_type == kind:
                return code, section.key
    raise AssertionError(f"no section of the national list holds {kind}")


class Samples:
    """Makes a value for every field; files and pages are those of one portal."""

    def __init__(self, portal, index):
        collection = portal.collection
        self.table = Document.objects.create(
            title="Bảng", file=ContentFile(TABLE, "bang.csv"), collection=collection
        )
        self.image = Image.objects.create(
            title="Ảnh", file=get_test_image_file("anh.png"), collection=collection
        )
        self.page = index.add_child(
            instance=LegalDocumentPage(
                title="Quyết định", number="1", symbol="QĐ", document_type="quyet_dinh",
                issuer="Sở", signer="A", abstract="Về việc", issued_on=MONDAY, locale=index.locale,
            )
        )  # fmt: skip

    def values(self, fields, **changes):
        """Return a value for each of *fields*, as blocks hold them."""
        return {field.key: self.value(field) for field in fields} | changes

    def record(self, kind, **changes):
        """Return the complete fields of a record of *kind*."""
        record_type = plugins.record_types()[kind]
        return block_of(kind).normalize(self.values(record_type.fields, **changes))

    def value(self, field):
        if field.kind == "choice":
            return field.choices[0].key
        if field.kind == "list":
            return [self.values(field.fields) | self._root(field)]
        return {
            "text": f"Chữ “{field.key}” & nét đậm", "long_text": "Dòng một\nDòng hai",
            "rich_text": RichText("<p>Câu <b>đậm</b> &amp; một.</p><ul><li>Hai</li></ul>"),
            "integer": 2025, "number": Decimal("1234.5"), "date": MONDAY, "time": time(8, 30),
            "yes_no": True, "link": "https://minhhoa.gov.vn/a", "email": "a@minhhoa.gov.vn",
            "image": self._described(), "file": self.table, "table_file": self.table,
            "document": self.page,
        }[field.kind]  # fmt: skip

    def _root(self, field):
        return {"superior": ""} if any(child.key == "superior" for child in field.fields) else {}

    def _described(self):
        image = Image.objects.get(pk=self.image.pk)
        image.contextual_alt_text, image.decorative = "Cây cầu", False
        return image


def sent(block, value, prefix="details"):
    """Return what a browser sends for *value* of *block*, shown and left as it is."""
    if isinstance(block, ImageBlock):
        described = {f"{prefix}-alt_text": (value and value.contextual_alt_text) or ""}
        chosen = {f"{prefix}-image": value.pk if value else ""}
        return chosen | described | ({f"{prefix}-decorative": "on"} if is_decorative(value) else {})
    if isinstance(block, blocks.ChooserBlock):
        return {prefix: value.pk if value else ""}
    if isinstance(block, blocks.StructBlock):
        children = block.child_blocks.items()
        return merged(sent(child, value.get(key), f"{prefix}-{key}") for key, child in children)
    if isinstance(block, blocks.ListBlock):
        return _sent_list(block, value, prefix)
    if isinstance(block, blocks.BooleanBlock):
        return {prefix: "on"} if value else {}
    state = block.get_form_state(value)
    state = state[0] if isinstance(state, list) else state  # what a select has chosen
    return {prefix: "" if state is None else state}


def is_decorative(image):
    return image is not None and image.decorative


def _sent_list(block, value, prefix):
    entries = block.normalize(value).bound_blocks
    answer = {f"{prefix}-count": len(entries)}
    for place, entry in enumerate(entries):
        answer |= {f"{prefix}-{place}-deleted": "", f"{prefix}-{place}-order": place,
                   f"{prefix}-{place}-id": entry.id}  # fmt: skip
        answer |= sent(block.child_block, entry.value, f"{prefix}-{place}-value")
    return answer


def merged(parts):
    return {key: value for part in parts for key, value in part.items()}
