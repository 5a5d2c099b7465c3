"""What a document does to others: found on the portals, judged, told to readers and kept apart."""

import hashlib
import re
from datetime import date, timedelta
from itertools import count, pairwise

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.documents.models import Document
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from govportal.portals import routing
from govportal.publishing.documents.acts import remember_acts
from govportal.publishing.documents.kinds import Effect
from govportal.publishing.documents.pages import LegalDocumentPage
from govportal.publishing.documents.provisions import in_words
from govportal.publishing.documents.relation_checks import Case
from govportal.publishing.documents.relations import LegalDocumentRelation

ISSUER = "Ủy ban nhân dân tỉnh Minh Họa"
TODAY = timezone.localdate
YEAR = 2025
FACTS = {
    "title": "Quy chế", "document_class": "normative", "document_type": "quyet_dinh",
    "symbol": "QĐ-UBND", "issuer": ISSUER, "signer": "Nguyễn Văn An", "abstract": "Ban hành",
    "issued_on": date(YEAR, 1, 1) - timedelta(days=400),
    "effective_on": date(YEAR, 1, 1) - timedelta(days=390),
}  # fmt: skip
ARTICLES = [
    {"type": "article", "value": {"number": 5, "title": "", "clauses": [
        {"number": "1", "text": "Một.", "points": [{"label": "đ", "text": "Điểm."}]},
        {"number": "2", "text": "Hai.", "points": []},
    ]}},
    {"type": "article", "value": {"number": 9, "title": "Chín", "clauses": []}},
]  # fmt: skip
PAST = date(YEAR, 10, 1)


@pytest.fixture
def publish(section_of):
    """Return a function that puts a document on a portal, live unless told otherwise."""
    numbers = count(100)

    def make(code="ubnd", language="vi", **values):
        index = section_of(code, "legal_documents", language)
        number = values.pop("number", str(next(numbers)))
        page = LegalDocumentPage(
            **{"slug": f"van-ban-{number}-{next(numbers)}", "locale": index.locale,
               "first_published_at": timezone.now(), "number": number, **FACTS, **values},
        )  # fmt: skip
        return index.add_child(instance=page)

    return make


def relate(document, target, kind="replaces", **values):
    return LegalDocumentRelation.objects.create(
        **{"document": document, "kind": kind, "target": target, "citation": target.citation,
           "effective_on": PAST, **values}
    )  # fmt: skip


def row(target=None, kind="replaces", **values):
    citation = target.citation if target else "1/2001/QĐ-UBND"
    return LegalDocumentRelation(**{"kind": kind, "target": target, "citation": citation, **values})


def told(page, *relations, language="en"):
    """Return what is wrong with *relations* as pairs of field and message."""
    with translation.override(language):
        found = Case.of(page, relations).problems()
        return [(problem.field, problem.message) for problem in found]


def fields(page, *relations):
    return [field for field, _message in told(page, *relations)]


def fresh(page):
    return LegalDocumentPage.objects.get(pk=page.pk)


# --- the effect that acts have --------------------------------------------------------------------


def test_document_that_another_replaces_has_expired(publish):
    older, newer = publish(), publish()
    relate(newer, older)
    assert fresh(older).effect is Effect.EXPIRED
    assert fresh(older).effect_on(PAST - timedelta(days=1)) is Effect.IN_FORCE
    assert fresh(newer).effect is Effect.IN_FORCE


def test_act_counts_from_the_day_the_acting_document_takes_effect(publish):
    older, newer = publish(), publish(effective_on=TODAY() + timedelta(days=9))
    relate(newer, older, effective_on=None)
    assert fresh(older).effect is Effect.IN_FORCE
    assert fresh(older).effect_on(TODAY() + timedelta(days=9)) is Effect.EXPIRED


def test_draft_has_no_effect_on_others(publish):
    older, newer = publish(), publish(live=False)
    relate(newer, older)
    assert fresh(older).effect is Effect.IN_FORCE
    assert fresh(older).acts_upon == []


@pytest.mark.parametrize(
    ("acting", "target", "effect"),
    [
        ("ubnd", "stc", Effect.EXPIRED),
        ("stc", "stc", Effect.EXPIRED),
        ("stc", "ubnd", Effect.IN_FORCE),
        ("stc", "skhcn", Effect.IN_FORCE),
    ],
)
def test_a_portal_ends_its_own_documents_and_those_below_it_alone(publish, acting, target, effect):
    older, newer = publish(target, number="8"), publish(acting)
    relate(newer, older)
    assert fresh(older).effect == effect


