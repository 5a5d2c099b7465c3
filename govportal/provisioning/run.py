"""The steps of provisioning, in order, each reported with what it changed and how long it took."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.signal_handlers import disable_reference_index_auto_update

from govportal import plugins
from govportal.editorial.groups import provision_all_groups, provision_provincial_groups
from govportal.editorial.workflow import provision_workflow
from govportal.page_cache.changes import everything_changed
from govportal.portals import domains, routing
from govportal.portals.models import Portal
from govportal.province import Text
from govportal.provisioning.agencies import provision_agencies
from govportal.provisioning.organisation import provision_organisation
from govportal.provisioning.portals import provision_portals
from govportal.provisioning.sections import provision_sections
from govportal.provisioning.stock_names import name_stock_rows
from govportal.publishing.documents.words import keep_words_of_all
from govportal.search.index import index_all


class ProvisioningError(Exception):
    """The plugin's data cannot be brought into the database; nothing was changed."""

    def __init__(self, problems: list[Text]) -> None:
        self.problems = problems
        super().__init__("\n".join([*(p.vi for p in problems), *(p.en for p in problems)]))


@dataclass(frozen=True)
class Step:
    """A step that has been done: its name, its changes and its duration in seconds."""

    name: str
    changes: list[str]
    seconds: float


def provision(*, dry_run: bool = False) -> Iterator[Step]:
    """Do each step of provisioning and yield it when done.

    With *dry_run* everything is done and then undone, so that what is reported is exactly what
    would happen.

    Raises:
        ProvisioningError: two agencies would get one address, or one would get none.
        ProvinceDataError: the province's data files are wrong.
    """
    _refuse_impossible_addresses()
    if not dry_run:
        yield from _steps()
        return
    with transaction.atomic():
        done = list(_steps())
        transaction.set_rollback(True)
    routing.forget()
    yield from done


def _steps() -> Iterator[Step]:
    todo: list[tuple[str, Callable[[], list[str]]]] = [
        (_("Agencies"), provision_agencies),
        (_("Portals, home pages and addresses"), provision_portals),
        (_("Sections"), provision_sections),
        (_("Groups and permissions"), _provision_groups),
        (_("Organisation and assignments"), provision_organisation),
        (_("Approval workflow"), provision_workflow),
        (_("Names that Wagtail gave"), name_stock_rows),
        (_("Words of documents"), _keep_words),
        (_("Search"), _index_pages),
    ]
    for name, work in todo:
        started = time.monotonic()
        # New homes and sections refer to nothing: the index has nothing to learn from them.
        with translation.override("vi"), disable_reference_index_auto_update():
            changes = work()
        routing.forget()
        everything_changed()
        yield Step(name, changes, time.monotonic() - started)


def _provision_groups() -> list[str]:
    portals = Portal.objects.select_related("agency", "collection").order_by("pk")
    return [*provision_provincial_groups(), *provision_all_groups(portals)]


def _keep_words() -> list[str]:
    """Write down the words of documents that an earlier version stored."""
    count = keep_words_of_all()
    return [_("documents made searchable: %(count)d") % {"count": count}] if count else []


def _index_pages() -> list[str]:
    """Let the search find the pages that were made together, and those of an earlier version."""
    index_all()
    return []  # it follows from the other steps' changes, which are reported


def _refuse_impossible_addresses() -> None:
    scheme = domains.of_province()
    problems = [
        Text(
            vi=f"{clash.address}: {len(clash.agencies)} cơ quan cùng được địa chỉ này "
            f"({', '.join(agency.code for agency in clash.agencies)}). Ghi nhãn riêng cho từng "
            "cơ quan ở cột label của agencies.csv.",
            en=f"{clash.address}: {len(clash.agencies)} agencies would share this address "
            f"({', '.join(agency.code for agency in clash.agencies)}). Give each a label of its "
            "own in the column label of agencies.csv.",
        )
        for clash in scheme.clashes()
    ]
    for agency in plugins.agencies():
        if agency.has_portal and scheme.derive(agency) is None:
            problems.append(
                Text(
                    vi=f"{agency.code}: không có quy tắc tên miền nào cho loại {agency.kind}. "
                    "Thêm quy tắc, hoặc ghi portal = no.",
                    en=f"{agency.code}: no domain rule gives an address to the kind "
                    f"{agency.kind}. Add a rule, or say portal = no.",
                )
            )
    if problems:
        raise ProvisioningError(problems)
