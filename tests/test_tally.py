"""What is counted in memory reaches the database soon, in few writes, whatever it refuses."""

from collections import Counter

import pytest
from django.db import DatabaseError

from govportal import tally as tallies
from govportal.tally import Tally


@pytest.fixture
def written():
    return []


@pytest.fixture
def tally(written):
    return Tally(written.append)


def test_many_counts_are_one_write(tally, written):
    for key in "aab":
        tally.add(key)
    assert written == []
    tally.flush()
    tally.flush()
    assert written == [Counter(a=2, b=1)]


def test_enough_counts_are_written_at_once(tally, written, monkeypatch):
    monkeypatch.setattr(tallies, "FLUSH_COUNT", 2)
    for key in "aabc":
        tally.add(key)
    assert written == [Counter(a=2), Counter(b=1, c=1)]


def test_counts_are_written_after_a_while(tally, written, monkeypatch):
    monkeypatch.setattr(tallies, "FLUSH_SECONDS", 0)
    tally.add("a")
    assert written == [Counter(a=1)]


def test_what_the_database_refuses_is_kept_for_the_next_time(tally, written, monkeypatch, caplog):
    def refuse(_counts):
        raise DatabaseError("no space left")

    tally.add("a")
    with monkeypatch.context() as broken:
        broken.setattr(tally, "write", refuse)
        tally.flush()
    assert "could not be written" in caplog.text
    tally.add("a")
    tally.flush()
    assert written == [Counter(a=2)]


def test_memory_is_bounded_while_the_database_refuses(tally, written, monkeypatch):
    def refuse(_counts):
        raise DatabaseError("no space left")

    monkeypatch.setattr(tallies, "MOST_KEPT", 1)
    with monkeypatch.context() as broken:
        broken.setattr(tally, "write", refuse)
        tally.add("a"), tally.add("b")
        tally.flush()
    tally.flush()
    assert written == []
