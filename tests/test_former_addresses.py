"""An address that was public once leads on, or says what became of the document."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.actions.delete_page import DeletePageAction
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, ReferenceIndex

from govportal.publishing.documents.relations import LegalDocumentRelation
from govportal.publishing.former_addresses.models import FormerAddress
from govportal.publishing.models import ArticlePage, SectionPage
from tests.legal_documents import article, clause, path_of, publish

HOST = "minhhoa.gov.vn"
BODY = [article(7, "Điều bảy", clause("Nội dung"))]


@pytest.fixture
def document(section_of):
    def make(code="ubnd", language="vi", **values):
        page = publish(section_of(code, "legal_documents", language), body=BODY, **values)
        return page

    return make


@pytest.fixture
def get(client):
    def ask(path, host=HOST):
        return client.get(path, headers={"host": host})

    return ask


@pytest.fixture
def rename(django_capture_on_commit_callbacks):
    """Return a function that gives a page another slug, as an editor does."""

    def change(page, slug):
        page = Page.objects.get(pk=page.pk).specific
        page.slug = slug
        with django_capture_on_commit_callbacks(execute=True):
            page.save()
        return page

    return change


def leads_to(answer, url):
    assert (answer.status_code, answer.headers.get("Location")) == (301, url)


# --- moved ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "language", "host"),
    [
        ("ubnd", "vi", "minhhoa.gov.vn"),
        ("ubnd", "en", "en.minhhoa.gov.vn"),
        ("stc", "vi", "stc.minhhoa.gov.vn"),
        ("stc", "en", "stc.minhhoa.gov.vn"),
    ],
)
@pytest.mark.parametrize("below", ["", "dieu-7/", "so-sanh/?voi=1"])
def test_renamed_document_and_its_parts_lead_on(document, get, rename, code, language, host, below):
    page = document(code, language)
    old = path_of(page)
    page = rename(page, "ten-moi")
    leads_to(get(f"{old}{below}", host), f"{page.full_url}{below}")


def test_languages_of_a_portal_do_not_take_each_other_s_addresses(document, get, rename):
    page = document(language="en")
    old = path_of(page)
    rename(page, "new-name")
    assert get(old, "en.minhhoa.gov.vn").status_code == 301
    assert get(old, "minhhoa.gov.vn").status_code == 404
    assert not Redirect.objects.exists()


def test_chain_of_names_is_one_step(document, get, rename):
    page = document()
    names = [path_of(page)]
    for slug in ("hai", "ba", "bon"):
        page = rename(page, slug)
        names.append(path_of(page))
    for name in names[:-1]:
        leads_to(get(name), page.full_url)


def test_name_taken_back_answers_again(document, get, rename):
    page = document()
    first = path_of(page)
    slug = page.slug
    page = rename(page, "hai")
    second = path_of(page)
    page = rename(page, slug)
    assert get(first).status_code == 200
    leads_to(get(second), page.full_url)


def test_new_page_at_the_former_address_wins(document, get, rename):
    page = document()
    old = path_of(page)
    slug = page.slug
    rename(page, "ten-moi")
    newcomer = document(number="36", slug=slug, title="Văn bản mới")
    answer = get(old)
    assert answer.status_code == 200
    assert newcomer.title in answer.content.decode()


def test_pages_below_a_renamed_section_lead_on_at_the_cost_of_one_row(
    section_of, get, rename, document
):
    page = document()
    old = path_of(page)
    index = rename(section_of("ubnd", "legal_documents"), "kho-van-ban")
    page.refresh_from_db()
    assert FormerAddress.objects.count() == 1
    leads_to(get(f"{old}dieu-7/"), f"{page.full_url}dieu-7/")
    leads_to(get("/van-ban/"), index.full_url)
    assert get("/van-ban/chua-tung-co/").status_code == 404
    twice = rename(page, "ten-moi")
    leads_to(get(old), twice.full_url)


def test_page_moved_to_another_portal_leads_there(document, get, section_of):
    page = document()
    old = path_of(page)
    page.move(section_of("stc", "legal_documents"), pos="last-child")
    page = Page.objects.get(pk=page.pk).specific
    assert page.full_url.startswith("http://stc.")
    leads_to(get(f"{old}dieu-7/"), f"{page.full_url}dieu-7/")


def test_articles_lead_on_too_but_leave_nothing_when_deleted(section_of, get, rename):
    news = section_of("ubnd", "news")
    page = news.add_child(
        instance=ArticlePage(title="Tin", author="A", source="B", locale=news.locale)
    )
    old = path_of(page)
    page = rename(page, "tin-khac")
    leads_to(get(old), page.full_url)
    page.delete()
    assert get(old).status_code == 404


def test_reordering_is_no_move(document, section_of):
    first, second = document(), document(number="36", slug="khac")
    second.move(first, pos="left")
    assert not FormerAddress.objects.exists()


# --- gone -----------------------------------------------------------------------------------------


def says_gone(answer, page, word):
    text = answer.content.decode()
    assert answer.status_code == 410
    assert page.citation in text and page.title in text
    assert word in text
    assert 'rel="canonical"' not in text


@pytest.mark.parametrize("below", ["", "dieu-7/", "so-sanh/"])
def test_withdrawn_document_says_so(document, get, below):
    page = document()
    page.unpublish()
    says_gone(get(f"{path_of(page)}{below}"), page, "đã được rút khỏi")


@pytest.mark.parametrize("way", ["page", "action", "query", "section"])
def test_deleted_document_says_so(document, get, section_of, way):
    page = document()
    old = path_of(page)
    if way == "page":
        page.delete()
    elif way == "action":  # as the administration does
        DeletePageAction(page).execute(skip_permission_checks=True)
    elif way == "query":
        Page.objects.filter(pk=page.pk).delete()
    else:
        section_of("ubnd", "legal_documents").delete()
    says_gone(get(old), page, "đã được gỡ bỏ")


def test_all_former_addresses_of_a_document_say_that_it_is_gone(document, get, rename, section_of):
    page = document()
    first = path_of(page)
    page = rename(page, "hai")
    second = path_of(page)
    rename(section_of("ubnd", "legal_documents"), "kho-van-ban")
    page = Page.objects.get(pk=page.pk).specific
    page.unpublish()
    for path in (first, second, path_of(page)):
        says_gone(get(path), page, "đã được rút khỏi")
    last = path_of(page)
    page.delete()
    for path in (first, second, last):
        says_gone(get(path), page, "đã được gỡ bỏ")


def test_document_published_again_answers_again(document, get):
    page = document()
    page.unpublish()
    page.live = True
    page.save()
    assert get(path_of(page)).status_code == 200


def test_what_replaced_it_is_linked_by_page_or_by_number(document, get):
    page = document()
    newer = document(number="36", slug="moi", title="Quy chế mới")
    relation = LegalDocumentRelation.objects.create(
        document=newer, kind="replaces", citation=page.citation, issuer=page.issuer, target=page
    )
    path = path_of(page)
    page.unpublish()
    assert f'href="{path_of(newer)}"' in get(path).content.decode()
    page.delete()
    assert f'href="{path_of(newer)}"' in get(path).content.decode()
    relation.refresh_from_db()
    relation.issuer = "Ủy ban nhân dân tỉnh Khác"
    relation.save()
    assert "Quy chế mới" not in get(path).content.decode()


def test_draft_that_replaces_it_is_not_named(document, get):
    page = document()
    draft = document(number="36", slug="moi", title="Quy chế bí mật", live=False)
    LegalDocumentRelation.objects.create(
        document=draft, kind="replaces", citation=page.citation, target=page
    )
    page.unpublish()
    assert "bí mật" not in get(path_of(page)).content.decode()


def test_replaced_document_still_answers(document, get):
    page = document()
    newer = document(number="36", slug="moi")
    LegalDocumentRelation.objects.create(
        document=newer, kind="replaces", citation=page.citation, target=page
    )
    assert get(path_of(page)).status_code == 200


def test_english_reader_is_told_in_english(document, get):
    page = document(language="en")
    page.unpublish()
    says_gone(get(path_of(page), "en.minhhoa.gov.vn"), page, "withdrawn from the portal on")


# --- what nobody may learn ------------------------------------------------------------------------


def test_draft_leaves_nothing(document, get, rename):
    page = document(live=False)
    old = path_of(page)
    page = rename(page, "ten-moi")
    path = path_of(page)
    page.delete()
    assert not FormerAddress.objects.exists()
    assert get(old).status_code == get(path).status_code == 404


@pytest.mark.parametrize("way", ["unpublish", "delete"])
def test_private_document_leaves_nothing(document, get, way):
    page = document()
    page.view_restrictions.create(restriction_type="login")
    path = path_of(page)
    getattr(page, way)()
    assert get(path).status_code == 404


def test_no_portal_answers_for_another(document, get, rename):
    page = document()
    old = path_of(page)
    rename(page, "ten-moi")
    assert get(old, "stc.minhhoa.gov.vn").status_code == 404
    page.unpublish()
    assert get(path_of(page), "stc.minhhoa.gov.vn").status_code == 404


def test_staff_see_no_former_address_in_the_admin(document, rename):
    page = document()
    rename(page, "ten-moi")
    assert not ReferenceIndex.model_is_indexable(FormerAddress)


# --- cost -----------------------------------------------------------------------------------------


def queries_of(work):
    with CaptureQueriesContext(connection) as queries:
        work()
    return [q["sql"] for q in queries if "formeraddress" in q["sql"].lower()]


def test_pages_that_answer_cost_nothing(document, get, rename):
    page = rename(document(), "ten-moi")
    get(path_of(page))
    assert queries_of(lambda: get(path_of(page))) == []
    assert len(queries_of(lambda: get("/chua-tung-co/"))) == 1


def test_subtree_is_remembered_at_once(document, section_of, rename):
    for number in range(12):
        document(number=str(number + 1), slug=f"so-{number}")
    index = section_of("ubnd", "legal_documents")
    assert len(queries_of(lambda: rename(index, "kho"))) == 1
    index = Page.objects.get(pk=index.pk).specific
    made = queries_of(index.delete)
    assert len([sql for sql in made if sql.startswith("INSERT")]) == 1
    assert FormerAddress.objects.filter(event="deleted").count() == 24  # before and after the move


@pytest.mark.parametrize(
    "path", ["/%00/", "/a/" * 40, "/" + "x" * 3000 + "/", "/van-ban/%F0%9F%98%80/", "/'/"]
)
def test_odd_path_is_just_not_found(provisioned, get, path):
    assert get(path).status_code == 404


def test_sections_that_moved_keep_their_articles(section_of, get, rename):
    news = section_of("ubnd", "news")
    page = news.add_child(
        instance=ArticlePage(title="Tin", author="A", source="B", locale=news.locale)
    )
    old = path_of(page)
    moved = rename(news, "thoi-su")
    assert isinstance(moved, SectionPage)
    page = Page.objects.get(pk=page.pk).specific
    leads_to(get(old), page.full_url)