def test_document_withdrawn_from_the_public_no_longer_acts(publish):
    older, newer = publish(), publish()
    relate(newer, older)
    newer.unpublish()
    assert fresh(older).effect is Effect.IN_FORCE


def test_act_stays_done_when_its_document_expires(publish):
    older, newer = publish(), publish(expires_on=TODAY())
    relate(newer, older)
    assert fresh(newer).effect is Effect.EXPIRED
    assert fresh(older).effect is Effect.EXPIRED


def test_translation_shares_the_acts_upon_its_original(publish, section_of):
    older, newer = publish(), publish()
    relate(newer, older)
    english = publish(language="en", number="8", translation_key=older.translation_key)
    assert fresh(english).effect is Effect.EXPIRED
    translated = publish(language="en", number="7", translation_key=newer.translation_key)
    relate(translated, english)
    (act,) = fresh(english).acts_upon
    assert act.shown_document == translated
    assert len(fresh(older).acts_upon) == 1


def test_law_may_count_amended_documents_as_in_force(publish, settings):
    older, newer = publish(), publish()
    relate(newer, older, "amends", provisions="dieu-5")
    assert fresh(older).effect is Effect.PARTLY_EXPIRED
    settings.GOVPORTAL_RULES = {"documents.amended_is_partly_expired": False}
    assert fresh(older).effect is Effect.IN_FORCE


def test_effects_of_many_documents_cost_what_one_costs(publish):
    def cost():
        documents = list(LegalDocumentPage.objects.all())
        with CaptureQueriesContext(connection) as queries:
            remember_acts(documents)
            effects = {document.effect for document in documents}
        assert effects == {Effect.EXPIRED, Effect.IN_FORCE}
        return len(queries)

    newer = publish()
    relate(newer, publish())
    routing.table()  # read once in a while, whoever asks first
    few = cost()
    for _number in range(8):
        relate(newer, publish())
        relate(
            publish(), publish(), "amends", provisions="dieu-1", effective_on=TODAY() + timedelta(9)
        )
    assert cost() == few


@pytest.mark.parametrize("address", ["home", "list"])
def test_lists_cost_the_same_for_many_documents_and_acts(
    publish, home_of, section_of, client, address
):
    page = home_of("ubnd") if address == "home" else section_of("ubnd", "legal_documents")
    path = page.get_url_parts()[2]

    def cost():
        client.get(path, headers={"host": "minhhoa.gov.vn"})
        with CaptureQueriesContext(connection) as queries:
            shown = client.get(path, headers={"host": "minhhoa.gov.vn"}).content.decode()
        assert "b-bad" in shown
        return len(queries)

    newer, older = publish(), publish()
    relate(newer, older)
    few = cost()
    for _number in range(5):
        relate(newer, publish())
    assert cost() == few


# --- what readers are told ------------------------------------------------------------------------


def shown(client, page, language="vi"):
    path = page.get_url_parts()[2]
    return client.get(path, headers={"host": "minhhoa.gov.vn"}).content.decode()


def test_reader_is_told_why_and_led_to_the_newer_document(publish, client):
    older, newer = publish(), publish()
    relate(newer, older)
    page = shown(client, older)
    path = newer.get_url_parts()[2]
    assert page.count('role="note"') > shown(client, newer).count('role="note"')
    assert f'<a href="{path}">{newer.citation}</a>' in page
    link = f'<a class="num" href="{older.get_url_parts()[2]}">{older.citation}</a>'
    assert link in shown(client, newer)


def test_reader_sees_when_the_effect_changed(publish, client):
    older, newer = publish(body=ARTICLES), publish()
    relate(newer, older, "suspends", provisions="", until=PAST)
    relate(newer, older, "amends", provisions="dieu-5-khoan-2")
    page = shown(client, older)
    assert page.count('<tr role="row"') == 1 + 4  # heading; pending, in force, suspended, partly
    assert "khoản 2" in page
    assert 'aria-current="date"' in page


