"""The samples of a trial: complete in every system, added once, removed without a trace."""

import html
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Page, PageLogEntry, Revision

import govportal_bac_giang.govportal_hooks as bac_giang
import govportal_ben_tre.govportal_hooks as ben_tre
import govportal_dong_thap.govportal_hooks as dong_thap
import govportal_hung_yen.govportal_hooks as hung_yen
from govportal import plugins
from govportal.information.models import Answer, CategoryAnswer
from govportal.information.states import State, states
from govportal.portals import routing
from govportal.portals.models import Portal
from govportal.provisioning import provision
from govportal.publishing.categories import categories
from govportal.publishing.documents.pages import LegalDocumentPage
from govportal.publishing.models import ArticlePage
from govportal.publishing.records.models import RecordPage
from govportal.testing import province_plugin
from govportal.trial.decisions import import_decisions
from govportal.trial.removal import remove_samples
from govportal.trial.samples import add_samples, sample_portals
from tests import provinces

DECISION = Path(__file__).parent / "fixtures" / "regulations" / "whole.txt"
ITEMS = (ArticlePage, RecordPage, LegalDocumentPage)
PROVINCES = {
    "hung_yen": (hung_yen, {"ubnd", "skhcn", "xa-tan-hung"}),
    "dong_thap": (dong_thap, {"ubnd", "stc", "xa-hung-thanh"}),
    "bac_giang": (bac_giang, {"ubnd", "stc", "thanh-pho-bac-giang", "huyen-tan-yen",
                              "thi-tran-nha-nam"}),
    "ben_tre": (ben_tre, {"ubnd", "stc", "huyen-ba-tri", "xa-tan-hung", "chuyen-doi-so"}),
}  # fmt: skip


@pytest.fixture(params=PROVINCES)
def real_province(request, db):
    """Put some agencies of a real province in place of the invented one, with samples."""
    hooks, codes = PROVINCES[request.param]
    provinces.remove_all()
    with province_plugin(provinces.only(codes, hooks)):
        list(provision())
        routing.forget()
        yield add_samples(sample_portals())


@pytest.fixture
def with_samples(provisioned):
    """Return the portals that were given samples."""
    portals = sample_portals()
    add_samples(portals)
    return portals


def items():
    return [page for model in ITEMS for page in model.objects.all()]


def command(*arguments):
    out = StringIO()
    call_command("govportal", "--language", "en", *arguments, stdout=out)
    return out.getvalue()


def everything():
    """Return what there is besides logs: a sample that stays behind is seen here."""
    models = (Page, Image, Document, CategoryAnswer, Revision)
    return {model: set(model.objects.values_list("pk", flat=True)) for model in models}


# --- what there is to see -------------------------------------------------------------------------


@pytest.mark.walk
def test_every_category_and_kind_of_record_of_each_system_can_be_seen(real_province):
    portals = sample_portals()
    assert {portal.system for portal in portals} == {s.key for s in plugins.province().systems}
    check_states(portals)
    check_pages(real_province)


def check_states(portals):
    found = states(portals)
    left = [
        (portal.code, category.spec.key, category.state)
        for portal in portals
        for category in found[portal.pk]
        if category.state not in (State.COMPLETE, State.NO_DATA, State.NOT_APPLICABLE)
    ]
    assert left == []
    bound = {spec.record_type for p in portals for spec in categories(p.code).values()} - {""}
    assert set(RecordPage.objects.live().values_list("kind", flat=True)) == bound


def check_pages(count):
    pages = items()
    assert len(pages) == count > 150
    assert {page.locale.language_code for page in pages} == {"vi", "en"}
    for page in pages:
        page.refuse_incomplete()
    marks = {"vi": "[Mẫu] ", "en": "[Sample] "}
    assert all(page.title.startswith(marks[page.locale.language_code]) for page in pages)


def test_versions_of_a_sample_belong_together(with_samples):
    for model in (ArticlePage, RecordPage):
        keys = model.objects.values_list("translation_key", "locale__language_code")
        assert {(key, language) for key, _l in keys for language in ("vi", "en")} == set(keys)


def test_samples_show_states_of_projects_people_and_answers(with_samples):
    kinds = RecordPage.objects.values_list("kind", "listed")
    shown = {state for kind, listed in kinds for state in [listed.get("state")] if state}
    assert shown == {"preparing", "under_way", "completed"}
    assert set(CategoryAnswer.objects.values_list("answer", flat=True)) == {
        Answer.NO_DATA, Answer.NOT_APPLICABLE
    }  # fmt: skip
    assert all(portal.code in {"ubnd", "stc", "phuong-bo-song"} for portal in with_samples)


