"""Pages to share and people who decide, for the tests of sharing between portals."""

from datetime import date, timedelta
from itertools import count

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.utils import timezone

from govportal.editorial.groups import PROVINCIAL_GRANTS
from govportal.publishing.documents.pages import LegalDocumentPage
from govportal.publishing.models import ArticlePage
from govportal.publishing.records.models import RecordPage
from govportal.publishing.sharing import steps

PROVINCE, COMMUNE, OTHER = "ubnd", "xa-dong-xanh", "stc"
MAIN_HOST, OTHER_HOST = "minhhoa.gov.vn", "stc.minhhoa.gov.vn"
_numbers = count(1)


def article(section, title, *, hours_ago=1, **values):
    """Publish an article in *section*."""
    moment = timezone.now() - timedelta(hours=hours_ago)
    values = {"first_published_at": moment, "last_published_at": moment} | values
    page = ArticlePage(title=title, author="A", source="B", locale=section.locale, **values)
    return section.add_child(instance=page)


def document(index, title, **values):
    """Publish a legal document in *index*, or with ``live=False`` only write it."""
    page = LegalDocumentPage(
        title=title, number=str(next(_numbers)), symbol="QĐ-UBND", document_type="quyet_dinh",
        issuer="Ủy ban nhân dân xã", signer="A", abstract=title, issued_on=date(2026, 2, 5),
        locale=index.locale, **values,
    )  # fmt: skip
    return index.add_child(instance=page)


def record(section, title, kind="notice"):
    """Publish a record in *section*; its fields do not matter here."""
    page = RecordPage(title=title, kind=kind, author="A", source="B", locale=section.locale)
    page.first_published_at = timezone.now()
    return section.add_child(instance=page)


def accepted(page, section, proposer, decider):
    """Propose *page* and accept it for *section*; return the proposal."""
    item = steps.propose(page, proposer)
    steps.accept(item, decider, section)
    return item


def provincial_board():
    """Make a member of the board that serves every portal."""
    user = get_user_model().objects.create_user("tinh", "tinh@example.gov.vn", "x")
    user.groups.add(Group.objects.get(name=PROVINCIAL_GRANTS[0].name.vi))
    return user


def read(client, path, host=MAIN_HOST):
    """Return the public page at *path* as text."""
    answer = client.get(path, headers={"host": host})
    assert answer.status_code == 200, path
    return answer.content.decode()


def path_of(page):
    """Return the path at which the public reads *page*."""
    return page.get_url_parts()[2]
