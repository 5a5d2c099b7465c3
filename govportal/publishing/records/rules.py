"""What the law wants of a record before it may be published."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from govportal import plugins
from govportal.portals.pages import portal_of
from govportal.portals.tree import is_original, subtree
from govportal.publishing.records import checks
from govportal.publishing.records.blocks import RecordBlock
from govportal.publishing.records.stored import values_of
from govportal.record_types import RecordCheck

if TYPE_CHECKING:
    from govportal.publishing.records.models import RecordPage


def problems(record: RecordPage) -> Iterator[ValidationError]:
    """Yield what is missing or contradictory in *record*, each named by its field's label."""
    yield from _misplaced(record)
    block = RecordBlock(plugins.record_types()[record.kind])
    block.set_name(record.kind)
    try:
        block.clean(record.values)
    except StructBlockValidationError as error:
        yield from _named(block, error)
    yield from (ValidationError(message) for _key, message in conflicts(record))


def _misplaced(record: RecordPage) -> Iterator[ValidationError]:
    parent = record.get_parent()
    if parent is not None and not record.fits(parent, unless_unknown=True):
        yield ValidationError(wrong_section(record, parent), code="wrong_section")


def wrong_section(record: RecordPage, parent: Any) -> str:
    """Return why *record* may not stand in the section *parent*, and what to do."""
    message = _(
        "“%(section)s” does not hold records of the kind “%(kind)s”. Choose a section that does; "
        "the record stays where it is."
    )
    return message % {"section": parent.title, "kind": record.page_type_display_name}


def conflicts(record: RecordPage) -> Iterator[tuple[str, str]]:
    """Yield field and message of each published record of the portal that excludes this one."""
    for check in record.record_type.checks:
        if check.kind == "alone_during" and checks.concerns(check, record.values):
            for other in _rivals(record, check):
                yield check.fields[0], checks.message(check, other=other.title)


def _rivals(record: RecordPage, check: RecordCheck) -> Iterator[RecordPage]:
    values = values_of(record)[0]
    if check.fields[0] not in values:
        return
    mine = values.get(check.given), values.get(check.until)
    for other in _published_beside(record).filter(*(_same(key, values) for key in check.fields)):
        theirs = other.listed.get(check.given), other.listed.get(check.until)
        if checks.overlap(mine, theirs):
            yield other


def _same(key: str, values: dict[str, Any]) -> Q:
    """Return what finds those who have the same under *key*: nothing is the same as nothing."""
    return Q(**{f"listed__{key}": values[key]}) if key in values else ~Q(listed__has_key=key)


def _published_beside(record: RecordPage) -> Any:
    model = type(record)
    portal = portal_of(record)
    homes = [home.page.path for home in portal.homes.select_related("page")] if portal else []
    home = next((path for path in homes if record.path.startswith(path)), record.path)
    found = model.objects.live().filter(is_original(), kind=record.kind, path__range=subtree(home))
    return found.exclude(pk=record.pk).defer("details")


def _named(block: Any, error: ValidationError, where: str = "") -> Iterator[ValidationError]:
    """Yield each message within *error* after the labels that lead to its field."""
    for name, child, problem in _within(block, error):
        yield from _named(child, problem, f"{where}{name}: ")
    own = getattr(error, "non_block_errors", None)
    messages = [str(error.message)] if own is None else own.get_json_data()
    for message in messages:
        text = message if isinstance(message, str) else message["message"]
        yield ValidationError(f"{where}{text}", code=getattr(error, "code", None))


def _within(block: Any, error: Any) -> Iterator[tuple[str, Any, ValidationError]]:
    found = getattr(error, "block_errors", {})
    if isinstance(block, blocks.ListBlock):
        for index, problem in _numbered(found):
            name = _("entry %(number)d") % {"number": index + 1}
            yield name, block.child_block, problem
    else:
        for key, problem in found.items():
            yield str(block.child_blocks[key].label), block.child_blocks[key], problem


def _numbered(found: Any) -> Iterator[tuple[int, ValidationError]]:
    pairs = found.items() if isinstance(found, dict) else enumerate(found)
    return ((index, problem) for index, problem in pairs if problem is not None)
