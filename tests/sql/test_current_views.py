"""The views that give a table as it stood at a moment."""

from datetime import date

import pytest
from house import House, day, key
from test_tables import CHILDREN, FACTS, NAMED, VERSIONED, _columns

D = date(2025, 1, 1)
GIVEN: dict[str, tuple[dict[str, object], str]] = {
    "org_unit": ({"code": "X", "name": "X"}, "name"),
    "indicator": ({"code": "x", "name": "x", "measure": "percent", "counts_people": False}, "name"),
    "user_role": ({"subject": "a", "role": "mt", "active": True}, "subject"),
    "dialogue_session": ({"reference": "r", "held_on": D, "round": 1, "unit": key("A")}, "reference"),
    "goal_proposal": ({"session": key("A"), "text": "t"}, "text"),
    "solution_direction": ({"session": key("A"), "text": "t"}, "text"),
    "frame": ({"session": key("A"), "text": "t"}, "text"),
    "next_step": ({"session": key("A"), "text": "t", "started": False}, "text"),
    "photo": ({"session": key("A"), "media_type": "image/png", "content": b"1"}, "changed_by"),
    "goal": ({"title": "t", "unit": key("A"), "owner_role": "hr", "starts_on": D, "due_on": D, "status": "chosen"}, "title"),
    "goal_target": ({"goal": key("A"), "due_on": D, "value": 1.0}, "changed_by"),
    "action": ({"reference": "r", "title": "t", "owner_role": "hr", "starts_on": D, "due_on": D, "status": "planned"}, "title"),
    "check_in": ({"goal": key("A"), "checked_on": D, "confidence": 5, "note": "n"}, "note"),
    "evaluation": ({"action": key("A"), "evaluated_on": D, "result": "partly", "learned": "l", "next_move": "stop"}, "learned"),
    "decision": ({"quarter": "2025-Q1", "text": "t", "owner_role": "hr", "status": "open"}, "text"),
    "remark": ({"about_kind": "general", "about": "-", "text": "t"}, "text"),
    "programme_step": ({"phase": 1, "question": "q", "status": "open"}, "question"),
    "action_note": ({"action": key("A"), "noted_on": D, "text": "t"}, "text"),
    "stakeholder": ({"who": "w", "support": 0, "ambassador": False}, "who"),
    "agreement_moment": ({"body": "works_council", "step": "agreed", "held_on": D, "note": "n"}, "note"),
    "programme_scope": ({"scope": "pilot", "note": "n"}, "note"),
    "instrument": ({"name": "n", "purpose": "p"}, "name"),
    "consultation": ({"kind": "advice", "subject": "s", "requested_on": D}, "subject"),
    "group_minimum": ({"minimum": 10, "agreement": "a", "status": "proposed"}, "agreement"),
}  # fmt: skip
"""A valid row of every versioned table, and a text column in which its two versions differ."""

FROM_FILES = [table for table in VERSIONED if "delivery" in _columns()[table]]


def test_every_versioned_table_is_given() -> None:
    assert sorted([*GIVEN, *NAMED]) == VERSIONED


def _given(house: House, table: str, delivery: str | None = None) -> None:
    """Version 1 on day 2 by hand, version 2 on day 4 (of a delivery)."""
    house.unit("A")
    columns, told = GIVEN[table]
    for version, moment, words in ((1, 2, "first"), (2, 4, "second")):
        own = {"delivery": key(delivery)} if delivery and version == 2 else {}
        house.save(table, "thing", version, moment, **{**columns, told: words, **own})


def _seen(house: House, table: str, moment: int | None) -> list[object]:
    told = GIVEN[table][1]
    as_of = None if moment is None else day(moment)
    return [row[1] for row in house.rows(f"current_{table}", "id", told, as_of=as_of) if str(row[0]) == key("thing")]


@pytest.mark.parametrize("table", GIVEN)
def test_present_version_by_the_moment(house: House, table: str) -> None:
    _given(house, table)
    moments = (1, 2, 3, 4, None)
    assert [_seen(house, table, moment) for moment in moments] == [[], ["first"], ["first"], ["second"], ["second"]]


REMOVABLE = sorted(set(GIVEN) - {"org_unit", "indicator", "user_role"})
"""What people log, they can take away; departments end, and indicators and roles have their own ways."""


def test_what_can_be_taken_away() -> None:
    assert [table for table in VERSIONED if "removed" in _columns()[table]] == REMOVABLE


@pytest.mark.parametrize("table", REMOVABLE)
def test_a_removed_record_is_gone_from_that_moment_until_it_is_brought_back(house: House, table: str) -> None:
    house.unit("A")
    columns, told = GIVEN[table]
    for version, moment, removed in ((1, 2, None), (2, 4, True), (3, 6, False)):
        house.save(table, "thing", version, moment, **{**columns, told: "words", "removed": removed})
    seen = [_seen(house, table, moment) for moment in (3, 4, 5, 6, None)]
    assert seen == [["words"], [], [], ["words"], ["words"]]