def test_an_amendment_is_told_once_beside_the_effect(publish, client):
    older, newer = publish(body=ARTICLES), publish()
    relate(newer, older, "amends", provisions="dieu-5-khoan-2")
    card = (
        shown(client, older).partition('aria-labelledby="hieu-luc"')[2].partition("</section>")[0]
    )
    assert card.count("(khoản 2") == 1
    outside_history = re.sub(r"<details.*?</details>", "", card, flags=re.S)
    assert outside_history.count(newer.citation) == 1


def test_relations_cost_a_reader_the_same_however_many_there_are(publish, client):
    older, newer = publish(), publish()
    relate(newer, older)

    def cost():
        shown(client, newer)
        with CaptureQueriesContext(connection) as queries:
            shown(client, newer)
            shown(client, older)
        return len(queries)

    few = cost()
    for _number in range(6):
        relate(newer, publish(), "amends")
        relate(publish(), older, "guides")
    assert cost() == few


@pytest.mark.parametrize(
    ("anchor", "vietnamese", "english"),
    [
        ("dieu-5-khoan-1-diem-dd", "điểm đ khoản 1 Điều 5", "point đ of clause 1 of Article 5"),
        ("chuong-ii-muc-1", "Mục 1 Chương II", "Section 1 of Chapter II"),
        ("phu-luc-iv", "Phụ lục IV", "Annex IV"),
    ],
)
def test_provisions_are_written_as_people_cite_them(anchor, vietnamese, english):
    with translation.override("vi"):
        assert in_words([anchor]) == vietnamese
    with translation.override("en"):
        assert in_words([anchor]) == english


# --- bad input ------------------------------------------------------------------------------------


def test_right_relations_are_taken(publish):
    older, page = publish(body=ARTICLES), publish()
    assert told(page, row(older, "amends", provisions="dieu-5-khoan-1-diem-dd, dieu-9")) == []
    assert told(page, row(older, "suspends", effective_on=TODAY(), until=TODAY())) == []
    assert told(page, row(citation="Hiến pháp", provisions="dieu-4")) == []


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        ({"effective_on": FACTS["issued_on"] - timedelta(1)}, "effective_on", "before the issue"),
        ({"until": PAST}, "until", "Only a suspension"),
        (
            {"kind": "suspends", "effective_on": PAST + timedelta(days=1), "until": PAST}, "until",
            "must not be before its first day",
        ),
        ({"kind": "abolishes", "provisions": "dieu-6"}, "provisions", "has no Article 6"),
        ({"kind": "abolishes", "provisions": "dieu-5-khoan-3"}, "provisions", "clause 3 of"),
        ({"kind": "abolishes", "provisions": "khoản 3"}, "provisions", "not understood"),
    ],
)  # fmt: skip
def test_wrong_relation_is_named_at_its_field(publish, values, field, words):
    older, page = publish(body=ARTICLES), publish()
    ((where, message),) = told(page, row(older, **values))
    assert where == field
    assert words in message
    assert told(page, row(older, **values), language="vi")[0][1] != message


def test_document_that_only_has_a_signed_file_has_no_provision_to_compare(publish):
    assert told(publish(), row(publish(), "amends", provisions="dieu-77")) == []


def test_day_of_an_act_must_be_known(publish):
    older, page = publish(), publish(effective_on=None)
    assert fields(page, row(older)) == ["effective_on"]
    assert fields(page, row(older, effective_on=TODAY())) == []
    assert fields(page, row(older, "corrects")) == []


@pytest.mark.parametrize("kind", LegalDocumentRelation.Kind.values)
def test_document_does_nothing_to_itself(publish, kind):
    page = publish(number="35")
    assert fields(page, row(page, kind)) == ["citation"]
    assert fields(page, row(kind=kind, citation=page.citation)) == ["citation"]
    assert fields(page, row(kind=kind, citation=page.citation, issuer="UBND tỉnh Minh Họa")) == [
        "citation"
    ]
    assert fields(page, row(kind=kind, citation=page.citation, issuer="UBND tỉnh khác")) == []


def test_relation_stated_twice_is_refused(publish):
    older, page = publish(), publish()
    twice = [row(older), row(older, citation=f"số {older.citation}")]
    assert fields(page, *twice) == ["citation"]
    assert fields(page, row(citation="8/2001/QĐ-UBND"), row(citation="08/2001/qđ-ubnd")) == [
        "citation"
    ]
    parts = [row(older, "amends", provisions=anchor) for anchor in ("dieu-1", "dieu-2")]
    assert fields(page, *parts) == []
    times = [row(older, "suspends", effective_on=day) for day in (PAST, TODAY())]
    assert fields(page, *times) == []


