"""Goals: what is kept of one, its targets over time, check-ins, and what a form makes of what was typed."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from di_data.access import SYSTEM, Viewer
from di_data.errors import Conflict, NotAllowed, Refused
from di_data.language import speaking
from di_data.register.goals import Goal, GoalIndicator, Target, save_check_in, save_goal, save_target
from di_data.register.history import remove, undo
from di_data.register.records import LONGEST_TEXT, LONGEST_TITLE, Save, key_of, save
from di_data.reports import programme
from di_data.store import Store
from di_data.ui.goal_fields import amount, as_goal, form_fields, present, read_values
from di_data.vocabulary import Direction, Factor, GoalStatus, Outcome, Position, Role
from tests import stores

START, END = date(2025, 1, 1), date(2026, 12, 31)
UNIT, OTHER = key_of("org_unit", "GEM"), key_of("org_unit", "BURG")
HR = Viewer("somebody-hr", frozenset({Role.HR}))
MT = Viewer("somebody-mt", frozenset({Role.MT}))

WHOLE = Goal(
    title="Minder verzuim", description="Tot onder de 5,5%", theme="Volhouden", unit=UNIT, units=(OTHER,),
    owner_role=Position.SENIOR_MANAGEMENT, starts_on=START, due_on=END, intended_outcome=Outcome.VITALITY,
    factors=(Factor.AUTONOMY, Factor.DIALOGUE), indicator="absence_rate", direction=Direction.LOWER, baseline=6.2,
    baseline_period="2024", indicators=(GoalIndicator("autonomy", Direction.HIGHER, 56.7, "2024"), GoalIndicator("dialogue")),
)  # fmt: skip
TARGETS = (Target(date(2025, 12, 31), 5.8), Target(END, 5.5))


def _filled(store: Store) -> None:
    with store.write() as transaction:
        save(transaction, SYSTEM, [Save("org_unit", key, 0, {"code": code, "name": code}) for code, key in (("GEM", UNIT), ("BURG", OTHER))])  # fmt: skip


@pytest.fixture
def store() -> Iterator[Store]:
    with stores.lent(_filled) as opened:
        yield opened


def _bare(**other: object) -> Goal:
    usual = {"title": "Doel", "unit": UNIT, "owner_role": Position.HR, "starts_on": START, "due_on": END}
    return Goal(**{**usual, **other})  # type: ignore[arg-type]


def _row(store: Store) -> dict[str, Any]:
    (row,) = programme.goals(store, MT).rows()
    return row


def _targets(store: Store) -> list[tuple[str | None, date, float]]:
    rows = programme.goal_targets(store, MT).rows()
    return [(row["indicator"], row["due_on"], row["value"]) for row in rows]


# The goal --------------------------------------------------------------------------------------


def test_everything_of_a_goal_is_kept(store: Store) -> None:
    key = save_goal(store, HR, WHOLE, targets=TARGETS)
    kept = present(_row(store), programme.goal_targets(store, MT), programme.goal_indicators(store, MT))
    told = {name: value for name, value in kept.items() if name not in ("valid_from",)}
    assert told == {
        "id": key, "version": 1, "changed_by": HR.subject, "title": "Minder verzuim", "description": "Tot onder de 5,5%",
        "theme": "Volhouden", "unit": UNIT, "units": [OTHER], "owner_role": "senior_management", "starts_on": START,
        "due_on": END, "status": "chosen", "intended_outcome": "vitality", "factors": ["autonomy", "dialogue"],
        "indicator": "absence_rate", "direction": "lower", "baseline": 6.2, "baseline_period": "2024",
        "targets": [(date(2025, 12, 31), 5.8), (END, 5.5)],
        "indicators": [("autonomy", "higher", 56.7, "2024"), ("dialogue", None, None, None)],
    }  # fmt: skip


def test_a_later_version_has_its_own_parts(store: Store) -> None:
    key = save_goal(store, HR, WHOLE)
    save_goal(store, HR, _bare(factors=(Factor.PARTICIPATION,)), id=key, read_version=1)
    row = _row(store)
    assert (row["version"], row["factors"], row["units"]) == (2, ["participation"], None)
    assert len(programme.goal_indicators(store, MT)) == 0


def test_two_who_save_on_one_version_are_a_conflict_and_nothing_is_lost(store: Store) -> None:
    key = save_goal(store, HR, WHOLE, targets=TARGETS)
    save_goal(store, HR, _bare(title="De eerste"), id=key, read_version=1)
    with pytest.raises(Conflict):
        save_goal(store, HR, _bare(title="De tweede"), id=key, read_version=1, targets=[Target(END, 1.0)])
    assert _row(store)["title"] == "De eerste"
    assert _targets(store) == [(None, date(2025, 12, 31), 5.8), (None, END, 5.5)]


@pytest.mark.parametrize(
    ("other", "word"),
    [
        ({"title": ""}, "Title"),
        ({"title": "  \n "}, "Title"),
        ({"title": "a" * (LONGEST_TITLE + 1)}, "Title"),
        ({"theme": "a" * (LONGEST_TITLE + 1)}, "Theme"),
        ({"description": "a" * (LONGEST_TEXT + 1)}, "Description"),
        ({"description": "Bel 111222333"}, "Description"),
        ({"title": "Vraag jan.jansen@voorbeeld.nl"}, "Title"),
        ({"due_on": date(2024, 12, 31)}, "start"),
        ({"baseline_period": "vorig jaar"}, "period"),
        ({"indicators": (GoalIndicator("autonomy", None, 1.0, "ooit"),)}, "period"),
    ],
)
def test_what_a_goal_cannot_be(store: Store, other: dict[str, Any], word: str) -> None:
    with speaking("en"), pytest.raises(Refused) as refused:
        save_goal(store, HR, _bare(**other), targets=TARGETS)
    assert word in refused.value.message
    assert "111222333" not in refused.value.message
    assert len(programme.goals(store, MT)) == 0
    assert _targets(store) == []


HOSTILE = ["=SOM(A1:A9)", "<b>vet</b> & <script>", "**ster** _streep_ [x](y)", "مرحبا ‮omgekeerd", "👩‍💻🎉", "a" * LONGEST_TITLE]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_is_kept_exactly(store: Store, text: str) -> None:
    key = save_goal(store, HR, _bare(title=text, description=text, theme=text))
    save_check_in(store, HR, key, START, 5, text)
    row = _row(store)
    assert (row["title"], row["description"], row["theme"]) == (text, text, text)
    assert programme.check_ins(store, MT).column("note") == [text]


@pytest.mark.parametrize("role", [role for role in Role if role != Role.HR])
def test_only_hr_writes(store: Store, role: Role) -> None:
    viewer = Viewer("somebody", frozenset({role}))
    key = save_goal(store, HR, _bare())
    for write in (
        lambda: save_goal(store, viewer, _bare(title="Anders"), id=key, read_version=1),
        lambda: save_target(store, viewer, key, END, 5.0),
        lambda: save_check_in(store, viewer, key, START, 5),
        lambda: remove(store, viewer, "goal", key, 1),
    ):
        with pytest.raises(NotAllowed):
            write()
    assert (_row(store)["version"], _targets(store)) == (1, [])


def test_a_goal_that_is_taken_away_can_come_back(store: Store) -> None:
    key = save_goal(store, HR, WHOLE, targets=TARGETS)
    remove(store, HR, "goal", key, 1)
    assert len(programme.goals(store, MT)) == 0
    undo(store, HR, "goal", key, 2)
    assert _row(store)["units"] == ["BURG"]
    assert len(_targets(store)) == 2


# Targets ---------------------------------------------------------------------------------------


def test_the_last_target_is_that_of_the_goal(store: Store) -> None:
    save_goal(store, HR, WHOLE, targets=[Target(END, 5.5), Target(date(2025, 12, 31), 5.8)])
    assert (_row(store)["target"], _row(store)["target_due_on"]) == (5.5, END)


def test_targets_are_from_then_on_all_of_them(store: Store) -> None:
    key = save_goal(store, HR, WHOLE, targets=TARGETS)
    save_goal(store, HR, WHOLE, id=key, read_version=1, targets=[Target(END, 5.0), Target(date(2027, 12, 31), 4.5)])
    assert _targets(store) == [(None, END, 5.0), (None, date(2027, 12, 31), 4.5)]
    save_goal(store, HR, WHOLE, id=key, read_version=2, targets=[])
    assert _targets(store) == []
    assert _row(store)["target"] is None


def test_targets_stay_when_none_are_told(store: Store) -> None:
    key = save_goal(store, HR, WHOLE, targets=TARGETS)
    save_goal(store, HR, WHOLE, id=key, read_version=1)
    assert len(_targets(store)) == 2


def test_a_target_that_was_taken_away_can_be_set_again(store: Store) -> None:
    key = save_goal(store, HR, WHOLE, targets=TARGETS)
    save_goal(store, HR, WHOLE, id=key, read_version=1, targets=[])
    save_goal(store, HR, WHOLE, id=key, read_version=2, targets=[Target(END, 5.1)])
    assert _targets(store) == [(None, END, 5.1)]


def test_a_target_of_a_further_indicator_is_another_one_and_not_the_goals(store: Store) -> None:
    save_goal(store, HR, WHOLE, targets=[Target(END, 5.5), Target(END, 65.0, "autonomy")])
    assert _targets(store) == [(None, END, 5.5), ("autonomy", END, 65.0)]
    assert _row(store)["target"] == 5.5


def test_saving_one_target_changes_only_that_one(store: Store) -> None:
    key = save_goal(store, HR, WHOLE, targets=TARGETS)
    save_target(store, HR, key, END, 5.2)
    assert _targets(store) == [(None, date(2025, 12, 31), 5.8), (None, END, 5.2)]
    assert _row(store)["version"] == 1


some_targets = st.lists(
    st.builds(Target, st.dates(START, END), st.floats(-1000, 1000), st.none() | st.sampled_from(["autonomy", "dialogue"])),
    max_size=4, unique_by=lambda target: (target.due_on, target.indicator),
)  # fmt: skip


def test_whatever_was_there_the_told_targets_stand(store: Store) -> None:
    key = save_goal(store, HR, _bare())
    version = [1]

    @settings(deadline=None, max_examples=40)
    @given(some_targets)
    def told(targets: list[Target]) -> None:
        save_goal(store, HR, _bare(), id=key, read_version=version[0], targets=targets)
        version[0] += 1
        assert set(_targets(store)) == {(target.indicator, target.due_on, target.value) for target in targets}

    told()


# Check-ins -------------------------------------------------------------------------------------


def test_the_goal_shows_the_check_in_of_the_latest_day(store: Store) -> None:
    key = save_goal(store, HR, _bare())
    save_check_in(store, HR, key, date(2025, 6, 1), 7, "Gaat goed")
    save_check_in(store, HR, key, date(2025, 3, 1), 4)
    assert (_row(store)["confidence"], _row(store)["checked_on"]) == (7, date(2025, 6, 1))
    assert programme.check_ins(store, MT).column("confidence") == [7, 4]


@pytest.mark.parametrize("confidence", [-1, 11])
def test_confidence_stays_within_its_ends(store: Store, confidence: int) -> None:
    with pytest.raises(Refused):
        save_check_in(store, HR, save_goal(store, HR, _bare()), START, confidence)


@pytest.mark.parametrize("note", ["Bel 111222333", "a" * (LONGEST_TEXT + 1)])
def test_a_note_with_personal_data_or_too_long_is_refused(store: Store, note: str) -> None:
    with pytest.raises(Refused):
        save_check_in(store, HR, save_goal(store, HR, _bare()), START, 5, note)
    assert len(programme.check_ins(store, MT)) == 0


# What a form makes of it -----------------------------------------------------------------------


def _typed(**other: object) -> dict[str, Any]:
    return {
        "title": "Doel", "description": " ", "theme": "", "unit": UNIT, "units": [], "owner_role": Position.HR,
        "starts_on": START, "due_on": END, "status": GoalStatus.CHOSEN, "intended_outcome": None, "factors": [],
        "indicator": "absence_rate", "direction": None, "baseline": "6,2", "baseline_period": "2024", "targets": [],
        "indicators": [], **other,
    }  # fmt: skip


def test_what_was_typed_becomes_a_goal() -> None:
    values = read_values(_typed(targets=[(END, "5,5"), (datetime(2025, 12, 31), "5,8"), (None, " ")]))
    assert values["targets"] == [(date(2025, 12, 31), 5.8), (END, 5.5)]
    assert (values["baseline"], values["description"], values["theme"]) == (6.2, None, None)
    assert as_goal(values, None) == _bare(indicator="absence_rate", baseline=6.2, baseline_period="2024", direction=Direction.LOWER)  # fmt: skip


@pytest.mark.parametrize(
    ("other", "direction"),
    [
        ({"targets": [(END, "5,5")]}, Direction.LOWER),
        ({"targets": [(END, "7")]}, Direction.HIGHER),
        ({"targets": [(date(2025, 12, 31), "7"), (END, "5")]}, Direction.LOWER),  # the last one says which way
        ({"targets": [(END, "6,2")]}, None),
        ({"targets": []}, None),
        ({"targets": [(END, "5,5")], "baseline": ""}, None),
        ({"targets": [(END, "5,5")], "direction": Direction.HIGHER}, Direction.HIGHER),
    ],
)
def test_the_direction_follows_from_baseline_and_target(other: dict[str, Any], direction: Direction | None) -> None:
    assert read_values(_typed(**other))["direction"] == direction


@pytest.mark.parametrize(("told", "code"), [("2024", "2024"), ("1e kwartaal 2025", "2025-Q1"), ("mrt 2025", "2025-03"), ("ooit", "ooit"), ("", None)])  # fmt: skip
def test_a_period_may_be_written_in_words(told: str, code: str | None) -> None:
    assert read_values(_typed(baseline_period=told))["baseline_period"] == code


@pytest.mark.parametrize(
    ("other", "word"),
    [
        ({"unit": None}, "department"),
        ({"baseline": "veel"}, "Baseline"),
        ({"targets": [(END, None)]}, "day and a value"),
        ({"targets": [(None, "5,5")]}, "day and a value"),
        ({"targets": [(END, "veel")]}, "Target"),
        ({"targets": [(END, "5,5"), (END, "5,4")]}, "same day"),
        ({"targets": [(date(2024, 12, 31), "5,5")]}, "before the start"),
        ({"indicators": [("autonomy", None, "veel", None)]}, "Baseline"),
        ({"indicators": [(None, "higher", None, None)]}, "Choose an indicator"),
        ({"indicators": [("autonomy", None, None, None), ("autonomy", None, "3", None)]}, "twice"),
    ],
)
def test_what_cannot_be_read_is_said_at_the_form(other: dict[str, Any], word: str) -> None:
    with speaking("en"), pytest.raises(Refused) as refused:
        read_values(_typed(**other))
    with speaking("en"):
        assert word in refused.value.message


def test_an_empty_row_of_a_table_is_passed_over() -> None:
    values = read_values(_typed(indicators=[(None, None, "", " "), ("autonomy", "higher", "56,7", "2024")]))
    assert values["indicators"] == [("autonomy", Direction.HIGHER, 56.7, "2024")]


def test_a_form_that_is_saved_unchanged_changes_nothing(store: Store) -> None:
    save_goal(store, HR, WHOLE, targets=TARGETS)
    kept = present(_row(store), programme.goal_targets(store, MT), programme.goal_indicators(store, MT))
    typed = {name: kept[name] for name in _typed()} | {
        "baseline": amount(kept["baseline"]),
        "targets": [(on, amount(value)) for on, value in kept["targets"]],
        "indicators": [(code, way, amount(value), period) for code, way, value, period in kept["indicators"]],
    }
    values = read_values(typed)
    assert {name: values[name] for name in values} == {name: kept[name] for name in values}
    assert as_goal(values, None) == WHOLE


@given(st.floats(-1e6, 1e6).map(lambda value: round(value, 6)))
def test_an_amount_in_a_form_reads_back_as_itself(value: float) -> None:
    assert read_values(_typed(baseline=amount(value)))["baseline"] == pytest.approx(value, abs=1e-9)


def test_every_field_of_the_form_has_words() -> None:
    fields = form_fields({UNIT: "Gemeente", OTHER: "Burgerzaken"}, {"absence_rate": "Verzuim", "autonomy": "Autonomie"})
    assert set(fields) == set(_typed())
    with speaking("en"):
        assert fields["units"].words([OTHER, UNIT]) == "Burgerzaken, Gemeente"
        assert fields["targets"].words([(END, 5.5)]) == "31 Dec 2026: 5,5"
        assert fields["indicators"].words([("autonomy", None, None, None)]) == "Autonomie"
        assert fields["factors"].words(["autonomy"]) == "Autonomy"
        assert all(field.words(None) in ("", "–") for field in fields.values())
