"""No text of the administration, its mails and its documents is left in English.

All is shown in a Vietnamese whose every text stands in ⟦marks⟧; what has none must be content.
What scripts put on the screen is walked in tests/browser/test_pseudo_locale.py.
"""

import csv
import html
import io
import re
from collections import Counter
from datetime import timedelta
from urllib.parse import urljoin

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core import mail
from django.urls import reverse
from django.utils import timezone, translation
from openpyxl import load_workbook

from govportal.accounts import invitations, letters
from govportal.citizens import mails as citizens
from govportal.editorial import deadlines
from govportal.editorial.groups import PROVINCIAL_GRANTS
from govportal.editorial.models import PortalTaskState
from govportal.intake import request_steps
from govportal.my_work.digest import send_digests
from govportal.portals.membership import PortalGroup
from govportal.portals.models import Agency
from govportal.publishing.advertising import pausing
from govportal.publishing.models import LegalDocumentPage, RecordPage
from govportal.publishing.sharing import mails as sharing
from tests.approving import act
from tests.full_world import World
from tests.pseudo_locale import (
    ALLOWED,
    MARKED,
    Reader,
    data_of,
    described_texts,
    stored_texts,
    texts_of,
    translations,
    write_catalogues,
)
from tests.test_isolation_matrix import WORDS, addresses

pytestmark = [
    pytest.mark.walk,
    # wagtail-localize sorts nothing in its report.
    pytest.mark.filterwarnings("ignore:Pagination may yield inconsistent results"),
]

MARKUP = {"text/html": "screens", "application/json": "modals"}
ENGLISH = ("wagtail_localize:preview_translation",)  # shows the English page as its readers see it
PARTS = re.compile("_results$|^wagtailadmin_api")  # of lists that are walked; and data alone
FILE = re.compile(r'href="([^"]*[?&;](?:export|format)=(?:csv|xlsx)[^"]*)"')
TABLES = (
    "/cms/royalty-statements/1/file.xlsx", "/cms/royalty-statements/1/file.csv",
    "/cms/account-register/?format=xlsx", "/cms/account-register/?format=csv",
)  # fmt: skip
BULK = {
    "wagtailcore/page": ("delete", "move", "publish", "unpublish"),
    "wagtailimages/image": ("delete", "add_tags", "add_to_collection"),
    "wagtaildocs/document": ("delete", "add_tags", "add_to_collection"),
    "auth/user": ("delete", "assign_role", "set_active_state"),
}


@pytest.fixture
def world(provisioned, person, section_of):
    """Return a portal with a row in every list."""
    board = [person("stc", "head"), person("stc", "deputy_head")]
    main = PortalGroup.objects.get(portal=provisioned["ubnd"], role="head")
    board[0].groups.add(main.group)
    return World(provisioned["stc"], section_of("stc", "news"), board)


@pytest.fixture
def chief(world):
    """Return a superuser with a role on the portal and those of the province."""
    user = get_user_model().objects.create_superuser("root", "root@example.gov.vn", "x")
    user.groups.add(PortalGroup.objects.get(portal=world.portal, role="administrator").group)
    user.groups.add(*Group.objects.filter(name__in=[grant.name.vi for grant in PROVINCIAL_GRANTS]))
    return user


@pytest.fixture
def reader(world, settings, tmp_path):
    """Return what finds texts without marks, while the pseudo-locale is on."""
    codes = Agency.objects.values_list("code", flat=True)
    found = Reader({*stored_texts(), *described_texts(), *codes}, ALLOWED, translations())
    settings.GOVPORTAL_RULES = {"advertising.is_allowed": True}
    mail.outbox.clear()
    settings.LOCALE_PATHS = [write_catalogues(tmp_path), *settings.LOCALE_PATHS]
    with translation.override("vi"):
        yield found


def screens(world):
    """Return the address of each screen by a name."""
    names = dict(WORDS)
    try:
        WORDS.update({"code": "stc", "key": "leaders", "revision_id": None, "slug": "viet-bai"})
        found = [(item.name, item.at(world.key_of(item.name))) for item in addresses()]
    finally:
        WORDS.clear()
        WORDS.update(names)
    return [(name, url) for name, url in found if url and not PARTS.search(name)]


def forms_of_pages(section_of, home_of):
    """Yield the form of each type of page, new and old."""
    documents = section_of("stc", "legal_documents")
    records = section_of("stc", "projects")
    for parent, model in ((documents, LegalDocumentPage), (records, RecordPage)):
        parts = ["govportal", model._meta.model_name, parent.pk]
        yield reverse("wagtailadmin_pages:add", args=parts)
    for page in (documents, records, section_of("stc", "feedback"), home_of("stc")):
        yield reverse("wagtailadmin_pages:edit", args=[page.pk])