@pytest.mark.parametrize(("table", "columns"), [
    ("mapping_profile", {"name": "thing", "kind": "absence", "content": "x"}),
    ("unit_alias", {"alias": "thing", "unit": key("A")}),
])  # fmt: skip
def test_present_version_of_what_is_known_by_its_name(house: House, table: str, columns: dict[str, object]) -> None:
    house.unit("A")
    for version, moment in ((1, 2), (2, 4)):
        house.insert(
            table,
            {**columns, "version": version, "valid_from": day(moment), "changed_by": "hr", "active": version == 1},
        )

    def seen(moment: int | None) -> list[object]:
        as_of = None if moment is None else day(moment)
        return [row[1] for row in house.rows(f"current_{table}", NAMED[table], "active", as_of=as_of)]

    assert [seen(moment) for moment in (1, 2, 3, 4, None)] == [[], [True], [True], [False], [False]]


def test_answers_follow_their_delivery(house: House) -> None:
    house.delivery("file", 2)
    house.insert("delivery_answer", {"delivery": key("file"), "question": "percentage:verzuim", "answer": "share"})
    assert [row[0] for row in house.rows("current_delivery_answer", "answer")] == ["share"]
    house.withdraw("file", 3)
    assert house.rows("current_delivery_answer", "answer") == []


@pytest.mark.parametrize("table", FROM_FILES)
def test_withdrawing_brings_the_version_before_it_back(house: House, table: str) -> None:
    house.delivery("file", moment=4)
    _given(house, table, delivery="file")
    house.withdraw("file", moment=6)
    assert [_seen(house, table, moment) for moment in (3, 5, 6, None)] == [["first"], ["second"], ["first"], ["first"]]


@pytest.mark.parametrize("table", FROM_FILES)
def test_record_of_a_withdrawn_file_is_gone(house: House, table: str) -> None:
    house.unit("A")
    house.delivery("file", moment=2)
    house.save(table, "thing", 1, 2, **GIVEN[table][0], delivery=key("file"))
    house.withdraw("file", moment=3)
    assert _seen(house, table, 2) == [GIVEN[table][0].get(GIVEN[table][1], "hr")]
    assert _seen(house, table, None) == []


def test_looks_of_a_day_add_up_from_the_moment_of_their_batch(house: House) -> None:
    for moment, looks in ((2, 3), (4, 5)):
        house.insert("page_look", {"day": D, "page": "home", "role": "or", "looks": looks, "counted_at": day(moment)})

    def seen(moment: int | None) -> list[object]:
        as_of = None if moment is None else day(moment)
        return [row[0] for row in house.rows("current_page_look", "looks", as_of=as_of)]

    assert [seen(moment) for moment in (1, 2, 3, 4, None)] == [[], [3], [3], [8], [8]]


def test_delivery_counts_from_its_loading_to_its_withdrawal(house: House) -> None:
    house.delivery("kept", moment=2)
    house.delivery("taken back", moment=3)
    house.withdraw("taken back", moment=5)

    def seen(moment: int | None) -> list[object]:
        as_of = None if moment is None else day(moment)
        return [row[0] for row in house.rows("current_delivery", "file_name", as_of=as_of)]

    assert seen(1) == []
    assert seen(2) == ["kept.csv"]
    assert seen(4) == ["kept.csv", "taken back.csv"]
    assert seen(5) == ["kept.csv"]
    assert seen(None) == ["kept.csv"]


# The rows that belong to a version -----------------------------------------------------------

CHILD_ROWS: dict[str, tuple[str, str, dict[int, object]]] = {
    "participant_count": ("session", "role", {1: "hr", 2: "manager"}),
    "factor_rating": ("session", "factor", {1: "autonomy", 2: "dialogue"}),
    "goal_factor": ("goal", "factor", {1: "autonomy", 2: "dialogue"}),
    "action_unit": ("action", "unit", {1: key("A"), 2: key("B")}),
    "action_factor": ("action", "factor", {1: "autonomy", 2: "dialogue"}),
    "goal_unit": ("goal", "unit", {1: key("A"), 2: key("B")}),
    "goal_indicator": ("goal", "indicator", {1: "rate", 2: "score"}),
    "action_phase": ("action", "phase", {1: "know", 2: "keep_up"}),
    "action_step": ("action", "text", {1: "call", 2: "write"}),
    "programme_scope_unit": ("programme_scope", "unit", {1: key("A"), 2: key("B")}),
}
PARENTS = {"session": "dialogue_session", "goal": "goal", "action": "action", "programme_scope": "programme_scope"}
REST: dict[str, dict[str, object]] = {
    "participant_count": {"participants": 3},
    "factor_rating": {"rating": "good"},
    "action_step": {"position": 1, "done": False},
}


def test_every_table_of_children_is_given() -> None:
    assert sorted(CHILD_ROWS) == CHILDREN


