"""The agreement on small groups: what takes effect, what waits, who may do what, and what can never happen."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from di_data.access import SYSTEM, Viewer
from di_data.analysis.group_minimums import minimum_of
from di_data.config import FLOOR_GROUP, MINIMUM_GROUP
from di_data.errors import Conflict, InzetwijzerError, NotAllowed, Refused
from di_data.register.group_minimums import LARGEST, Proposal, answer, minimum_key, propose, take_back
from di_data.register.history import remove, undo
from di_data.register.indicators import ensure_shipped
from di_data.reports import group_minimums
from di_data.reports.to_do import Group, tasks
from di_data.store import Store
from di_data.ui.navigation import PAGES
from di_data.vocabulary import MinimumStatus, Role
from tests import stores

HR, OTHER_HR = Viewer("anna", frozenset({Role.HR})), Viewer("bert", frozenset({Role.HR}))
COUNCIL, MT = Viewer("cora", frozenset({Role.OR})), Viewer("dirk", frozenset({Role.MT}))
BOTH, BOTH_IN_CAPITALS = (Viewer(name, frozenset({Role.HR, Role.OR})) for name in ("eva@x.nl", " EVA@x.nl"))
ADMINISTRATOR = Viewer("frits", frozenset({Role.ADMINISTRATOR}))
ALL, AUTONOMY = minimum_key(None), minimum_key("autonomy")
TODAY, TEXT = date(2025, 6, 15), "In de overlegvergadering besproken."
PROPOSED, AGREED = MinimumStatus.PROPOSED, MinimumStatus.AGREED


def put(store: Store, minimum: int, indicator: str | None = None, *, on: int = 0, viewer: Viewer = HR) -> MinimumStatus:
    """Propose a number on top of a version."""
    proposal = Proposal(minimum=minimum, agreement=TEXT, indicator=indicator)
    return propose(store, viewer, proposal, default=MINIMUM_GROUP, read_version=on, today=TODAY)


def holds(store: Store, indicator: str | None = None) -> int:
    return group_minimums.in_force(group_minimums.agreed(store, MT), indicator, MINIMUM_GROUP)


def steps(store: Store) -> list[tuple[int, str, int, str]]:
    """Version, who, number and what happened, oldest first."""
    rows = group_minimums.versions(store, MT).select("version", "changed_by", "minimum", "status", "at_once").rows()
    return [
        (row["version"], row["changed_by"], row["minimum"], "at once" if row["at_once"] else row["status"]) for row in rows
    ][::-1]  # fmt: skip


# What takes effect -----------------------------------------------------------------------------


@pytest.mark.parametrize(("minimum", "status", "now"), [
    (MINIMUM_GROUP + 1, AGREED, MINIMUM_GROUP + 1), (MINIMUM_GROUP, AGREED, MINIMUM_GROUP),
    (MINIMUM_GROUP - 1, PROPOSED, MINIMUM_GROUP), (FLOOR_GROUP, PROPOSED, MINIMUM_GROUP),
])  # fmt: skip
def test_only_what_is_not_lower_takes_effect_at_once(store: Store, minimum: int, status: str, now: int) -> None:
    assert put(store, minimum) == status
    assert holds(store) == now
    (saved,) = group_minimums.newest(store, HR).rows()
    assert (saved["status"], saved["agreed_on"]) == (status, TODAY if status == AGREED else None)


def test_lower_number_holds_from_the_agreement_of_the_works_council(store: Store) -> None:
    put(store, 7)
    answer(store, COUNCIL, ALL, 1, True, on=TODAY)
    (row,) = group_minimums.agreed(store, MT).rows()
    told = ("minimum", "agreement", "agreed_on", "proposed_by", "agreed_by", "indicator")
    assert [row[name] for name in told] == [7, TEXT, TODAY, "anna", "cora", None]


def test_day_of_the_agreement_is_today_when_nobody_says_otherwise(store: Store) -> None:
    put(store, 7)
    answer(store, COUNCIL, ALL, 1, True)
    (row,) = group_minimums.agreed(store, MT).rows()
    assert row["agreed_on"] == date.today()


def test_a_day_in_the_future_is_refused(store: Store) -> None:
    put(store, 7)
    with pytest.raises(Refused):
        answer(store, COUNCIL, ALL, 1, True, on=date.today() + timedelta(days=1))
    assert holds(store) == MINIMUM_GROUP


@pytest.mark.parametrize("end", ["declined", "withdrawn"])
def test_what_held_goes_on_when_a_proposal_fails(store: Store, end: str) -> None:
    put(store, 12)
    put(store, 7, on=1)
    if end == "declined":
        answer(store, COUNCIL, ALL, 2, False)
    else:
        take_back(store, OTHER_HR, ALL, 2)
    assert holds(store) == 12
    assert [status for *_rest, status in steps(store)] == ["at once", "proposed", end]
    assert not len(group_minimums.waiting(store, HR))


def test_without_an_answer_nobody_of_the_works_council_agreed(store: Store) -> None:
    put(store, 12)
    (row,) = group_minimums.agreed(store, MT).rows()
    assert (row["proposed_by"], row["agreed_by"], row["agreed_on"]) == ("anna", None, TODAY)


def test_higher_number_over_a_waiting_proposal_was_not_agreed_to_by_its_proposer(store: Store) -> None:
    put(store, 7)
    put(store, 12, on=1, viewer=OTHER_HR)
    assert steps(store) == [
        (1, "anna", 7, "proposed"), (2, "bert", 7, "withdrawn"), (3, "bert", 12, "at once"),
    ]  # fmt: skip
    (row,) = group_minimums.agreed(store, MT).rows()
    assert (row["minimum"], row["proposed_by"], row["agreed_by"]) == (12, "bert", None)


def test_another_proposal_takes_the_place_of_the_one_that_waits(store: Store) -> None:
    put(store, 7)
    put(store, 8, on=1)
    (waiting,) = group_minimums.waiting(store, HR).rows()
    assert (waiting["minimum"], waiting["version"]) == (8, 3)


def test_indicator_goes_its_own_way(store: Store) -> None:
    put(store, 12)
    assert put(store, 11, "autonomy") == PROPOSED  # lower than the 12 for all
    answer(store, COUNCIL, AUTONOMY, 1, True)
    assert put(store, 15, on=1) == AGREED
    assert [holds(store, code) for code in (None, "autonomy", "absence_rate")] == [15, 11, 15]
    assert put(store, 14, on=2) == PROPOSED
    assert put(store, 11, "autonomy", on=2) == AGREED


@pytest.mark.parametrize(("agreed", "own", "expected"), [
    ({}, None, 10), ({}, "autonomy", 10), ({None: 8}, "autonomy", 8), ({None: 8, "autonomy": 6}, "autonomy", 6),
    ({None: 8, "autonomy": 6}, "absence_rate", 8), ({"autonomy": 6}, "absence_rate", 10), ({None: 2}, None, FLOOR_GROUP),
])  # fmt: skip
def test_own_agreement_before_the_one_for_all_before_the_setting(
    agreed: dict[str | None, int], own: str | None, expected: int
) -> None:
    assert minimum_of(agreed, own, 10) == expected


def test_as_of_a_moment(store: Store) -> None:
    put(store, 12)
    put(store, 7, on=1)
    answer(store, COUNCIL, ALL, 2, True)
    first, second, third = (row["valid_from"] for row in list(group_minimums.versions(store, MT).rows())[::-1])
    seen = [group_minimums.agreed(store, MT, as_of=moment).column("minimum") for moment in (first, second, third)]
    assert seen == [[12], [12], [7]]
    assert group_minimums.newest(store, MT, as_of=second).column("status") == ["proposed"]


# What is refused -------------------------------------------------------------------------------


@pytest.mark.parametrize(("minimum", "told"), [(FLOOR_GROUP - 1, str(FLOOR_GROUP)), (0, str(FLOOR_GROUP)), (-7, str(FLOOR_GROUP)),
                                               (LARGEST + 1, str(LARGEST)), (10**12, str(LARGEST))])  # fmt: skip
def test_number_that_cannot_be_is_refused_in_words(store: Store, minimum: int, told: str) -> None:
    with pytest.raises(Refused) as refused:
        put(store, minimum)
    assert told in refused.value.message
    assert steps(store) == []


@pytest.mark.parametrize("text", ["", "  \n", "Zie 123456782.", "Vraag jan@gemeente.nl", "x" * 4001])
def test_text_that_cannot_be_kept_is_refused(store: Store, text: str) -> None:
    with pytest.raises(Refused):
        propose(store, HR, Proposal(minimum=12, agreement=text), default=MINIMUM_GROUP)
    assert steps(store) == []


def test_unknown_indicator_is_refused(store: Store) -> None:
    with pytest.raises(Refused):
        put(store, 12, "geluk")
    assert steps(store) == []


@pytest.mark.parametrize("agreeing", [BOTH, BOTH_IN_CAPITALS])
def test_nobody_agrees_to_their_own_proposal(store: Store, agreeing: Viewer) -> None:
    put(store, 7, viewer=BOTH)
    with pytest.raises(Refused):
        answer(store, agreeing, ALL, 1, True)
    assert holds(store) == MINIMUM_GROUP
    answer(store, COUNCIL, ALL, 1, True)
    assert holds(store) == 7


def test_the_command_line_does_not_agree_with_itself(store: Store) -> None:
    put(store, 7, viewer=SYSTEM)
    with pytest.raises(Refused):
        answer(store, SYSTEM, ALL, 1, True)


def test_own_proposal_may_be_turned_down(store: Store) -> None:
    put(store, 7, viewer=BOTH)
    answer(store, BOTH, ALL, 1, False)
    assert not len(group_minimums.waiting(store, HR))


def test_a_proposal_is_answered_once(store: Store) -> None:
    put(store, 7)
    answer(store, COUNCIL, ALL, 1, False)
    with pytest.raises(Conflict):
        answer(store, COUNCIL, ALL, 1, True)
    for step in (lambda: answer(store, COUNCIL, ALL, 2, True), lambda: take_back(store, HR, ALL, 2)):
        with pytest.raises(Refused):
            step()
    assert holds(store) == MINIMUM_GROUP


def test_two_people_at_once_are_a_conflict(store: Store) -> None:
    put(store, 8)
    with pytest.raises(Conflict):
        put(store, 7, viewer=OTHER_HR)
    put(store, 6, on=1, viewer=OTHER_HR)
    for step in (lambda: answer(store, COUNCIL, ALL, 1, True), lambda: take_back(store, HR, ALL, 1)):
        with pytest.raises(Conflict):
            step()
    assert [(number, status) for _version, _who, number, status in steps(store)] == [
        (8, "proposed"), (8, "withdrawn"), (6, "proposed"),
    ]  # fmt: skip


def test_undoing_and_taking_away_do_not_reach_an_agreement(store: Store) -> None:
    """Both would put an earlier, lower number back without the works council."""
    put(store, 12)
    put(store, 15, on=1)
    with pytest.raises(Refused):
        undo(store, HR, "group_minimum", ALL, 2)
    with pytest.raises(Conflict):
        remove(store, HR, "group_minimum", ALL, 2)
    assert holds(store) == 15


_ACTS: list[tuple[Callable[[Store, Viewer], object], set[Role]]] = [
    (lambda store, viewer: put(store, 12, "autonomy", viewer=viewer), {Role.HR}),
    (lambda store, viewer: take_back(store, viewer, ALL, 1), {Role.HR}),
    (lambda store, viewer: answer(store, viewer, ALL, 1, True), {Role.OR}),
    (lambda store, viewer: answer(store, viewer, ALL, 1, False), {Role.OR}),
    (group_minimums.agreed, {Role.HR, Role.OR, Role.MT}),
    (group_minimums.newest, {Role.HR, Role.OR, Role.MT}),
    (group_minimums.versions, {Role.HR, Role.OR, Role.MT}),
]


@pytest.mark.parametrize("viewer", [OTHER_HR, COUNCIL, MT, ADMINISTRATOR], ids=lambda viewer: next(iter(viewer.roles)))
@pytest.mark.parametrize("act", range(len(_ACTS)))
def test_who_may_do_what(store: Store, viewer: Viewer, act: int) -> None:
    put(store, 7)
    before = steps(store)
    do, roles = _ACTS[act]
    if viewer.roles & roles:
        do(store, viewer)
        return
    with pytest.raises(NotAllowed):
        do(store, viewer)
    assert steps(store) == before


# Told ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "told"), [(0, True), (group_minimums.TOLD_DAYS, True), (group_minimums.TOLD_DAYS + 1, False)]
)
def test_the_works_council_is_told_for_a_quarter_what_took_effect(store: Store, days: int, told: bool) -> None:
    put(store, 12)
    put(store, 7, "autonomy")
    answer(store, COUNCIL, AUTONOMY, 1, True, on=TODAY)
    found = group_minimums.agreed(store, COUNCIL)
    lately = group_minimums.took_effect_lately(found, TODAY + timedelta(days=days))
    assert lately.column("minimum") == ([12] if told else [])


def test_proposal_waits_on_the_list_of_the_works_council_only(store: Store) -> None:
    put(store, 7)
    (task,) = tasks(store, COUNCIL, TODAY)
    assert (task.group, task.title, task.page) == (Group.SMALL_GROUPS, TEXT, "small_groups")
    assert COUNCIL.may(next(entry.right for entry in PAGES if entry.file == task.page))
    assert tasks(store, HR, TODAY) == tasks(store, MT, TODAY) == []
    answer(store, COUNCIL, ALL, 1, False)
    assert tasks(store, COUNCIL, TODAY) == []


# Whatever the order ----------------------------------------------------------------------------

INDICATORS = (None, "autonomy")
_PROPOSE = st.tuples(st.just("propose"), st.sampled_from([HR, OTHER_HR, BOTH, COUNCIL]), st.sampled_from(INDICATORS),
                     st.integers(FLOOR_GROUP - 2, 14))  # fmt: skip
_ANSWER = st.tuples(st.just("answer"), st.sampled_from([COUNCIL, BOTH, HR]), st.sampled_from(INDICATORS), st.booleans())
_TAKE_BACK = st.tuples(
    st.just("take back"), st.sampled_from([HR, BOTH, COUNCIL]), st.sampled_from(INDICATORS), st.none()
)
_ACT = st.tuples(st.one_of(_PROPOSE, _ANSWER, _TAKE_BACK), st.integers(-1, 0))
"""What somebody does, and how many versions behind they are."""


Acts = list[tuple[tuple[str, Viewer, str | None, int], int]]

FEW, MANY = (
    settings(max_examples=number, deadline=None, suppress_health_check=[HealthCheck.too_slow]) for number in (10, 200)
)


@FEW
@given(acts=st.lists(_ACT, max_size=8))
def test_nothing_gets_lower_without_two_people_whatever_the_order(acts: Acts) -> None:
    _two_people_for_lower(acts)


@pytest.mark.long
@MANY
@given(acts=st.lists(_ACT, max_size=8))
def test_nothing_gets_lower_without_two_people_in_many_orders(acts: Acts) -> None:
    _two_people_for_lower(acts)


def _two_people_for_lower(acts: Acts) -> None:
    with stores.lent(ensure_shipped) as store:
        for act in acts:
            _try(store, *act)


def _try(store: Store, act: tuple[str, Viewer, str | None, int], behind: int) -> None:
    what, who, indicator, value = act
    before = {code: holds(store, code) for code in INDICATORS}
    newest = {row["indicator"]: row for row in group_minimums.newest(store, MT).rows()}.get(indicator)
    version = max(0, (newest["version"] if newest else 0) + behind)
    try:
        if what == "propose":
            put(store, value, indicator, on=version, viewer=who)
        elif what == "answer":
            answer(store, who, minimum_key(indicator), version, bool(value))
        else:
            take_back(store, who, minimum_key(indicator), version)
    except InzetwijzerError:
        assert {code: holds(store, code) for code in INDICATORS} == before
        return
    after = {code: holds(store, code) for code in INDICATORS}
    assert all(number >= FLOOR_GROUP for number in after.values())
    if any(after[code] < before[code] for code in INDICATORS):
        assert newest is not None
        assert (what, newest["status"], newest["version"]) == ("answer", PROPOSED, version)
        assert Role.OR in who.roles
        assert newest["changed_by"] != who.subject
        assert after[indicator] == newest["minimum"]
