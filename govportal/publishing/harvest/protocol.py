"""Speaks OAI-PMH 2.0: the library writes the answers, what it lets through is refused here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from oaipmh import common, error, metadata, server

from govportal.publishing.harvest.repository import NOT_IN_XML, Repository

BATCH = 100
"""Records an answer; the rest is asked for with the token that it ends with."""
LISTS = ("ListIdentifiers", "ListRecords", "ListSets")
VERBS = (*LISTS, "GetRecord", "Identify", "ListMetadataFormats")
FILTERS = {"metadataPrefix", "set", "from_", "until"}
WRITERS = metadata.MetadataRegistry()
WRITERS.registerWriter("oai_dc", server.oai_dc_writer)


class _Batches(common.ResumptionOAIPMH):  # type: ignore[misc]
    """Gives long lists in parts; the next part begins after the last record of this one.

    The library counts records instead, and would lose one whenever another is withdrawn.
    """

    def __init__(self, repository: Repository, size: int) -> None:
        self._repository, self._size = repository, size

    def handleVerb(self, verb: str, kw: dict[str, Any]) -> Any:
        method = common.getMethodForVerb(self._repository, verb)
        if verb not in LISTS:
            return method(**kw)
        is_first, cursor = "resumptionToken" not in kw, 0
        if not is_first:
            kw, cursor = _read_token(verb, kw["resumptionToken"])
        found = method(**kw, cursor=cursor, batch_size=self._size + 1)
        part = found[: self._size]
        if len(found) > self._size:
            reached = cursor + self._size if verb == "ListSets" else _id_of(part[-1])
            return part, server.encodeResumptionToken(kw, reached)
        # The last part of a list ends with an empty token, an undivided list without one.
        return part, None if is_first else ""


def _id_of(item: Any) -> int:
    header = item[0] if isinstance(item, tuple) else item
    return int(header.identifier().rpartition(":")[2])


def _read_token(verb: str, token: str) -> tuple[dict[str, Any], int]:
    """Return the arguments and the place that *token* stands for.

    Raises:
        BadResumptionTokenError: no answer to *verb* ended with it.
    """
    wanted = set() if verb == "ListSets" else FILTERS
    try:
        arguments, cursor = server.decodeResumptionToken(token)
    except (ValueError, error.DatestampError):
        arguments, cursor = {}, -1
    is_whole = verb == "ListSets" or "metadataPrefix" in arguments
    if cursor < 0 or not is_whole or set(arguments) - wanted:
        raise error.BadResumptionTokenError("The token belongs to no list of this repository.")
    return arguments, cursor


class Provider(server.ServerBase):  # type: ignore[misc]
    """Answers the requests of harvesters; whatever they ask, the answer is one of the protocol."""

    def __init__(self, repository: Repository, size: int = BATCH) -> None:
        super().__init__(_Batches(repository, size), WRITERS)

    def answer(self, arguments: Mapping[str, list[str]]) -> bytes:
        """Return the answer to a request with *arguments*, faults of the request included."""
        fault = _fault(arguments)
        if fault is not None:
            answer: bytes = self.handleException({}, (type(fault), fault, None))
        else:
            answer = self.handleRequest({name: values[0] for name, values in arguments.items()})
        return answer


def _fault(arguments: Mapping[str, Iterable[str]]) -> error.ErrorBase | None:
    for name, values in arguments.items():
        if len(list(values)) > 1:
            return error.BadArgumentError("An argument is given more than once.")
        if any(NOT_IN_XML.search(text) for text in (name, *values)):
            return error.BadArgumentError("An argument holds a character that XML has not.")
    if "from_" in arguments:
        return error.BadArgumentError("Unknown argument: from_")
    verb = next(iter(arguments.get("verb", [])), "")
    if verb not in VERBS:
        return error.BadVerbError("The verb is missing or unknown.")
    return None