@pytest.mark.parametrize("table", CHILDREN)
def test_children_are_those_of_the_current_version(house: House, table: str) -> None:
    owner, told, values = CHILD_ROWS[table]
    house.unit("B")
    _given(house, PARENTS[owner])
    for version, value in values.items():
        house.insert(table, {owner: key("thing"), "version": version, told: value, **REST.get(table, {})})

    def seen(moment: int | None) -> list[str]:
        as_of = None if moment is None else day(moment)
        return [str(row[0]) for row in house.rows(f"current_{table}", told, as_of=as_of)]

    assert (seen(1), seen(3), seen(None)) == ([], [values[1]], [values[2]])


# Facts ----------------------------------------------------------------------------------------


FACT_ROWS: dict[str, tuple[dict[str, object], str]] = {
    "observation": ({"indicator": "rate", "unit": key("A"), "provisional": False}, "value"),
    "answer_count": ({"question": "q", "unit": key("A"), "answer": "yes"}, "answers"),
    "reference_value": (
        {"indicator": "rate", "series": "s", "series_name": "S", "source": "CBS", "provisional": False}, "value"
    ),
}  # fmt: skip


def test_every_table_of_facts_is_given() -> None:
    assert sorted(FACT_ROWS) == list(FACTS)


@pytest.mark.parametrize("table", FACTS)
def test_fact_of_the_newest_delivery_that_counts(house: House, table: str) -> None:
    columns, told = FACT_ROWS[table]
    for name, moment, value in (("first", 2, 10), ("second", 4, 20)):
        house.delivery(name, moment)
        row = {"delivery": key(name), "period": D, "grain": "month", **columns, told: value}
        house.insert(table, row)
    house.withdraw("second", 6)

    def seen(moment: int | None) -> list[object]:
        as_of = None if moment is None else day(moment)
        return [row[0] for row in house.rows(f"current_{table}", told, as_of=as_of)]

    assert [seen(moment) for moment in (1, 3, 5, 6, None)] == [[], [10], [20], [10], [10]]


@pytest.mark.parametrize("table", FACTS)
def test_facts_of_other_periods_and_grains_stay(house: House, table: str) -> None:
    columns, told = FACT_ROWS[table]
    house.delivery("first", 2)
    house.delivery("second", 4)
    for name, period, grain, value in (
        ("first", D, "month", 1),
        ("first", D, "quarter", 2),
        ("second", date(2025, 2, 1), "month", 3),
    ):
        house.insert(table, {"delivery": key(name), "period": period, "grain": grain, **columns, told: value})
    assert [row[0] for row in house.rows(f"current_{table}", told)] == [1, 2, 3]


def test_observation_knows_whether_its_source_is_public(house: House) -> None:
    house.delivery("file", public=True)
    house.observe("A", D, 1, 2)
    assert house.rows("current_observation", "public_source") == [(True,)]


# The smallest group in force ---------------------------------------------------------------------


def _minimums(house: House, *versions: tuple[str, int, str], indicator: str | None = None) -> None:
    """The versions of a minimum group on days 1, 2, …: who, how many people, what happened."""
    name = indicator or "for all"
    for number, (who, minimum, status) in enumerate(versions, start=1):
        agreed_on = D if status == "agreed" else None
        house.save("group_minimum", name, number, number, indicator=indicator, minimum=minimum, agreement="a", status=status,
                   agreed_on=agreed_on, changed_by=who)  # fmt: skip


def _in_force(house: House, moment: int | None = None) -> list[tuple[object, ...]]:
    columns = ("indicator", "minimum", "proposed_by", "agreed_by", "version")
    return house.rows("agreed_group_minimum", *columns, as_of=None if moment is None else day(moment))


def test_minimum_in_force_is_the_newest_that_was_agreed(house: House) -> None:
    _minimums(house, ("hr", 12, "agreed"), ("hr", 7, "proposed"), ("or", 7, "agreed"), ("hr", 6, "proposed"), ("or", 6, "declined"))  # fmt: skip
    first, second = (None, 12, "hr", None, 1), (None, 7, "hr", "or", 3)
    assert [_in_force(house, moment) for moment in (1, 2, 3, 4, 5)] == [[first], [first], [second], [second], [second]]
    assert _in_force(house) == [second]


def test_nothing_is_in_force_before_something_was_agreed(house: House) -> None:
    _minimums(house, ("hr", 7, "proposed"), ("hr", 7, "withdrawn"))
    assert _in_force(house) == []


def test_who_agreed_is_told_only_of_an_answer_to_a_proposal(house: House) -> None:
    _minimums(house, ("hr", 7, "proposed"), ("chief", 7, "withdrawn"), ("chief", 12, "agreed"))
    assert _in_force(house) == [(None, 12, "chief", None, 3)]


def test_indicator_has_its_own_minimum_beside_the_one_for_all(house: House) -> None:
    _minimums(house, ("hr", 12, "agreed"))
    _minimums(house, ("hr", 15, "agreed"), ("hr", 11, "proposed"), indicator="rate")
    assert [row[:2] for row in _in_force(house)] == [("rate", 15), (None, 12)]