def test_documents_that_replace_each_other_in_a_circle_are_refused(publish):
    first, second, third = publish(), publish(), publish()
    relate(second, first)
    relate(third, second, "amends")
    assert fields(first, row(second)) == ["citation"]
    assert fields(first, row(third)) == ["citation"]
    assert fields(first, row(publish()), row(third, "corrects")) == []
    assert fields(third, row(first), row(second)) == []


def test_circle_through_a_draft_is_refused(publish):
    first, draft = publish(), publish(live=False)
    relate(draft, first)
    assert fields(first, row(draft)) == ["citation"]


def test_circle_through_changes_that_wait_for_approval_is_refused(publish):
    first, second = publish(), publish()
    second.relations = [row(first)]
    second.save_revision()
    assert not LegalDocumentRelation.objects.exists()
    assert fields(first, row(second)) == ["citation"]
    assert fields(fresh(second), row(first)) == []


def test_circle_that_already_exists_elsewhere_stops_nobody(publish):
    first, second, page = publish(), publish(), publish()
    relate(first, second)
    relate(second, first)
    assert fields(page, row(first)) == []
    assert fresh(first).effect is fresh(second).effect is Effect.EXPIRED


def test_judging_costs_the_same_for_many_relations_and_long_chains(publish):
    page = publish()

    def cost(*relations):
        with CaptureQueriesContext(connection) as queries:
            list(Case.of(page, relations).problems())
        return len(queries)

    few = cost(row(publish(body=ARTICLES), provisions="dieu-5"), row(citation="7/2020/QĐ-UBND"))
    chain = [publish(body=ARTICLES) for _number in range(6)]
    for newer, older in pairwise(chain):
        relate(newer, older)
    many = [row(older, provisions="dieu-9") for older in chain]
    assert cost(*many, row(citation="7/2020/QĐ-UBND"), row(citation="8/2020/QĐ-UBND")) == few


def test_wrong_relation_is_refused_at_approval_and_the_draft_is_kept(publish):
    page = publish(live=False)
    page.relations = [row(page)]
    page.save_revision()
    draft = page.get_latest_revision_as_object()
    with translation.override("en"), pytest.raises(ValidationError, match="act upon itself"):
        draft.refuse_incomplete()
    assert draft.relations.get().citation == page.citation


# --- a document cited by its number ---------------------------------------------------------------


def target_of(page, **values):
    """Return the target that a relation has found when *page* is saved."""
    page.relations = [row(**values)]
    page.save_revision()
    return page.get_latest_revision_as_object().relations.get().target


def test_cited_document_is_found_when_the_page_is_saved(publish):
    older, page = publish(number="35"), publish()
    assert target_of(page, citation=older.citation) == older
    assert target_of(page, citation=f" số 035/{older.issued_on.year}/qd-ubnd") == older
    assert target_of(page, citation=f"36/{older.issued_on.year}/QĐ-UBND") is None
    assert target_of(page, citation="Nghị quyết về giá đất") is None


def test_document_of_another_portal_is_found_by_number_and_issuer(publish):
    name = "Ủy ban nhân dân phường Bờ Sông"
    foreign = publish("phuong-bo-song", number="35", issuer=name)
    own, page = publish(number="35"), publish()
    citation = foreign.citation
    assert target_of(page, citation=citation) == own
    assert target_of(page, citation=citation, issuer="UBND phường Bờ Sông") == foreign
    assert target_of(page, citation=citation, issuer="Sở Tài chính") is None
    assert target_of(publish(issuer="Sở Tài chính"), citation=citation) is None  # two have it


def test_draft_is_never_found_by_its_number(publish):
    draft, page = publish("stc", number="35", live=False), publish()
    assert target_of(page, citation=draft.citation) is None


def test_chosen_document_is_left_as_it_is(publish):
    older, other, page = publish(number="35"), publish(number="36"), publish()
    assert target_of(page, citation=older.citation, target=other) == other


def test_document_published_later_is_led_to_by_what_cited_it(publish):
    page = publish()
    page.relations = [row(citation=f"35/{FACTS['issued_on'].year}/QĐ-UBND", effective_on=PAST)]
    page.save()
    older = publish(number="35", live=False)
    older.save_revision().publish()
    assert page.relations.get().target == older
    assert fresh(older).effect is Effect.EXPIRED


