"""The days of records as calendars (RFC 5545) that people subscribe to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import get_language

from govportal.publishing.records.shown import References, Shown, raw_of, shown_fields
from govportal.record_types import RecordField, RecordType

if TYPE_CHECKING:
    from icalendar import Event

    from govportal.publishing.records.listing import RecordList
    from govportal.publishing.records.models import RecordPage

WEEKS_BACK = 8
"""How far back the calendar of a whole section reaches."""
PLACES = ("where", "place", "location")


@dataclass(frozen=True)
class Days:
    """Which fields of a kind of record are events, and what their parts are."""

    entries: RecordField
    day: str
    times: tuple[str, ...]
    summary: str

    @classmethod
    def of(cls, record_type: RecordType) -> Days | None:
        """Return the list of *record_type* whose entries have a day and a time, None without."""
        for field in record_type.fields:
            keys = {item.kind: item.key for item in reversed(field.fields)}
            if field.is_public and "date" in keys and "time" in keys:
                times = tuple(item.key for item in field.fields if item.kind == "time")
                words = keys.get("long_text") or keys.get("text", "")
                return cls(field, keys["date"], times, words)
        return None


def has_days(record_type: RecordType) -> bool:
    """Return whether records of this kind hold events."""
    return Days.of(record_type) is not None


def of_record(record: RecordPage) -> HttpResponse | None:
    """Answer with the events of one record, None where its kind has none."""
    days = Days.of(record.record_type)
    return _answer(record.title, record.slug, _events(days, [record])) if days else None


def of_list(listing: RecordList) -> HttpResponse | None:
    """Answer with the events of a list of records of the last weeks and all to come."""
    record_type = listing.record_type
    days = Days.of(record_type)
    if days is None:
        return None
    found = listing.records
    if record_type.dated_by:
        first = listing.today - timedelta(weeks=WEEKS_BACK)
        found = found.filter(**{f"listed__{record_type.dated_by}__gte": first.isoformat()})
    return _answer(listing.section.title, listing.section.slug, _events(days, found))


def _answer(title: str, name: str, events: Iterable[Event]) -> HttpResponse:
    from icalendar import Calendar  # noqa: PLC0415 – takes memory of each worker, and few need it

    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//govportal//govportal//VI")
    calendar.add("x-wr-calname", title)
    calendar.add("x-wr-timezone", timezone.get_default_timezone_name())
    for event in events:
        calendar.add_component(event)
    calendar.add_missing_timezones()
    response = HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    return response


def _events(days: Days, records: Iterable[RecordPage]) -> Iterator[Event]:
    language = get_language() or "vi"
    for record in records:
        stored = raw_of(record.details, record.kind).get(days.entries.key) or []
        for place, entry in enumerate(stored):
            shown = shown_fields(
                days.entries.fields, entry.get("value", {}), References(), language
            )
            parts = {part.key: part for part in shown}
            if days.day in parts:
                yield _event(days, record, str(entry.get("id") or place), parts)


def _event(days: Days, record: RecordPage, entry: str, parts: dict[str, Shown]) -> Event:
    from icalendar import Event  # noqa: PLC0415

    event = Event()
    event.add("uid", f"{record.translation_key}-{entry}@{_host(record)}")
    event.add("dtstamp", (record.last_published_at or timezone.now()).astimezone(UTC))
    for name, moment in _moments(days, parts).items():
        event.add(name, moment)
    event.add("summary", parts[days.summary].value if days.summary in parts else record.title)
    place = next((parts[key].value for key in PLACES if key in parts), "")
    if place:
        event.add("location", place)
    event.add("description", _description(days, parts))
    event.add("url", record.full_url)
    return event


def _moments(days: Days, parts: dict[str, Shown]) -> dict[str, date | datetime]:
    day = parts[days.day].value
    times = [parts[key].value if key in parts else None for key in days.times[:2]]
    if times[0] is None:
        return {"dtstart": day}
    zone = timezone.get_default_timezone()
    begins, *ends = (datetime.combine(day, at, zone) for at in times if at is not None)
    return {"dtstart": begins} | ({"dtend": ends[0]} if ends and ends[0] > begins else {})


def _description(days: Days, parts: dict[str, Shown]) -> str:
    told = {days.day, days.summary, *days.times, *PLACES}
    rest = (part for part in parts.values() if part.key not in told)
    return "\n".join(f"{part.label}: {part.value}" for part in rest)


def _host(record: RecordPage) -> str:
    portal = record.portal
    return f"{portal.code}.govportal" if portal else "govportal"
