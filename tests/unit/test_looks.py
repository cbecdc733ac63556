"""Looks at pages: they are counted per day, page and role, add up whatever the batches, and hold nothing of who looked."""

import threading
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from di_data.access import RIGHTS, SYSTEM, Right, Viewer
from di_data.register.looks import BATCH_SECONDS, Looks, desk_of
from di_data.reports import oversight
from di_data.store import Store
from di_data.vocabulary import Role
from tests import stores

TODAY = date(2026, 11, 23)


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Store]:
    with stores.filled(tmp_path / "looks.duckdb") as store:
        yield store


class Clock:
    """A clock that goes on when a test says so."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def _stored(store: Store) -> Counter[tuple[str, str]]:
    rows = oversight.looks(store, SYSTEM, today=TODAY).rows()
    return Counter({(row["page"], row["role"]): row["looks"] for row in rows})


def _rows(store: Store) -> list[tuple[object, ...]]:
    return store._cursor().execute("select day, page, role, looks from page_look order by all").fetchall()


def test_looks_stay_in_memory_until_they_are_written(own: Store) -> None:
    looks = Looks(own)
    for _time in range(3):
        looks.note("goals", Role.OR, TODAY)
    looks.note("goals", Role.MT, TODAY)
    assert _rows(own) == []
    looks.write()
    assert _rows(own) == [(TODAY, "goals", "mt", 1), (TODAY, "goals", "or", 3)]


def test_nothing_counted_writes_nothing(own: Store) -> None:
    looks = Looks(own)
    looks.write()
    looks.note("home", Role.HR, TODAY)
    looks.write()
    looks.write()
    assert len(_rows(own)) == 1


def test_writing_leaves_what_pages_keep(own: Store) -> None:
    before = own.generation
    looks = Looks(own)
    looks.note("home", Role.HR, TODAY)
    looks.write()
    assert own.generation == before


def test_a_look_long_after_the_last_writing_writes_in_another_thread(own: Store) -> None:
    clock = Clock()
    looks = Looks(own, seconds=clock)
    clock.now = BATCH_SECONDS - 1
    looks.note("home", Role.HR, TODAY)
    assert not [one for one in threading.enumerate() if one.name == "looks"]
    clock.now = BATCH_SECONDS
    looks.note("home", Role.HR, TODAY)
    for one in threading.enumerate():
        if one.name == "looks":
            one.join()
    assert _rows(own) == [(TODAY, "home", "hr", 2)]
    clock.now += BATCH_SECONDS - 1
    looks.note("home", Role.HR, TODAY)
    assert not [one for one in threading.enumerate() if one.name == "looks"], "ten minutes from that writing"


def test_what_cannot_be_written_is_kept_for_the_next_time(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    looks = Looks(own)
    looks.note("home", Role.HR, TODAY)
    with monkeypatch.context() as broken:
        broken.setattr(own, "write", lambda: (_ for _ in ()).throw(OSError("full")))
        with pytest.raises(OSError, match="full"):
            looks.write()
    looks.note("home", Role.HR, TODAY)
    looks.write()
    assert _rows(own) == [(TODAY, "home", "hr", 2)]


def test_looks_of_many_threads_are_all_counted(own: Store) -> None:
    looks = Looks(own)
    threads = [
        threading.Thread(target=lambda: [looks.note("home", Role.HR, TODAY) for _time in range(500)]) for _ in range(8)
    ]
    for one in threads:
        one.start()
    looks.write()
    for one in threads:
        one.join()
    looks.write()
    assert _stored(own) == {("home", "hr"): 4000}


Look = tuple[str, Role, int]
LOOKS = st.lists(
    st.tuples(st.sampled_from(["home", "goals", "actions"]), st.sampled_from(list(Role)), st.integers(0, 700)), max_size=30
)  # fmt: skip


@settings(max_examples=15)
@given(batches=st.lists(LOOKS, max_size=4))
def test_batches_add_up_to_what_was_looked_at_in_the_last_year(batches: list[list[Look]]) -> None:
    _add_up(batches)


@pytest.mark.long
@settings(max_examples=200)
@given(batches=st.lists(LOOKS, max_size=4))
def test_many_batches_add_up(batches: list[list[Look]]) -> None:
    _add_up(batches)


def _add_up(batches: list[list[Look]]) -> None:
    with stores.lent() as store:
        looks = Looks(store)
        expected: Counter[tuple[str, str]] = Counter()
        for batch in batches:
            for page, role, ago in batch:
                looks.note(page, role, TODAY - timedelta(days=ago))
                if ago <= oversight.LOOKS_DAYS:
                    expected[page, role.value] += 1
            looks.write()
        assert _stored(store) == expected


def test_a_row_holds_no_more_than_day_page_and_role(own: Store) -> None:
    """Nothing by which a person could be found: no account, no session, no address, and of the moment only the batch's."""
    columns = [
        row[0] for row in own._cursor().execute("select column_name from (describe store.main.page_look)").fetchall()
    ]
    assert columns == ["day", "page", "role", "looks", "counted_at"]


@pytest.mark.parametrize("right", Right)
@pytest.mark.parametrize("role", Role)
def test_a_look_counts_for_the_desk_that_may(role: Role, right: Right) -> None:
    assert desk_of(Viewer("a@b.nl", frozenset({role})), right) == (role if right in RIGHTS[role] else None)


def test_a_look_of_several_roles_counts_once() -> None:
    both = Viewer("a@b.nl", frozenset({Role.OR, Role.HR}))
    assert desk_of(both, Right.SEE_GOALS) == Role.HR
    assert desk_of(both, Right.AGREE_MINIMUM) == Role.OR
    assert desk_of(Viewer("a@b.nl", frozenset()), Right.SEE_HOME) is None


def test_the_looks_of_a_moment_are_those_written_by_then(own: Store) -> None:
    looks = Looks(own)
    looks.note("home", Role.HR, TODAY)
    looks.write()
    (written,) = own._cursor().execute("select max(counted_at) from page_look").fetchall()
    looks.note("home", Role.HR, TODAY)
    looks.write()
    then = own.read("access/page_looks", as_of=written[0], since=TODAY)
    assert then["looks"].to_list() == [1]
    assert _stored(own) == {("home", "hr"): 2}