def test_finding_costs_the_same_for_many_citations(publish):
    page, year = publish(), FACTS["issued_on"].year

    def cost(*relations):
        page.relations = list(relations)
        with CaptureQueriesContext(connection) as queries:
            page._find_targets()
        return len(queries)

    cited = [publish() for _number in range(5)]
    few = cost(row(citation=f"9999/{year}/QĐ-UBND"))
    many = [row(citation=document.citation) for document in cited]
    assert cost(*many) == few
    assert [relation.target for relation in many] == cited


# --- the editor's form ----------------------------------------------------------------------------


def form_of(page, *relations, attachments=(), **changed):
    values = {
        name: getattr(page, name)
        for name in ("title", "slug", "number", *FACTS)
        if getattr(page, name) is not None
    }
    return nested_form_data(
        {
            **values, "body": {"count": "0"}, "decision": {"count": "0"}, "annexes": {"count": "0"},
            "relations": inline_formset(relations), "attachments": inline_formset(attachments),
            "amendments": inline_formset([]), "record_details": inline_formset([]),
            "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0}, **changed,
        }
    )  # fmt: skip


@pytest.fixture
def editing(person, sign_in):
    """Return a function that sends the editor's form of a page."""
    clients = {}

    def send(page, *relations, code="ubnd", submit=False, **changed):
        if code not in clients:
            clients[code] = sign_in(person(code, "editor"))
        data = form_of(page, *relations, **changed) | ({"action-submit": "1"} if submit else {})
        return clients[code].post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)

    return send


def relation_errors(answer):
    return answer.context["form"].formsets["relations"].errors


def sent(target=None, citation="1/2001/QĐ-UBND", **values):
    empty = dict.fromkeys(("issuer", "provisions", "effective_on", "until"), "")
    chosen = target.pk if target else ""
    return {"kind": "replaces", "citation": citation, "target": chosen, **empty, **values}


def test_editor_names_provisions_in_words(publish, editing):
    older, page = publish(body=ARTICLES), publish(live=False)
    words = "khoản 2 Điều 5; Điều 9"
    assert editing(page, sent(older, older.citation, provisions=words)).status_code == 302
    draft = fresh(page).get_latest_revision_as_object()
    assert draft.relations.get().anchors == ("dieu-5-khoan-2", "dieu-9")


def test_editor_is_told_at_the_field_and_draft_keeps_what_was_typed(publish, editing):
    older, page = publish(body=ARTICLES), publish(live=False)
    typed = sent(older, older.citation, provisions="chỗ nào đó", until=PAST)
    answer = editing(page, typed, submit=True)
    assert relation_errors(answer)[0].keys() == {"provisions"}
    assert "chỗ nào đó" in answer.content.decode()
    wrong = sent(older, older.citation, provisions="Điều 6", until=PAST)
    answer = editing(page, wrong, submit=True)
    assert relation_errors(answer)[0].keys() == {"provisions", "until"}
    assert editing(page, typed).status_code == 302
    kept = fresh(page).get_latest_revision_as_object().relations.get()
    assert (kept.provisions, kept.until) == ("chỗ nào đó", PAST)


def test_removed_row_is_not_judged(publish, editing):
    page = publish(live=False)
    gone = sent(page, page.citation) | {"DELETE": "on"}
    answer = editing(page, gone, submit=True)
    assert answer.status_code == 302 or not any(relation_errors(answer))


def test_draft_of_another_portal_cannot_be_chosen_nor_named(publish, editing):
    secret = publish("stc", title="Bí mật chưa công bố", live=False)
    page = publish(live=False)
    answer = editing(page, sent(secret, "5/2020/QĐ-UBND"))
    assert relation_errors(answer)[0].keys() == {"target"}
    assert secret.title not in answer.content.decode()
    assert not LegalDocumentRelation.objects.filter(target=secret).exists()


def test_draft_of_ones_own_portal_may_be_chosen(publish, editing):
    page, draft = publish(live=False), publish(live=False)
    assert editing(page, sent(draft, draft.citation)).status_code == 302


