"""Blind spots: the counts of a map, what it leaves empty, and the sentences that say so."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from di_data.access import SYSTEM, Viewer
from di_data.analysis.blind_spots import Spots, Thin, counted, lacking, pairs, spots
from di_data.charts.heat_map import heat_map
from di_data.disclosure import guard_records
from di_data.errors import NotAllowed
from di_data.language import speaking
from di_data.register.actions import Action, save_action
from di_data.register.goals import Goal, save_goal
from di_data.register.records import Save, key_of, save
from di_data.reports import blind_spots as report
from di_data.reports.blind_spots import (
    FACTOR_PHASE,
    LEVEL_ROLE,
    MAPS,
    RUNNING,
    UNIT_DOMAIN,
    BlindSpots,
    lacking_sentence,
    ladder_sentence,
    sentences,
)
from di_data.store import Store
from di_data.vocabulary import (
    ActionStatus,
    BehaviourPhase,
    EmployeeDomain,
    Factor,
    Ladder,
    Level,
    Position,
    Role,
)
from tests import stores

FACTORS, PHASES = [factor.value for factor in Factor], [phase.value for phase in BehaviourPhase]
SCHEMA = {"id": pl.String, "factors": pl.List(pl.String), "phases": pl.List(pl.String), "level": pl.String}


def _actions(*rows: tuple[str, list[str] | None, list[str] | None, str | None]) -> pl.DataFrame:
    return pl.DataFrame(list(rows), schema=SCHEMA, orient="row")


THREE = _actions(
    ("a", ["dialogue", "autonomy"], ["know", "do"], "work"),
    ("b", ["dialogue"], ["do"], None),
    ("c", ["participation"], None, "work"),
)
"""In the map of factor and phase: a stands in four cells, b in one, c in none."""


# Counting --------------------------------------------------------------------------------------


def test_an_action_stands_once_in_every_combination() -> None:
    assert sorted(pairs(THREE, "factors", "phases").rows()) == [
        ("a", "autonomy", "do"), ("a", "autonomy", "know"), ("a", "dialogue", "do"), ("a", "dialogue", "know"),
        ("b", "dialogue", "do"),
    ]  # fmt: skip


def test_every_cell_is_counted_the_empty_ones_too() -> None:
    cells = counted(pairs(THREE, "factors", "phases"), ["dialogue", "autonomy"], ["know", "do", "keep_up"])
    assert cells.rows() == [
        ("dialogue", "know", 1), ("dialogue", "do", 2), ("dialogue", "keep_up", 0),
        ("autonomy", "know", 1), ("autonomy", "do", 1), ("autonomy", "keep_up", 0),
    ]  # fmt: skip


def test_an_attribute_may_hold_one_code_or_several() -> None:
    assert sorted(pairs(THREE, "level", "factors").rows()) == [
        ("a", "work", "autonomy"), ("a", "work", "dialogue"), ("c", "work", "participation"),
    ]  # fmt: skip


def test_an_action_that_lacks_one_of_the_two_stands_apart() -> None:
    assert lacking(THREE, "factors", "phases")["id"].to_list() == ["c"]
    assert lacking(THREE, "level", "factors")["id"].to_list() == ["b"]
    none = _actions(("d", [], ["do"], "work"), ("e", None, ["do"], "work"))
    assert lacking(none, "factors", "phases")["id"].to_list() == ["d", "e"]


some_actions = st.lists(
    st.tuples(
        st.lists(st.sampled_from(FACTORS), unique=True, max_size=3),
        st.lists(st.sampled_from(PHASES), unique=True, max_size=3),
    ),
    max_size=12,
).map(lambda rows: _actions(*((str(place), *row, None) for place, row in enumerate(rows))))


@given(some_actions)
def test_the_cells_hold_every_action_as_often_as_its_attributes_say(actions: pl.DataFrame) -> None:
    cells = counted(pairs(actions, "factors", "phases"), FACTORS, PHASES)
    wanted = sum(len(row["factors"] or ()) * len(row["phases"] or ()) for row in actions.iter_rows(named=True))
    assert cells.height == len(FACTORS) * len(PHASES)
    assert cells["actions"].sum() == wanted
    whole = pairs(actions, "factors", "phases")["id"].n_unique()
    assert whole + lacking(actions, "factors", "phases").height == actions.height


@given(some_actions)
def test_an_empty_line_is_one_that_no_action_has(actions: pl.DataFrame) -> None:
    found = spots(actions, "factors", "phases", FACTORS, PHASES)
    used = {code for codes in actions["factors"].to_list() for code in codes or ()}
    assert set(found.empty_rows) == set(FACTORS) - used
    used = {code for codes in actions["phases"].to_list() for code in codes or ()}
    assert set(found.empty_columns) == set(PHASES) - used
    cells = counted(pairs(actions, "factors", "phases"), FACTORS, PHASES)
    assert found.filled == cells.filter(pl.col("actions") > 0).height
    if found.thinnest is not None:
        own = "row" if found.thinnest.axis == "row" else "column"
        line = cells.filter(pl.col(own) == found.thinnest.code)
        other = "column" if own == "row" else "row"
        assert set(found.thinnest.without) <= set(line.filter(actions=0)[other])
        assert found.thinnest.actions > 0


# What is empty ---------------------------------------------------------------------------------


def test_what_is_often_forgotten_is_named_first() -> None:
    found = spots(THREE, "factors", "phases", FACTORS, PHASES)
    assert found.empty_rows == ("tailored_agreements", "learning_space")
    assert found.empty_columns == ("keep_up", "want", "be_able", "dare", "be_allowed")
    assert (found.cells, found.filled) == (35, 4)


def test_a_line_whose_actions_lack_the_other_attribute_is_not_empty() -> None:
    # Participation has an action (c), without a phase: it is neither empty nor the thinnest.
    found = spots(THREE, "factors", "phases", FACTORS, PHASES)
    assert "participation" not in found.empty_rows
    assert found.thinnest is not None
    assert found.thinnest.code != "participation"


def test_the_thinnest_line_has_the_largest_share_of_empty_cells() -> None:
    actions = _actions(
        ("1", ["dialogue"], ["know", "want", "do"], None),
        ("2", ["dialogue", "autonomy"], ["know"], None),
        ("3", ["participation"], ["know", "want"], None),
    )
    # Used: three factors, three phases. Empty: dialogue 0 of 3, autonomy 2 of 3 (want, do), participation 1 of 3 (do);
    # know 0 of 3, want 1 of 3 (autonomy), do 2 of 3 (autonomy, participation). Autonomy and do tie at two of three with
    # one action each; autonomy is often forgotten, so it is the one that is named.
    found = spots(actions, "factors", "phases", FACTORS, PHASES)
    assert found.thinnest == Thin("row", "autonomy", 1, ("want", "do"))
    columns_only = spots(actions, "factors", "phases", FACTORS, PHASES, thin_axes=("column",))
    assert columns_only.thinnest == Thin("column", "do", 1, ("autonomy", "participation"))


def test_no_action_leaves_everything_empty() -> None:
    found = spots(_actions(), "factors", "phases", FACTORS, PHASES)
    assert len(found.empty_rows) == 5
    assert len(found.empty_columns) == 7
    assert found.thinnest is None


def test_nothing_is_empty_when_one_action_has_everything() -> None:
    assert spots(_actions(("1", FACTORS, PHASES, None)), "factors", "phases", FACTORS, PHASES) == Spots((), (), None, 35, 35)  # fmt: skip


# The report ------------------------------------------------------------------------------------

TOP, ABOVE, ONE, TWO = (key_of("org_unit", code) for code in ("GEM", "DIR", "BURG", "KCC"))


def _filled(store: Store) -> None:
    """A municipality with a directorate of two departments, three actions that go on and one that is done."""
    units = [(TOP, "GEM", "Gemeente", None), (ABOVE, "DIR", "Dienstverlening", TOP), (ONE, "BURG", "Burgerzaken", ABOVE),
             (TWO, "KCC", "Klantcontact", ABOVE)]  # fmt: skip
    with store.write() as transaction:
        save(transaction, SYSTEM, [
            Save("org_unit", key, 0, {"code": code, "name": name, "parent": parent}) for key, code, name, parent in units
        ])  # fmt: skip
    goal = save_goal(store, SYSTEM, Goal(title="Doel", unit=TOP, owner_role=Position.HR, starts_on=date(2025, 1, 1), due_on=date(2026, 1, 1)))  # fmt: skip
    usual = {"owner_role": Position.HR, "starts_on": date(2025, 1, 1), "due_on": date(2025, 12, 31)}
    for action in (
        Action(title="Loopt", status=ActionStatus.RUNNING, goal=goal, factors=(Factor.DIALOGUE,), phases=(BehaviourPhase.KNOW,),
               units=(ONE,), employee_domain=EmployeeDomain.HEALTH, participation_ladder=Ladder.CONSULT, **usual),
        Action(title="Gepland", factors=(Factor.AUTONOMY,), level=Level.WORK, units=(TOP,), **usual),
        Action(title="Kaal", status=ActionStatus.RUNNING, **usual),
        Action(title="Klaar", status=ActionStatus.DONE, factors=(Factor.PARTICIPATION,), phases=(BehaviourPhase.DO,), **usual),
    ):  # fmt: skip
        save_action(store, SYSTEM, action)


@pytest.fixture
def store() -> Iterator[Store]:
    with stores.lent(_filled) as opened:
        yield opened


def blind_spots(store: Store, viewer: Viewer, **chosen: object) -> BlindSpots:
    return report.blind_spots(store, viewer, today=date(2025, 6, 1), **chosen)  # type: ignore[arg-type]


def _cells(store: Store, code: str, **chosen: object) -> set[tuple[str, str, int]]:
    found = blind_spots(store, SYSTEM, **chosen)
    return {(row["row"], row["column"], row["actions"]) for row in found.maps[code].cells.rows() if row["actions"]}


def test_planned_and_running_actions_count_and_no_others(store: Store) -> None:
    assert sorted(blind_spots(store, SYSTEM).actions.column("title")) == ["Gepland", "Kaal", "Loopt"]
    assert _cells(store, "factor_phase") == {("dialogue", "know", 1)}
    assert _cells(store, "level_role") == {("work", "hr", 1)}
    assert _cells(store, "level_role", statuses=RUNNING) == set()


def test_a_map_of_one_goal(store: Store) -> None:
    goal = store.read("programme/goals")["id"][0]
    assert blind_spots(store, SYSTEM, goal=goal).actions.column("title") == ["Loopt"]
    assert len(blind_spots(store, SYSTEM, goal=key_of("goal", "none")).actions) == 0


def test_departments_are_asked_and_those_above_them_only_shown(store: Store) -> None:
    mapped = blind_spots(store, SYSTEM).maps["unit_domain"]
    assert list(mapped.names.values()) == ["Gemeente", "Burgerzaken", "Klantcontact"]  # the directorate has no action
    assert mapped.spots.empty_rows == (TWO,)
    assert mapped.above == 1
    assert _cells(store, "unit_domain") == {(ONE, "good_health", 1)}


@pytest.mark.parametrize(("ends_on", "asked"), [(date(2025, 5, 31), False), (date(2025, 6, 1), True)])
def test_a_department_that_ended_is_shown_only_with_an_action(store: Store, ends_on: date, asked: bool) -> None:
    units = (
        {"code": "KCC", "name": "Klantcontact", "parent": ABOVE},
        {"code": "BURG", "name": "Burgerzaken", "parent": ABOVE},
    )
    with store.write() as transaction:
        save(transaction, SYSTEM, [
            Save("org_unit", key, 1, {**unit, "ends_on": ends_on}) for key, unit in zip((TWO, ONE), units, strict=True)
        ])  # fmt: skip
    mapped = blind_spots(store, SYSTEM).maps["unit_domain"]
    assert ("Klantcontact" in mapped.names.values()) is asked
    assert "Burgerzaken" in mapped.names.values()
    assert (TWO in mapped.spots.empty_rows) is asked


def test_what_was_not_filled_in_is_said(store: Store) -> None:
    found = blind_spots(store, SYSTEM)
    assert sorted(found.maps["factor_phase"].lacking.column("title")) == ["Gepland", "Kaal"]
    with speaking("en"):
        assert lacking_sentence(FACTOR_PHASE, found.maps["factor_phase"]) == (
            "2 actions are not in this map: their factor or their behaviour phase is not filled in."
        )
        running = blind_spots(store, SYSTEM, statuses=RUNNING, goal=store.read("programme/goals")["id"][0])
        assert lacking_sentence(FACTOR_PHASE, running.maps["factor_phase"]) is None


def test_sentences_name_whole_lines_first(store: Store) -> None:
    found = blind_spots(store, SYSTEM)
    with speaking("en"):
        assert sentences(FACTOR_PHASE, found.maps["factor_phase"]) == [
            "No action works on keep up, want, be able, dare, be allowed, and do.",
            "No action is aimed at tailored agreements, participation, and learning space.",
            "Emptiest of the others is know: 1 action, not with autonomy.",
        ]
        assert sentences(LEVEL_ROLE, found.maps["level_role"]) == [
            "No action is taken up in this role: senior management, manager, employee, and works council (OR).",
            "No action is at this level: strategic and HR policy.",
        ]
        assert sentences(UNIT_DOMAIN, found.maps["unit_domain"])[-1] == "Without an action of their own: Klantcontact."


def test_many_names_become_a_number(store: Store) -> None:
    with store.write() as transaction:
        save(transaction, SYSTEM, [
            Save("org_unit", key_of("org_unit", f"T{number}"), 0, {"code": f"T{number}", "name": f"Team {number}", "parent": ABOVE})
            for number in range(1, 8)
        ])  # fmt: skip
    found = blind_spots(store, SYSTEM)
    with speaking("en"):
        told = sentences(UNIT_DOMAIN, found.maps["unit_domain"])
    # Eight departments without one: five by name, in order, and three counted.
    assert told[-1] == "Without an action of their own: Klantcontact, Team 1, Team 2, Team 3, Team 4, and 3 others."


def test_a_full_map_says_so(store: Store) -> None:
    usual = {"owner_role": Position.HR, "starts_on": date(2025, 1, 1), "due_on": date(2025, 12, 31)}
    save_action(store, SYSTEM, Action(title="Alles", factors=tuple(Factor), phases=tuple(BehaviourPhase), **usual))
    with speaking("en"):
        assert sentences(FACTOR_PHASE, blind_spots(store, SYSTEM).maps["factor_phase"]) == [
            "Every combination has an action."
        ]


def test_the_ladder_in_a_sentence(store: Store) -> None:
    with speaking("en"):
        assert ladder_sentence(blind_spots(store, SYSTEM).actions) == (
            "Participation of employees, by rung of the ladder: consult 1. "
            "No action on the rung inform, advise, co-produce, or co-decide. It is not filled in for 2 actions."
        )


@pytest.mark.parametrize("role", Role)
def test_blind_spots_need_the_right_to_see_actions(store: Store, role: Role) -> None:
    viewer = Viewer("somebody", frozenset({role}))
    if role == Role.ADMINISTRATOR:
        with pytest.raises(NotAllowed):
            blind_spots(store, viewer)
    else:
        assert set(blind_spots(store, viewer).maps) == {one.code for one in MAPS}


def test_actions_without_departments_have_a_map_without_rows(tmp_path: Path) -> None:
    store = Store(tmp_path / "bare.duckdb", create=True)
    save_action(store, SYSTEM, Action(title="Kaal", owner_role=Position.HR, starts_on=date(2025, 1, 1), due_on=date(2025, 2, 1)))  # fmt: skip
    mapped = blind_spots(store, SYSTEM).maps["unit_domain"]
    assert (len(mapped.cells), mapped.above, len(mapped.lacking)) == (0, 0, 1)


# The chart -------------------------------------------------------------------------------------

CELLS = guard_records(counted(pairs(THREE, "factors", "phases"), ["dialogue", "autonomy"], ["know", "keep_up"]))
ROWS, COLUMNS = {"dialogue": "Dialoog", "autonomy": "Autonomie"}, {"know": "Weten", "keep_up": "Volhouden"}


def test_the_map_is_drawn_in_words_with_a_number_in_every_cell() -> None:
    figure = heat_map(CELLS, ROWS, COLUMNS, ("Factor", "Fase", "Acties"), "Factor en fase", "Niets bij volhouden.")
    assert figure.rows.select("row", "column", "actions").rows() == [
        ("Dialoog", "Weten", 1), ("Dialoog", "Volhouden", 0), ("Autonomie", "Weten", 1), ("Autonomie", "Volhouden", 0),
    ]  # fmt: skip
    assert figure.rows["row_place"].to_list() == [0, 0, 1, 1]
    assert figure.description == "Factor en fase. Niets bij volhouden."


def test_the_specification_of_the_map_holds_no_rows_and_marks_empty_cells() -> None:
    specification = heat_map(CELLS, ROWS, COLUMNS, ("Factor", "Fase", "Acties"), "", "").specification
    assert "Dialoog" not in str(specification)
    filters = [layer.get("transform", [{}])[0].get("filter") for layer in specification["layer"]]
    assert filters == ["datum.actions > 0", "datum.actions == 0", None]
    assert specification["layer"][2]["mark"]["type"] == "text"
