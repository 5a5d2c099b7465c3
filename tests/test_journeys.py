"""What govportal is for, in seven walks. Read this first; the other modules hold the details."""

import importlib
import re
from pathlib import Path
from unittest import mock

import pytest
from cookiecutter.main import cookiecutter
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from govportal import DomainRule, DomainScheme
from govportal.citizens.models import Feedback
from govportal.exchange import keys
from govportal.exchange.models import ApiAccess, ApiConsumer
from govportal.portals.models import PortalEndpoint
from govportal.province import Text
from govportal.provisioning import provision
from govportal.publishing.documents.pages import LegalDocumentPage
from govportal.publishing.models import ArticlePage
from govportal.publishing.sharing.models import SharedItem
from govportal.testing import province_plugin
from tests import provinces
from tests.approving import confirmed

ROOT = Path(__file__).resolve().parents[1]
REGULATION = ROOT / "tests" / "fixtures" / "regulations" / "whole.txt"


def get(client, host, path="/"):
    response = client.get(path, headers={"host": host})
    assert response.status_code == 200, (host, path)
    return response.content.decode()


def test_a_citizen_reads_an_english_article_of_a_commune_on_its_own_address(client, section_of):
    for language, title in (("vi", "Mở cửa chợ mới"), ("en", "New market opens")):
        section = section_of("xa-dong-xanh", "news", language)
        page = ArticlePage(
            title=title, author="UBND xã", source="UBND xã", locale=section.locale,
            first_published_at=timezone.now(),
        )  # fmt: skip
        if language == "en":
            page.translation_key = ArticlePage.objects.get().translation_key
        section.add_child(instance=page)

    home = get(client, "dongxanh.minhhoa.gov.vn", "/en/")
    assert "Dong Xanh Commune Portal" in home
    path = re.search(r'href="(/en/news/[^"]+)"', home)[1]
    article = get(client, "dongxanh.minhhoa.gov.vn", path)
    assert "New market opens" in article
    vietnamese = "http://dongxanh.minhhoa.gov.vn.localhost/tin-tuc/mo-cua-cho-moi/"
    assert f'hreflang="vi" href="{vietnamese}"' in article


def test_b_a_legal_document_goes_from_a_file_through_the_board_to_the_public(
    client, person, sign_in
):
    reporter = person("stc", "reporter")
    to_portal = ("--portal", "stc", "--owner", reporter.username)
    call_command("govportal", "import-document", str(REGULATION), *to_portal)
    page = LegalDocumentPage.objects.get()
    page.get_workflow().start(page, reporter)
    address = page.get_url_parts()[2]

    for role in ("editor", "deputy_head"):
        assert client.get(address, headers={"host": "stc.minhhoa.gov.vn"}).status_code == 404
        page.refresh_from_db()
        state = page.current_workflow_task_state
        action = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk])
        sign_in(person("stc", role)).post(
            action, confirmed(), headers={"x-requested-with": "XMLHttpRequest"}
        )

    client.logout()
    public = get(client, "stc.minhhoa.gov.vn", address)
    assert "12/2031/QĐ-UBND" in public
    assert 'id="dieu-1"' in public
    assert address in get(client, "stc.minhhoa.gov.vn", "/van-ban/")


def test_c_a_question_is_asked_answered_approved_and_read_by_its_sender(client, person, sign_in):
    ward = {"host": "bosong.minhhoa.gov.vn"}
    with mock.patch("django.core.signing.time.time", return_value=timezone.now().timestamp() - 60):
        form = client.get("/hoi-dap/gui/", headers=ward).context["form"]
    question = {
        "subject": "Lịch cấp nước", "body": "Bao giờ có nước sạch?", "sender_name": "Lê Thị Chi",
        "reply_by": "email", "sender_email": "chi@example.vn", "consent_answering": "on",
        "website": "", "stamp": form["stamp"].value(),
    }  # fmt: skip
    sent = client.post("/hoi-dap/gui/", question, headers=ward)
    receipt = client.get(sent["Location"], headers=ward).content.decode()
    code = re.search(r"([0-9A-Z]{4}-){2}[0-9A-Z]{4}", receipt).group()
    feedback = Feedback.objects.get()
    assert feedback.due_on > timezone.localdate()

    def take(role, step, **data):
        feedback.refresh_from_db()
        staff = sign_in(person("phuong-bo-song", role))
        staff.post(reverse("feedback:step", args=[feedback.pk, step]), data)

    take("reporter", "answer", answer="Kính gửi bà Lê Thị Chi: từ ngày 01/12.")
    feedback.refresh_from_db()
    take("head", "approve", version=feedback.answer_version)
    client.logout()
    status = client.post("/hoi-dap/tra-cuu/", {"code": code}, headers=ward).content.decode()
    assert "từ ngày 01/12" in status
    assert "Lê Thị Chi" not in get(client, "bosong.minhhoa.gov.vn", "/hoi-dap/")