def test_form_shows_of_another_portals_document_what_is_public(publish, person, sign_in):
    foreign, page = publish("stc", title="Đã công bố"), publish(live=False)
    relate(page, foreign)
    foreign.title = "Sửa đổi bí mật"
    foreign.save_revision()
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    client = sign_in(person("ubnd", "editor"))
    assert "Đã công bố" in client.get(address).content.decode()
    assert "Sửa đổi bí mật" not in client.get(address).content.decode()
    foreign.unpublish()
    assert "Đã công bố" not in client.get(address).content.decode()


def test_usage_of_a_document_does_not_name_a_foreign_draft(publish, person, sign_in):
    foreign, draft = publish("stc"), publish(title="Dự thảo bí mật", live=False)
    relate(draft, foreign)
    address = reverse("wagtailadmin_pages:usage", args=[foreign.pk])
    answer = sign_in(person("stc", "administrator")).get(address)
    assert draft.title not in answer.content.decode()


# --- files and their checksums --------------------------------------------------------------------


def file_of(portal, content=b"%PDF-1.7 noi dung", title="Bản ký"):
    return Document.objects.create(
        title=title, file=ContentFile(content, "ban-ky.pdf"), collection=portal.collection
    )


@pytest.fixture
def own_file(provisioned, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return file_of(provisioned["ubnd"])


def test_checksum_of_each_file_is_kept_and_told(publish, own_file, editing, client):
    page = publish(live=False)
    attached = {"title": "Bản đồ", "file": own_file.pk}
    assert editing(page, attachments=[attached], file=own_file.pk).status_code == 302
    draft = fresh(page).get_latest_revision_as_object()
    right = hashlib.sha256(b"%PDF-1.7 noi dung").hexdigest()
    assert {draft.file_checksum, draft.attachments.get().file_checksum} == {right}
    draft.save_revision().publish()
    public = shown(client, fresh(page))
    assert public.count(right) == 2
    assert "Bản đồ" in public


@pytest.mark.parametrize("change", ["changed", "gone"])
def test_file_that_changed_after_it_was_saved_is_not_approved(publish, own_file, change):
    page = publish(live=False, file=own_file)
    page.save_revision()
    draft = page.get_latest_revision_as_object()
    draft.refuse_incomplete()
    own_file.file.storage.delete(own_file.file.name)
    if change == "changed":
        own_file.file.storage.save(own_file.file.name, ContentFile(b"%PDF-1.7 khac"))
    with pytest.raises(ValidationError) as error:
        page.get_latest_revision_as_object().refuse_incomplete()
    assert own_file.title in " ".join(error.value.messages)


def test_file_of_another_portal_cannot_be_chosen_nor_named(publish, own_file, editing, provisioned):
    secret = file_of(provisioned["stc"], title="Tệp bí mật")
    page = publish(live=False)
    answer = editing(page, file=secret.pk, attachments=[{"title": "Tệp", "file": secret.pk}])
    form = answer.context["form"]
    assert "file" in form.errors
    assert form.formsets["attachments"].errors[0].keys() == {"file"}
    assert secret.title not in answer.content.decode()
    assert fresh(page).get_latest_revision() is None


def test_file_that_is_there_already_may_stay(publish, own_file, editing, provisioned):
    provincial = file_of(provisioned["stc"])
    page = publish(live=False, file=provincial)
    assert editing(page, file=provincial.pk).status_code == 302


# --- the number -----------------------------------------------------------------------------------


def is_free(page):
    try:
        page.clean()
    except ValidationError as error:
        return "number" not in error.message_dict
    return True


def twin(page, **values):
    return LegalDocumentPage(**{**FACTS, "number": page.number, "locale": page.locale, **values})


def test_number_is_used_by_an_agency_however_its_name_is_typed(publish, provisioned):
    agency = provisioned["ubnd"].agency
    page = publish(number="35", issuing_agency=agency)
    assert is_free(twin(page, issuer="Văn phòng"))
    assert not is_free(twin(page, issuer="Văn phòng", issuing_agency=agency))
    assert not is_free(twin(page, issuer="UBND tỉnh Minh Hoạ"))
    assert not is_free(twin(page, number="035", symbol="qđ-ubnd"))
    assert is_free(twin(page, number="135"))
    assert is_free(twin(page, number_exception="Cấp lại"))
    assert not is_free(twin(page, number_exception="  "))


def test_pages_know_nothing_of_acts_before_they_are_saved():
    assert LegalDocumentPage(**FACTS).acts_upon == []
