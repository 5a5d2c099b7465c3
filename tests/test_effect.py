"""The effect of a document on any day, from its dates and what other documents do to it."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govportal.publishing.documents.effect import Act, Life
from govportal.publishing.documents.kinds import Effect

pytestmark = pytest.mark.pure

IN_FORCE, EXPIRED, PARTLY = Effect.IN_FORCE, Effect.EXPIRED, Effect.PARTLY_EXPIRED
PENDING, SUSPENDED, UNKNOWN = Effect.PENDING, Effect.SUSPENDED, Effect.UNKNOWN
PARTLY_SUSPENDED = Effect.PARTLY_SUSPENDED


def on(month, day=1):
    return date(2026, month, day)


def act(kind, since, *provisions, until=None, by=""):
    return Act(kind, since, frozenset(provisions), until, by or kind)


# Written by hand: own first day and first day without effect, the acts, and the effect by day.
TABLE = {
    "nothing is stated": (None, None, [], {on(1): UNKNOWN, on(12): UNKNOWN}),
    "its own dates": (
        on(2), on(8), [],
        {on(1, 31): PENDING, on(2): IN_FORCE, on(7, 31): IN_FORCE, on(8): EXPIRED},
    ),
    "replaced": (
        on(2), None, [act("replaces", on(5))],
        {on(1): PENDING, on(4, 30): IN_FORCE, on(5): EXPIRED, on(12, 31): EXPIRED},
    ),
    "abolished before its first day": (
        on(6), None, [act("abolishes", on(4))], {on(3): PENDING, on(4): EXPIRED, on(6): EXPIRED},
    ),
    "replaced although its first day is not stated": (
        None, None, [act("replaces", on(5))], {on(4): UNKNOWN, on(5): EXPIRED},
    ),
    "expired before it is replaced": (
        on(2), on(4), [act("replaces", on(6))], {on(3): IN_FORCE, on(4): EXPIRED, on(6): EXPIRED},
    ),
    "amended twice": (
        on(2), None, [act("amends", on(7), "dieu-9"), act("amends", on(5), "dieu-3")],
        {on(4): IN_FORCE, on(5): PARTLY, on(7): PARTLY, on(12): PARTLY},
    ),
    "amended as a whole": (on(2), None, [act("amends", on(5))], {on(4): IN_FORCE, on(5): PARTLY}),
    "a clause is abolished": (
        on(2), None, [act("abolishes", on(5), "dieu-5-khoan-2")], {on(4): IN_FORCE, on(5): PARTLY},
    ),
    "suspended to the end of a day": (
        on(2), None, [act("suspends", on(4), until=on(6, 30))],
        {on(3): IN_FORCE, on(4): SUSPENDED, on(6, 30): SUSPENDED, on(7): IN_FORCE},
    ),
    "suspended for one day": (
        on(2), None, [act("suspends", on(4), until=on(4))],
        {on(3, 31): IN_FORCE, on(4): SUSPENDED, on(4, 2): IN_FORCE},
    ),
    "suspended without an end": (
        on(2), None, [act("suspends", on(4))],
        {on(3): IN_FORCE, on(4): SUSPENDED, on(12): SUSPENDED},
    ),
    "suspended before its first day": (
        on(5), None, [act("suspends", on(4), until=on(6, 30))],
        {on(4): PENDING, on(5): SUSPENDED, on(7): IN_FORCE},
    ),
    "an article is suspended": (
        on(2), None, [act("suspends", on(4), "dieu-5", until=on(4, 30))],
        {on(3): IN_FORCE, on(4): PARTLY_SUSPENDED, on(5): IN_FORCE},
    ),
    "replaced while suspended": (
        on(2), None, [act("suspends", on(4)), act("replaces", on(6))],
        {on(4): SUSPENDED, on(5, 31): SUSPENDED, on(6): EXPIRED},
    ),
    "amended, then suspended for a time": (
        on(2), None, [act("amends", on(3), "dieu-1"), act("suspends", on(4), until=on(4, 30))],
        {on(3): PARTLY, on(4): SUSPENDED, on(5): PARTLY},
    ),
    "corrected and guided": (
        on(2), None, [act("corrects", on(3), "dieu-1"), act("guides", on(4))],
        {on(3): IN_FORCE, on(4): IN_FORCE},
    ),
    "an act of the future": (
        on(2), None, [act("abolishes", date(2031, 1, 1))],
        {on(12): IN_FORCE, date(2030, 12, 31): IN_FORCE, date(2031, 1, 1): EXPIRED},
    ),
}  # fmt: skip
CASES = [
    pytest.param(Life(effective, expires, tuple(acts)), day, effect, id=f"{name}, {day}")
    for name, (effective, expires, acts, by_day) in TABLE.items()
    for day, effect in by_day.items()
]


@pytest.mark.parametrize(("life", "day", "effect"), CASES)
def test_effect_is_what_the_table_says(life, day, effect):
    assert life.effect_on(day) is effect
    assert life.on(day).effect is effect


PROVISIONS = {
    "dieu-5": {on(3): PARTLY, on(6): PARTLY},
    "dieu-5-khoan-2": {on(2): IN_FORCE, on(3): EXPIRED, on(6): EXPIRED},
    "dieu-5-khoan-2-diem-a": {on(3): EXPIRED},
    "dieu-5-khoan-1": {on(3): IN_FORCE, on(6): PARTLY},
    "dieu-50": {on(3): IN_FORCE, on(6): IN_FORCE},
    "dieu-9": {on(3): IN_FORCE, on(4): SUSPENDED, on(5): IN_FORCE},
    "dieu-9-khoan-3": {on(4): SUSPENDED, on(5): IN_FORCE},
}


@pytest.mark.parametrize(
    ("provision", "day", "effect"),
    [(name, day, effect) for name, days in PROVISIONS.items() for day, effect in days.items()],
)
def test_a_provision_has_an_effect_of_its_own(provision, day, effect):
    life = Life(on(2), None, (
        act("abolishes", on(3), "dieu-5-khoan-2"),
        act("amends", on(6), "dieu-5-khoan-1"),
        act("suspends", on(4), "dieu-9", until=on(4, 30)),
    ))  # fmt: skip
    assert life.effect_on(day, provision) is effect


def test_what_ends_the_document_ends_each_provision():
    life = Life(on(2), None, (act("replaces", on(5)), act("amends", on(3))))
    assert life.effect_on(on(5), "dieu-1") is EXPIRED
    assert life.effect_on(on(3), "dieu-1") is IN_FORCE  # nobody said what was amended
    assert life.effect_on(on(1), "dieu-1") is PENDING


def test_the_cause_and_the_first_day_are_told():
    amended = act("amends", on(3), "dieu-1")
    suspended = act("suspends", on(4), until=on(4, 30))
    replaced = act("replaces", on(6))
    life = Life(on(2), None, (replaced, act("abolishes", on(7)), suspended, amended))
    told = {day: (life.on(day).since, life.on(day).acts) for day in map(on, range(2, 9))}
    assert told[on(2)] == (on(2), ())
    assert told[on(3)] == (on(3), (amended,))
    assert told[on(4)] == (on(4), (suspended,))
    assert told[on(5)] == (on(5), (amended,))
    assert told[on(6)] == told[on(8)] == (on(6), (replaced,))


def test_a_document_that_had_already_run_out_was_not_ended_by_who_replaced_it():
    life = Life(on(2), on(4), (act("replaces", on(6)),))
    assert (life.on(on(8)).since, life.on(on(8)).acts) == (on(4), ())
    replaced = act("replaces", on(4))
    assert Life(on(2), on(4), (replaced,)).on(on(8)).acts == (replaced,)


def test_second_amendment_joins_the_first_from_its_day_on():
    first, second = act("amends", on(3), "dieu-1"), act("amends", on(5), "dieu-2")
    life = Life(on(2), None, (second, first))
    assert [(span.effect, span.since, span.end) for span in life.timeline()] == [
        (PENDING, None, on(2)), (IN_FORCE, on(2), on(3)), (PARTLY, on(3), None),
    ]  # fmt: skip
    assert life.timeline()[-1].acts == (first, second)
    assert life.on(on(4)).acts == (first,)
    assert life.on(on(5)).acts == (first, second)


def test_law_may_count_an_amended_document_as_in_force():
    acts = (act("amends", on(3), "dieu-1"),)
    assert Life(on(2), None, acts, amended_is_partly_expired=False).effect_on(on(4)) is IN_FORCE
    ended = (*acts, act("abolishes", on(3), "dieu-2"))
    assert Life(on(2), None, ended, amended_is_partly_expired=False).effect_on(on(4)) is PARTLY


def test_first_and_last_day_of_the_calendar_are_days_like_others():
    life = Life(date.min, None, (act("suspends", on(4), until=date.max),))
    assert life.effect_on(date.min) is IN_FORCE
    assert life.effect_on(date.max) is life.on(date.max).effect is SUSPENDED


# --- on any day, whatever happens -----------------------------------------------------------------

FIRST = date(2026, 1, 1)
DAYS = st.integers(0, 40).map(lambda number: FIRST + timedelta(days=number))
ANCHORS = ["dieu-1", "dieu-1-khoan-1", "dieu-1-khoan-2", "dieu-2", "dieu-12"]


@st.composite
def acts(draw):
    kind = draw(
        st.sampled_from(["replaces", "abolishes", "amends", "corrects", "suspends", "guides"])
    )
    since = draw(DAYS)
    length = draw(st.none() | st.integers(0, 15))
    ends = kind == "suspends" and length is not None
    provisions = frozenset(draw(st.sets(st.sampled_from(ANCHORS), max_size=2)))
    until = since + timedelta(days=length) if ends else None
    return Act(kind, since, provisions, until, draw(st.integers(0, 99)))


@st.composite
def lives(draw):
    effective = draw(st.none() | DAYS)
    expires = draw(st.none() | DAYS.filter(lambda day: effective is None or day >= effective))
    found = tuple(draw(st.lists(acts(), max_size=6)))
    return Life(effective, expires, found, draw(st.booleans()))


@given(lives(), st.sampled_from(["", *ANCHORS]))
def test_timeline_and_effect_agree_on_every_day(life, provision):
    spans = life.timeline(provision)
    for number in range(-2, 60):
        day = FIRST + timedelta(days=number)
        (covering,) = [span for span in spans if span.covers(day)]
        assert covering.effect is life.effect_on(day, provision) is life.on(day, provision).effect
        assert set(life.on(day, provision).acts) <= set(covering.acts)
        assert all(found.is_at_work(day) for found in life.on(day, provision).acts)


@given(lives())
def test_timeline_is_without_gaps_and_changes_at_every_step(life):
    spans = life.timeline()
    assert (spans[0].since, spans[-1].end) == (None, None)
    for before, after in pairwise(spans):
        assert before.end == after.since
        assert before.effect is not after.effect


@given(lives(), DAYS)
def test_order_in_which_acts_are_found_does_not_matter(life, day):
    turned = Life(
        life.effective_on, life.expires_on, life.acts[::-1], life.amended_is_partly_expired
    )
    assert turned.effect_on(day) is life.effect_on(day)


@given(lives(), DAYS)
def test_what_is_ended_stays_ended(life, day):
    if life.effect_on(day) is EXPIRED:
        assert life.effect_on(day + timedelta(days=100)) is EXPIRED