def test_samples_name_bodies_as_a_sentence_does(with_samples):
    titles = set(RecordPage.objects.filter(kind="channel").values_list("title", flat=True))
    assert {
        "[Sample] Website of the Department of Finance", "[Mẫu] Trang thông tin của Sở Tài chính",
        "[Sample] Website of Bo Song Ward", "[Mẫu] Trang thông tin của phường Bờ Sông",
    } <= titles  # fmt: skip


@pytest.mark.walk
@pytest.mark.filterwarnings("ignore:.*SpooledTemporaryFile:pytest.PytestUnraisableExceptionWarning")
def test_public_pages_of_samples_answer(with_samples, client):
    for page in RecordPage.objects.order_by("kind", "pk"):
        host, _slash, path = page.full_url.partition("://")[2].partition("/")
        answer = client.get(f"/{path}", headers={"host": host})
        shown = html.escape(page.title) in answer.content.decode()
        assert (answer.status_code, shown) == (200, True), page.full_url


# --- adding once, removing all --------------------------------------------------------------------


def test_a_second_time_adds_nothing_even_where_a_sample_was_deleted(with_samples):
    RecordPage.objects.filter(kind="leader").first().delete()
    before = everything()
    assert add_samples(with_samples) == 0
    assert everything() == before


def test_what_editors_have_written_keeps_samples_out(provisioned, section_of):
    own = ArticlePage(title="Tin thật", author="A", source="Sở")
    section_of("stc", "news").add_child(instance=own)
    add_samples(sample_portals())
    assert ArticlePage.objects.child_of(section_of("stc", "news")).get() == own


def test_all_samples_and_nothing_else_are_removed(provisioned, section_of):
    own = ArticlePage(title="[Mẫu] của biên tập viên", author="A", source="Sở")
    section_of("phuong-bo-song", "news").add_child(instance=own)
    before = everything()
    add_samples(sample_portals())
    assert len(everything()[Page]) > len(before[Page]) + 300
    printed = command("remove-samples")
    assert everything() == before
    assert not any(Page.find_problems())
    assert "kept" not in printed and "2 answers" in printed
    assert remove_samples().pages == 0


def test_a_sample_of_a_contact_stands_in_the_footer_and_goes_with_the_samples(with_samples, client):
    def footer():
        page = client.get("/", headers={"host": "minhhoa.gov.vn"}).content.decode()
        return page.partition('<footer class="foot"')[2]

    assert "[Mẫu] Số 1, đường Mẫu" in footer() and "0000 000 000" in footer()
    Portal.objects.filter(agency__code="ubnd").update(phone="0000 111 222")
    command("remove-samples")
    assert "đường Mẫu" not in footer() and "0000 111 222" in footer()
    add_samples(sample_portals())
    assert "đường Mẫu" not in footer()


def test_an_edited_sample_is_kept_and_named_unless_all_are_to_go(with_samples):
    edited = RecordPage.objects.filter(kind="leader", locale__language_code="vi").first()
    edited.title = "Người thật"
    edited.save_revision().publish(skip_permission_checks=True)
    printed = command("remove-samples")
    assert "kept, because it was edited or is in use: Người thật" in printed
    assert [page.pk for page in items()] == [edited.pk]
    assert Image.objects.get().title in printed  # the portrait that it shows
    command("remove-samples", "--all")
    assert items() == [] and not Image.objects.exists()


def test_history_tells_what_was_a_sample(with_samples):
    page = RecordPage.objects.first()
    actions = PageLogEntry.objects.filter(page=page.pk).values_list("action", flat=True)
    assert set(actions) == {"wagtail.create", "govportal.sample"}


# --- decisions ------------------------------------------------------------------------------------


def test_decisions_of_the_province_are_imported_once_and_removed(provisioned, tmp_path):
    code = plugins.province().code
    (tmp_path / f"1-{code}-quy-che.txt").write_bytes(DECISION.read_bytes())
    (tmp_path / "2-tinh-khac.txt").write_bytes(DECISION.read_bytes())
    (tmp_path / f"3-{code}-hong.txt").write_bytes(b"\x81\x00")
    portals = sample_portals()
    made = import_decisions(tmp_path, portals)
    assert len(made) == 1 == LegalDocumentPage.objects.count()
    assert import_decisions(tmp_path, portals) == []
    assert remove_samples().pages == 1
    assert not LegalDocumentPage.objects.exists()


def test_decisions_are_looked_for_in_a_folder_that_exists(provisioned, tmp_path):
    with pytest.raises(CommandError, match="no folder"):
        command("demo", "--no-serve", "--seeds", str(tmp_path / "no"))