def test_d_the_half_year_report_counts_every_portal_and_is_exported(provisioned, tmp_path):
    from govportal_bac_giang.govportal_hooks import plugin as bac_giang

    file = tmp_path / "mau-01.xlsx"
    forms = bac_giang.report_templates()
    form = forms[0]
    with province_plugin(provinces.with_agencies(list, report_templates=lambda: forms)):
        call_command("govportal", "report", form.key, "--period", "2026-H1", "--output", str(file))
    cells = [str(cell) for row in load_workbook(file).active.values for cell in row if cell]
    for portal in provisioned.values():
        assert any(portal.agency.name_vi in cell for cell in cells)


def test_e_a_developer_scaffolds_a_province_and_it_runs(client, tmp_path, monkeypatch, db):
    config = tmp_path / "config.yaml"
    config.write_text(f"replay_dir: {tmp_path}\ncookiecutters_dir: {tmp_path}\n")
    answers = {"province_name": "Tỉnh Sông Xanh", "domain": "songxanh.gov.vn"}
    project = cookiecutter(
        str(ROOT / "cookiecutter"), no_input=True, extra_context=answers,
        output_dir=str(tmp_path), config_file=str(config),
    )  # fmt: skip
    monkeypatch.syspath_prepend(project)
    hooks = importlib.import_module("song_xanh.govportal_hooks")
    provinces.remove_all()
    with province_plugin(hooks):
        list(provision())
        assert "tỉnh Sông Xanh" in get(client, "songxanh.gov.vn")


def test_f_a_province_overrides_its_domain_scheme(client, provisioned, capsys):
    rule = {"source": "Quyết định mới, Điều 4", "names": ("full_name",)}
    scheme = DomainScheme(
        base="minhhoa.gov.vn",
        rules=(
            DomainRule(key="province", kinds=("province",), host="minhhoa.gov.vn", source="Điều 4"),
            DomainRule(
                key="agency", kinds=("department", "ward", "commune"),
                host="{label}.minhhoa.gov.vn", note=Text(vi="Tên đầy đủ", en="Full name"), **rule,
            ),
        ),
    )  # fmt: skip
    with province_plugin(provinces.with_agencies(list, domain_scheme=lambda: scheme)):
        with pytest.raises(SystemExit):
            call_command("govportal", "domains", "--check", "stc.minhhoa.gov.vn")
        assert "sotaichinh.minhhoa.gov.vn" in capsys.readouterr().out
        list(provision())
        assert "Sở Tài chính" in get(client, "sotaichinh.minhhoa.gov.vn")
        former = client.get("/", headers={"host": "stc.minhhoa.gov.vn"})
    assert former.status_code == 301
    assert PortalEndpoint.objects.filter(hostname="stc.minhhoa.gov.vn", is_canonical=False).exists()


def test_g_a_commune_s_notice_is_shared_with_the_province_and_given_to_a_consumer(
    client, person, sign_in, section_of
):
    section = section_of("xa-dong-xanh", "news")
    notice = section.add_child(
        instance=ArticlePage(
            title="Lịch tiêm chủng", author="UBND xã", source="UBND xã", locale=section.locale,
            summary="Tuần tới.", first_published_at=timezone.now(),
            last_published_at=timezone.now(),
        )
    )  # fmt: skip
    editor = person("xa-dong-xanh", "editor")
    sign_in(editor).post(reverse("sharing:propose", args=[notice.pk]), {"note": "Xin đăng"})
    item = SharedItem.objects.get()
    form = {"section": section_of("ubnd", "news").pk, "seen": item.version}
    accept = reverse("sharing:step", args=[item.pk, "accept"])
    assert sign_in(person("ubnd", "head")).post(accept, form).status_code == 302

    client.logout()
    home = get(client, "minhhoa.gov.vn")
    assert "Lịch tiêm chủng" in home
    assert f'href="{notice.full_url}"' in home and section.portal.name in home
    assert api(client).status_code == 401
    key = issue_key()
    titles = [found["title"] for found in api(client, key).json()["items"]]
    assert "Lịch tiêm chủng" in titles
    assert list(ApiAccess.objects.order_by("pk").values_list("status", flat=True)) == [401, 200]

    notice.unpublish()
    assert "Lịch tiêm chủng" not in get(client, "minhhoa.gov.vn")
    assert "Lịch tiêm chủng" not in api(client, key).content.decode()


def api(client, key=""):
    headers = {"authorization": f"Bearer {key}"} if key else {}
    return client.get("/api/v1/articles", headers={"host": "minhhoa.gov.vn", **headers})


def issue_key():
    today = timezone.localdate()
    consumer = ApiConsumer.objects.create(
        name="Kho dữ liệu", organisation="Bộ Nội vụ", contact="Lê An", purpose="Tổng hợp",
        agreement_number="01/TT", signed_on=today, valid_from=today,
    )  # fmt: skip
    return keys.issue(consumer)[1]