def bulk_actions(world):
    """Yield the confirmation of each action on several things."""
    things = {"page": world.live, "image": world.image, "document": world.document,
              "user": world.board[1]}  # fmt: skip
    for model, actions in BULK.items():
        for action in actions:
            key = things[model.split("/")[1]].pk
            yield f"/cms/bulk/{model}/{action}/?id={key}&next=/cms/"


def steps_of_approval(world):
    """Yield the modals of a step, and the history of what was done."""
    page, state = world.draft, world.state
    for action in ("approve", "reject"):
        for name in ("workflow_action", "collect_workflow_action_data"):
            yield reverse(f"wagtailadmin_pages:{name}", args=[page.pk, action, state.pk])
    yield reverse("wagtailadmin_pages:confirm_workflow_cancellation", args=[page.pk])
    history = [page.pk, state.workflow_state_id]
    yield reverse("wagtailadmin_pages:workflow_history_detail", args=history)
    yield reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, world.revision.pk])


def cells_of(answer):
    """Return the words of a table that was downloaded."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if not content.startswith(b"PK"):
        return {
            cell for row in csv.reader(io.StringIO(content.decode("utf-8-sig"))) for cell in row
        }
    book = load_workbook(io.BytesIO(content))
    rows = (row for sheet in book for row in sheet.iter_rows(values_only=True))
    return {str(cell) for row in rows for cell in row if cell} | set(book.sheetnames)


def test_every_screen_modal_and_table_is_translated(
    world, chief, reader, sign_in, section_of, home_of
):
    waiting = screens(world)
    for found in (
        forms_of_pages(section_of, home_of), bulk_actions(world), steps_of_approval(world)
    ):  # fmt: skip
        waiting += [(url, url) for url in found]
    counted, left = Counter(), {}

    def note(kind, name, texts):
        counted[kind] += 1
        for text in reader.leftovers(texts):
            left.setdefault(text, name)

    for user in (chief, world.user):
        client = sign_in(user)
        refused, tables = [], set(TABLES)
        for name, url in waiting:
            answer = client.get(url)
            kind = answer.headers.get("Content-Type", "").split(";")[0]
            if answer.status_code != 200 or kind not in MARKUP:
                refused.append((name, url))
            elif name not in ENGLISH:
                note(MARKUP[kind], name, texts_of(answer))
                left |= dict.fromkeys(reader.frozen(data_of(answer)), name)
                links = map(html.unescape, FILE.findall(answer.text))
                tables |= {urljoin(url, link) for link in links}
        for url in sorted(tables):
            answer = client.get(url)
            if answer.status_code == 200:
                note("tables", url, cells_of(answer))
        waiting = refused
    assert left == {}
    assert counted["screens"] > 250
    assert counted["modals"] > 20
    assert counted["tables"] > 20


def send_everything(world):
    """Let the portal write each of its letters in Vietnamese."""
    head, deputy = world.board
    PortalTaskState.objects.update(due_on=timezone.localdate() - timedelta(days=1))
    deadlines.send_reminders()
    act(world.draft, deputy)
    list(send_digests())
    rows = world.rows
    rows["Feedback"].sender_email, rows["SharedItem"].proposed_by = "dan@example.vn", head
    for letter in (citizens.answer, citizens.refusal):
        letter(rows["Feedback"])
    citizens.receipt(rows["Feedback"], "1357")
    for letter in (sharing.proposed, sharing.decided):
        letter(rows["SharedItem"])
    pausing.pause(rows["Advertisement"], "404")
    invitations.send(rows["Assignment"])
    for name in ("administrator", "support_asked", "support_answered"):
        thing = {"assignment": rows["Assignment"], "ticket": rows["SupportTicket"]}
        letters.send(name, ["a@example.vn"], thing)
    due = timezone.localdate() + timedelta(days=3)
    request_steps.ask([world.portal], head, "Tin đã đăng", "Tóm tắt", due)


def test_every_letter_is_translated(
    world, chief, reader, client, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        send_everything(world)
    client.post("/tai-khoan/password/reset/", {"email": chief.email})
    texts = {text for letter in mail.outbox for text in (letter.subject, letter.body)}
    kinds = {MARKED.search(letter.subject)[0] for letter in mail.outbox}
    assert reader.leftovers(texts) == set()
    assert len(kinds) >= 14
