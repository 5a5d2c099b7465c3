"""The read API: what other systems may ask, under ``/api/v1/`` of the provincial portal."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import NinjaAPI, Query
from ninja.errors import ValidationError
from ninja.openapi.schema import OpenAPISchema

from govportal.exchange import asked, items, law_text, schemas
from govportal.exchange.asked import AskedDocuments, AskedInSections, AskedRecords
from govportal.exchange.guard import KeyAuth
from govportal.exchange.problems import CONTENT_TYPE, ApiProblem, answer_to, reason_of
from govportal.publishing.documents.pages import LegalDocumentPage
from govportal.publishing.metadata.values import text_of
from govportal.publishing.models import ArticlePage
from govportal.publishing.records.models import RecordPage

REFUSALS = dict.fromkeys((400, 401, 403, 404, 429), schemas.Problem)
Told = dict[str, Any]


class ReadApi(NinjaAPI):
    """The API, whose description gives refusals the type that they have."""

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        schema = super().get_openapi_schema(**options)
        for operations in schema["paths"].values():
            for status, answer in operations["get"]["responses"].items():
                if status != 200:
                    answer["content"] = {CONTENT_TYPE: next(iter(answer["content"].values()))}
        return schema


api = ReadApi(
    title="govportal",
    version="1",
    description=_(  # type: ignore[arg-type]
        "What the portals of the province have published, for systems with an agreement."
    ),
    docs_url=None,
    urls_namespace="govportal_api",
    auth=KeyAuth(),
)


def _get(path: str, answer: type[Any], summary: Any) -> Any:
    """Return the decorator of an operation that answers with *answer* or a problem."""
    return api.get(path, response={200: answer, **REFUSALS}, summary=summary, exclude_none=False)


@api.exception_handler(ApiProblem)
def _refuse(request: HttpRequest, problem: ApiProblem) -> HttpResponse:
    return answer_to(problem, request)


@api.exception_handler(ValidationError)
def _name_parameters(request: HttpRequest, error: ValidationError) -> HttpResponse:
    errors = [
        {"parameter": str(item["loc"][-1]), "reason": reason_of(item["type"])}
        for item in error.errors
    ]
    is_path = all(item["loc"][0] == "path" for item in error.errors)
    problem = ApiProblem("not_found") if is_path else ApiProblem("parameter_wrong", errors)
    return answer_to(problem, request)


@_get("/portals", schemas.Portals, _("The portals that the agreement names"))
def portals(request: HttpRequest) -> Told:
    found = [items.portal_told(portal) for portal in asked.portals_asked(request)]
    request.visit.items = len(found)  # type: ignore[attr-defined]
    return {"items": found}


@_get("/sections", schemas.Sections, _("The sections of the portals"))
def sections(request: HttpRequest, wanted: Query[AskedInSections]) -> Told:
    found = asked.sections(request, wanted).specific()
    return asked.part(request, found, wanted, items.sections_told)


@_get("/articles", schemas.Articles, _("Articles, without their text"))
def articles(request: HttpRequest, wanted: Query[AskedInSections]) -> Told:
    asked.allow(request, "articles")
    found = asked.within(asked.public(request, ArticlePage, wanted), wanted).defer_streamfields()
    return asked.part(request, found, wanted, items.articles_told)


@_get("/articles/{int:item}", schemas.ArticleText, _("One article with its text"))
def article(request: HttpRequest, item: int) -> Told:
    asked.allow(request, "articles")
    page = asked.one(request, asked.public(request, ArticlePage), item)
    return items.articles_told([page])[0] | {"text": text_of(page.body)}


@_get("/documents", schemas.Documents, _("Legal documents: facts, effect and relations"))
def documents(request: HttpRequest, wanted: Query[AskedDocuments]) -> Told:
    asked.allow(request, "documents")
    found, public = asked.documents(request, wanted), asked.public(request, LegalDocumentPage)
    return asked.part(request, found, wanted, lambda rows: items.documents_told(rows, public))


@_get("/documents/{int:item}", schemas.DocumentText, _("One document with its text by articles"))
def document(request: HttpRequest, item: int) -> Told:
    page = _document(request, item)
    public = asked.public(request, LegalDocumentPage)
    return items.documents_told([page], public)[0] | law_text.text_told(page)


@_get(
    "/documents/{int:item}/articles/{anchor}",
    schemas.LawArticle,
    _("One article of a document, by its anchor"),
)
def document_article(request: HttpRequest, item: int, anchor: str) -> Told:
    found = law_text.articles_told(_document(request, item))
    article = next((one for one in found if one["anchor"] == anchor), None)
    if article is None:
        raise ApiProblem("not_found")
    return article


def _document(request: HttpRequest, item: int) -> LegalDocumentPage:
    asked.allow(request, "documents")
    page: LegalDocumentPage = asked.one(request, asked.public(request, LegalDocumentPage), item)
    return page


@_get("/record-kinds", schemas.RecordKinds, _("The kinds of record and their fields"))
def record_kinds(request: HttpRequest) -> Told:
    return {"items": items.kinds_told()}


@_get("/records", schemas.Records, _("Records of one kind"))
def records(request: HttpRequest, wanted: Query[AskedRecords]) -> Told:
    asked.allow(request, "records")
    kind = asked.kind_asked(wanted)
    found = asked.within(asked.public(request, RecordPage, wanted), wanted).filter(kind=kind.key)
    return asked.part(request, found, wanted, lambda rows: items.records_told(rows, kind))


@_get("/records/{int:item}", schemas.Record, _("One record"))
def record(request: HttpRequest, item: int) -> Told:
    asked.allow(request, "records")
    page = asked.one(request, asked.public(request, RecordPage), item)
    try:
        return items.records_told([page], page.record_type)[0]
    except KeyError:  # no installed plugin describes its kind any more
        raise ApiProblem("not_found") from None
