"""Closing a quarter: who may and when, that its review stays what it was whatever happens later, and what changed since."""

import shutil
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from di_data.access import SYSTEM, Viewer
from di_data.config import DELIVERY_DAYS, MINIMUM_GROUP, Settings
from di_data.demo.files import as_file
from di_data.disclosure import SafeTable, guard_records, publish
from di_data.errors import Conflict, NotAllowed, Refused, WrongUse
from di_data.language import speaking
from di_data.loading.load import Source, load
from di_data.periods import month, quarter
from di_data.register import quarters as register
from di_data.register.actions import Action, Step, save_action
from di_data.register.decisions import Decision, save_decision, set_status
from di_data.register.deliveries import withdraw
from di_data.register.goals import Goal, GoalIndicator, Target, save_check_in, save_goal
from di_data.register.group_minimums import Proposal, propose
from di_data.register.history import remove, versions
from di_data.register.organisation import merge
from di_data.register.quarters import close_quarter
from di_data.register.records import Save, key_of, present_versions, save
from di_data.reports import coverage, dialogue, figures, group_minimums, organisation, programme, quarters, voice
from di_data.store import Store, connection
from di_data.vocabulary import DecisionStatus, GoalStatus, Kind, Position, Presence, Role
from tests.reviews import closed_at

FIRST, SECOND = quarter(2024, 1), quarter(2024, 2)
LATER = date(2024, 9, 1)
"""A day on which both quarters have ended."""

GEM, ZORG, BOUW = (key_of("org_unit", code) for code in ("GEM", "ZORG", "BOUW"))
UNITS = [
    {"unit_code": "GEM", "unit_name": "Gemeente", "parent_code": None},
    {"unit_code": "ZORG", "unit_name": "Zorg", "parent_code": "GEM"},
    {"unit_code": "BOUW", "unit_name": "Bouwen", "parent_code": "GEM"},
]
ROWS = {"ZORG": (100, 2000, 70), "BOUW": (150, 2500, 85)}
"""Sick days, available days and employees of every department, the same in every month."""

GOAL, ACTION, DECISION = (key_of(kind, "test") for kind in ("goal", "action", "decision"))
VIEWERS = {role: Viewer(f"somebody-{role.value}", frozenset({role})) for role in Role}
MT = VIEWERS[Role.MT]


def deliver(store: Store, kind: Kind, rows: list[dict[str, object]], name: str = "bestand") -> str:
    told = load(store, SYSTEM, Source(as_file(kind, rows), f"{name}.csv", kind=kind), Settings())
    assert told.status == "loaded", [finding.as_json() for finding in told.errors]
    assert told.delivery
    return str(told.delivery)


def absence(number: int, year: int = 2024, **sick: int) -> list[dict[str, object]]:
    """A month of absence: of every department, or with other sick days of those that are named."""
    return [
        {"unit_code": code, "period": f"{year}-{number:02}", "sick_days": sick.get(code, usual), "available_days": days,
         "employees": people}
        for code, (usual, days, people) in ROWS.items() if not sick or code in sick
    ]  # fmt: skip


def a_goal(**other: object) -> Goal:
    usual: dict[str, object] = {
        "title": "Minder verzuim", "unit": ZORG, "owner_role": Position.HR, "indicator": "absence_rate",
        "starts_on": date(2024, 1, 1), "due_on": date(2025, 12, 31),
    }  # fmt: skip
    return Goal(**(usual | other))  # type: ignore[arg-type]


def an_action(**other: object) -> Action:
    usual: dict[str, object] = {
        "title": "Zelf roosteren", "owner_role": Position.MANAGER, "starts_on": date(2024, 1, 1),
        "due_on": date(2024, 6, 30), "goal": GOAL, "units": (ZORG,),
    }  # fmt: skip
    return Action(**(usual | other))  # type: ignore[arg-type]


def a_decision(**other: object) -> Decision:
    return Decision(**({"quarter": "2024-Q1", "text": "Doorgaan", "owner_role": Position.HR, "goal": GOAL} | other))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed store with three departments, six months of absence, a goal, an action and a decision."""
    path = tmp_path_factory.mktemp("town") / "town.duckdb"
    with Store(path, create=True) as made:
        deliver(made, Kind.UNITS, UNITS)
        for number in range(1, 7):
            deliver(made, Kind.ABSENCE, absence(number))
        save_goal(made, SYSTEM, a_goal(), id=GOAL, targets=[Target(date(2025, 12, 31), 4.5)])
        save_action(made, SYSTEM, an_action(), id=ACTION)
        save_decision(made, SYSTEM, a_decision(), id=DECISION)
    return path


@pytest.fixture
def store(town: Path, tmp_path: Path) -> Store:
    shutil.copy(town, tmp_path / "store.duckdb")
    return Store(tmp_path / "store.duckdb")


def close(store: Store, which: object = FIRST, viewer: Viewer = MT) -> datetime:
    return close_quarter(store, viewer, which, minimum_group=MINIMUM_GROUP, today=LATER)  # type: ignore[arg-type]


def closed(store: Store) -> list[tuple[object, ...]]:
    return quarters.closings(store, SYSTEM).frame().select("quarter", "closed_by").rows()


# Closing ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", Role)
def test_the_mt_closes_and_nobody_else(store: Store, role: Role) -> None:
    if role == Role.MT:
        moment = close(store, viewer=VIEWERS[role])
        assert quarters.closings(store, SYSTEM).first() == {"quarter": "2024-Q1", "as_of": moment, "closed_by": "somebody-mt"}  # fmt: skip
    else:
        with pytest.raises(NotAllowed):
            close(store, viewer=VIEWERS[role])
        assert closed(store) == []


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("report", [
    quarters.closings,
    lambda store, viewer: quarters.changed_records(store, viewer, since=datetime(2024, 1, 1)),
    lambda store, viewer: quarters.changed_figures(
        store, viewer, quarter=FIRST, minimum_group=MINIMUM_GROUP, since=datetime(2024, 1, 1)),
])  # fmt: skip
def test_who_sees_the_review_reads_them(store: Store, role: Role, report: Callable[[Store, Viewer], object]) -> None:
    if role in (Role.MT, Role.HR):
        report(store, VIEWERS[role])
    else:
        with pytest.raises(NotAllowed):
            report(store, VIEWERS[role])


@pytest.mark.parametrize(("today", "ended"), [(date(2024, 3, 31), False), (date(2024, 4, 1), True)])
def test_a_quarter_that_has_not_ended_cannot_be_closed(store: Store, today: date, ended: bool) -> None:
    if not ended:
        with (
            speaking("en"),
            pytest.raises(Refused, match=r"Q1 2024 has not ended yet\. It can be closed after 31 Mar 2024"),
        ):
            close_quarter(store, MT, FIRST, minimum_group=MINIMUM_GROUP, today=today)
    else:
        close_quarter(store, MT, FIRST, minimum_group=MINIMUM_GROUP, today=today)
    assert len(closed(store)) == ended


def test_a_quarter_is_closed_once(store: Store) -> None:
    moment = close(store)
    with speaking("en"), pytest.raises(Refused, match="Q1 2024 is closed already"):
        close(store)
    assert closed_at(store, FIRST) == moment


def test_an_earlier_quarter_cannot_be_closed_after_a_later_one(store: Store) -> None:
    close(store, SECOND)
    with speaking("en"), pytest.raises(Refused, match="Q1 2024 cannot be closed any more: Q2 2024 is closed already"):
        close(store, FIRST)
    assert closed(store) == [("2024-Q2", "somebody-mt")]


def test_only_a_quarter_can_be_closed(store: Store) -> None:
    with pytest.raises(WrongUse):
        close(store, month(2024, 3))
    assert closed(store) == []


def test_closing_finds_its_own_and_the_one_before(store: Store) -> None:
    assert quarters.closing_of(quarters.closings(store, SYSTEM), FIRST) is None
    first, second = close(store, FIRST), close(store, SECOND)
    found = quarters.closings(store, SYSTEM)
    assert first < second
    assert quarters.closing_of(found, SECOND) == {"quarter": "2024-Q2", "as_of": second, "closed_by": "somebody-mt"}
    assert quarters.closing_of(found, quarter(2024, 3)) is None
    assert quarters.closing_before(found, FIRST) is None
    for later in (SECOND, quarter(2024, 4)):
        expected = {SECOND: first, quarter(2024, 4): second}[later]
        assert (quarters.closing_before(found, later) or {})["as_of"] == expected


def test_the_day_of_a_closing_is_the_one_on_dutch_clocks() -> None:
    for moment, expected in ((datetime(2025, 6, 30, 21, 59), date(2025, 6, 30)), (datetime(2025, 6, 30, 22), date(2025, 7, 1)),
                             (datetime(2025, 12, 31, 22, 59), date(2025, 12, 31)), (datetime(2025, 12, 31, 23), date(2026, 1, 1))):  # fmt: skip
        assert quarters.day_of({"as_of": moment}) == expected


def test_what_was_not_published_yet_is_published_first(store: Store) -> None:
    assert store.read("disclosure/publication_parts").is_empty()
    moment = close(store)
    state = store.read("disclosure/state", today=LATER).row(0, named=True)
    assert state["state"] == state["published_state"] < moment


def test_what_is_loaded_while_somebody_closes_is_published_as_well(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = []

    def meanwhile(opened: Store, minimum_group: int) -> None:
        publish(opened, minimum_group)
        calls.append(minimum_group)
        if len(calls) == 1:
            deliver(opened, Kind.ABSENCE, absence(2, ZORG=180))

    monkeypatch.setattr(register, "publish", meanwhile)
    moment = close(store)
    assert len(calls) == 2
    state = store.read("disclosure/state", today=LATER).row(0, named=True)
    assert state["state"] == state["published_state"] < moment
    assert shown(store, moment)["ZORG", date(2024, 2, 1), "month"] == 9.0


def test_what_is_written_next_comes_after_the_closing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also when the clock was set back and the app started again in between."""
    moment, path = close(store), store.path
    store.close()
    monkeypatch.setattr(connection, "now", lambda: moment - timedelta(days=1))
    with Store(path) as again, again.write() as transaction:
        assert transaction.moment > moment


# What came of decisions ------------------------------------------------------------------------


def test_the_state_of_a_decision_changes_and_nothing_else(store: Store) -> None:
    before = programme.decisions(store, SYSTEM).first()
    set_status(store, MT, DECISION, DecisionStatus.DONE, read_version=1)
    after = programme.decisions(store, SYSTEM).first()
    assert before
    assert after
    differing = {name for name in before if before[name] != after[name]}
    assert differing == {"version", "status", "changed_by", "valid_from"}
    assert (after["version"], after["status"], after["changed_by"]) == (2, "done", "somebody-mt")
    with store.write() as transaction:
        assert [version.columns["status"] for version in versions(transaction, "decision", DECISION)] == [
            "open",
            "done",
        ]


@pytest.mark.parametrize("role", Role)
def test_who_decides_says_what_came_of_it(store: Store, role: Role) -> None:
    if role in (Role.MT, Role.HR):
        set_status(store, VIEWERS[role], DECISION, DecisionStatus.DROPPED, read_version=1)
    else:
        with pytest.raises(NotAllowed):
            set_status(store, VIEWERS[role], DECISION, DecisionStatus.DROPPED, read_version=1)
    expected = "dropped" if role in (Role.MT, Role.HR) else "open"
    assert programme.decisions(store, SYSTEM).column("status") == [expected]


def test_a_click_on_another_version_is_a_conflict(store: Store) -> None:
    set_status(store, MT, DECISION, DecisionStatus.DONE, read_version=1)
    with pytest.raises(Conflict):
        set_status(store, MT, DECISION, DecisionStatus.DROPPED, read_version=1)
    remove(store, MT, "decision", DECISION, 2)
    for version in (2, 3):
        with pytest.raises(Conflict):
            set_status(store, MT, DECISION, DecisionStatus.OPEN, read_version=version)
    with pytest.raises(Conflict):
        set_status(store, MT, key_of("decision", "none"), DecisionStatus.DONE, read_version=0)


# Figures that changed --------------------------------------------------------------------------


def shown(store: Store, as_of: datetime | None = None) -> dict[tuple[str, date, str], float | None]:
    table = figures.indicator_values(
        store, SYSTEM, minimum_group=MINIMUM_GROUP, indicators=["absence_rate"], as_of=as_of
    )
    return {(row["unit"], row["period"], row["grain"]): row["value"] for row in table.rows()}


def changed(store: Store, since: datetime, which: object = FIRST, until: datetime | None = None) -> list[tuple[object, ...]]:  # fmt: skip
    """Department, period, grain, and the old and new value, rounded; “hidden” for what is not shown."""
    table = quarters.changed_figures(
        store, SYSTEM, quarter=which, minimum_group=MINIMUM_GROUP, since=since, until=until  # type: ignore[arg-type]
    )  # fmt: skip

    def told(row: dict[str, object], when: str) -> object:
        if row[f"{when}_hidden"]:
            assert row[f"{when}_value"] is None
            return "hidden"
        value = row[f"{when}_value"]
        return None if value is None else round(float(str(value)), 3)

    return [(row["unit"], str(row["period"]), row["grain"], told(row, "old"), told(row, "new")) for row in table.rows()]


def test_nothing_changed_when_nothing_was_written(store: Store) -> None:
    assert changed(store, close(store)) == []


def test_a_correction_stands_with_old_and_new_those_of_the_goal_first(store: Store) -> None:
    # Zorg in February: 100 of 2000 days become 180 of 2000; the quarter 300 and 380 of 6000. With Bouwen (150 of 2500) the
    # municipality has 250 and 330 of 4500 days in February, and 750 and 830 of 13500 in the quarter.
    moment = close(store)
    deliver(store, Kind.ABSENCE, absence(2, ZORG=180))
    assert changed(store, moment) == [
        ("ZORG", "2024-01-01", "quarter", 5.0, 6.333), ("ZORG", "2024-02-01", "month", 5.0, 9.0),
        ("GEM", "2024-01-01", "quarter", 5.556, 6.148), ("GEM", "2024-02-01", "month", 5.556, 7.333),
    ]  # fmt: skip
    row = quarters.changed_figures(
        store, SYSTEM, quarter=FIRST, minimum_group=MINIMUM_GROUP, since=moment
    ).first() or {}  # fmt: skip
    assert (row["indicator"], row["measure"], row["of_goal"], round(row["change"], 3)) == ("absence_rate", "percent", True, 1.333)  # fmt: skip


def test_what_comes_after_the_quarter_is_no_change_of_it(store: Store) -> None:
    moment = close(store)
    deliver(store, Kind.ABSENCE, absence(4, ZORG=180))
    assert changed(store, moment) == []
    assert [row[:3] for row in changed(store, moment, SECOND)] == [
        ("ZORG", "2024-04-01", "quarter"), ("ZORG", "2024-04-01", "month"), ("GEM", "2024-04-01", "quarter"), ("GEM", "2024-04-01", "month"),
    ]  # fmt: skip


def test_a_withdrawn_file_takes_figures_away_and_a_late_one_brings_them(store: Store) -> None:
    late = [{**row, "period": "2023-12"} for row in absence(12)]
    first = close(store)
    key = deliver(store, Kind.ABSENCE, late)
    second = close(store, SECOND)
    withdraw(store, SYSTEM, key)
    three = {("ZORG", 5.0), ("GEM", 5.556), ("BOUW", 6.0)}
    assert {(unit, new) for unit, period, _grain, old, new in changed(store, first, until=second) if old is None and period == "2023-12-01"} == three  # fmt: skip
    assert {(unit, old) for unit, period, _grain, old, new in changed(store, second) if new is None and period == "2023-12-01"} == three  # fmt: skip
    assert changed(store, first) == []


def test_only_the_indicators_of_goals_of_then_are_looked_at(store: Store) -> None:
    moment = close(store)
    deliver(store, Kind.ABSENCE, absence(2, ZORG=180))
    save_goal(store, SYSTEM, a_goal(indicator="outflow_rate"), id=GOAL, read_version=1)
    assert len(changed(store, moment)) == 4
    assert changed(store, close(store, SECOND)) == []
    stopped = a_goal(indicator="outflow_rate", status=GoalStatus.STOPPED, indicators=(GoalIndicator("absence_rate"),))
    save_goal(store, SYSTEM, stopped, id=GOAL, read_version=2)
    deliver(store, Kind.ABSENCE, absence(2, ZORG=260))
    assert changed(store, connection.now()) == []


@pytest.mark.parametrize("sick", [3, 40])
def test_a_figure_that_is_hidden_at_both_moments_does_not_tell_whether_it_changed(store: Store, sick: int) -> None:
    # Two small departments beside each other: six and seven people, hidden before and after.
    deliver(
        store, Kind.UNITS, [{"unit_code": code, "unit_name": code, "parent_code": "GEM"} for code in ("EEN", "TWEE")]
    )

    def small(days: int) -> list[dict[str, object]]:
        return [{"unit_code": code, "period": "2024-02", "sick_days": days, "available_days": 170, "employees": people}
                for code, people in (("EEN", 6), ("TWEE", 7))]  # fmt: skip

    deliver(store, Kind.ABSENCE, small(3))
    moment = close(store)
    deliver(store, Kind.ABSENCE, [*small(sick), *absence(2, ZORG=180)])
    for when in (moment, None):
        figures_then = shown(store, when)
        assert [figures_then[code, date(2024, 2, 1), "month"] for code in ("EEN", "TWEE")] == [None, None]
    told = {str(row[0]) for row in changed(store, moment)}
    assert told
    assert not {"EEN", "TWEE"} & told


def test_a_figure_that_is_no_longer_shown_keeps_what_was_shown(store: Store) -> None:
    moment = close(store)
    publish(store, 80)
    table = quarters.changed_figures(store, SYSTEM, quarter=FIRST, minimum_group=80, since=moment)
    (row,) = (row for row in table.rows() if (row["unit"], row["period"], row["grain"]) == ("ZORG", date(2024, 2, 1), "month"))  # fmt: skip
    assert (row["old_value"], row["old_hidden"], row["new_value"], row["new_hidden"], row["new_reason"], row["change"]) == (
        5.0, False, None, True, "small_group", None)  # fmt: skip


# Records that changed --------------------------------------------------------------------------


def records(store: Store, since: datetime, until: datetime | None = None) -> set[tuple[object, ...]]:
    table = quarters.changed_records(store, SYSTEM, since=since, until=until)
    return {(row["kind"], row["title"], row["state"], tuple(row["fields"])) for row in table.rows()}


def test_records_tell_which_fields_changed(store: Store) -> None:
    moment = close(store)
    save_goal(store, SYSTEM, a_goal(title="Minder ziek", units=(BOUW,)), id=GOAL, read_version=1,
              targets=[Target(date(2025, 12, 31), 4.0)])  # fmt: skip
    steps = (Step("Ploegen kiezen", True),)
    save_action(store, SYSTEM, an_action(due_on=date(2024, 9, 30), units=(ZORG, BOUW), steps=steps), id=ACTION, read_version=1)  # fmt: skip
    set_status(store, MT, DECISION, DecisionStatus.DONE, read_version=1)
    save_decision(store, MT, a_decision(text="Nieuw"))
    assert records(store, moment) == {
        ("goal", "Minder ziek", "changed", ("title", "goal_unit")),
        ("goal_target", "Minder ziek", "changed", ("value",)),
        ("action", "Zelf roosteren", "changed", ("due_on", "action_unit", "action_step")),
        ("decision", "Doorgaan", "changed", ("status",)),
        ("decision", "Nieuw", "new", ()),
    }


def test_records_belong_to_their_goal(store: Store) -> None:
    moment = close(store)
    save_goal(store, SYSTEM, a_goal(), id=GOAL, read_version=1, targets=[Target(date(2025, 12, 31), 4.0)])
    (row,) = quarters.changed_records(store, SYSTEM, since=moment).rows()
    assert (row["kind"], row["goal_id"]) == ("goal_target", GOAL)


def test_what_was_saved_without_a_change_or_changed_back_is_left_out(store: Store) -> None:
    moment = close(store)
    save_action(store, SYSTEM, an_action(), id=ACTION, read_version=1)
    set_status(store, MT, DECISION, DecisionStatus.DONE, read_version=1)
    set_status(store, MT, DECISION, DecisionStatus.OPEN, read_version=2)
    assert records(store, moment) == set()


def test_what_was_taken_away_is_told(store: Store) -> None:
    moment = close(store)
    remove(store, SYSTEM, "action", ACTION, 1)
    assert records(store, moment) == {("action", "Zelf roosteren", "removed", ())}


def test_between_two_closings_counts_what_happened_between_them(store: Store) -> None:
    first = close(store, FIRST)
    set_status(store, MT, DECISION, DecisionStatus.DONE, read_version=1)
    second = close(store, SECOND)
    remove(store, SYSTEM, "action", ACTION, 1)
    assert records(store, first, second) == {("decision", "Doorgaan", "changed", ("status",))}


def test_fields_in_words_name_each_once() -> None:
    with speaking("en"):
        assert quarters.field_words(["status", "due_on", "action_unit", "goal_unit"]) == "Status, Ready on, Departments"


# How complete ----------------------------------------------------------------------------------


def _calendar(*rows: tuple[str, date, str, Presence, bool]) -> SafeTable:
    names = ("indicator", "period", "grain", "state", "public_source")
    frame = pl.DataFrame([dict(zip(names, row, strict=True)) for row in rows], infer_schema_length=None)
    return guard_records(frame.with_columns(indicator_name=pl.col("indicator")))


def test_completeness_counts_ones_own_departments() -> None:
    table = _calendar(
        ("rate", date(2024, 10, 1), "month", Presence.IN, False),
        ("rate", date(2024, 12, 1), "month", Presence.PROVISIONAL, False),
        ("rate", date(2024, 11, 1), "month", Presence.LATE, False),
        ("rate", date(2024, 10, 1), "quarter", Presence.MISSING, False),
        ("out", date(2024, 1, 1), "year", Presence.IN, False),
        ("cbs", date(2024, 10, 1), "quarter", Presence.IN, True),
    )
    found = quarters.completeness(table).frame().select("indicator", "asked", "is_in", "provisional").rows()
    assert found == [("out", 1, 1, 0), ("rate", 4, 2, 1)]
    assert quarters.completeness(table.where(indicator="cbs")).frame().is_empty()


# A closed review stays as it was ---------------------------------------------------------------


def review(store: Store, as_of: datetime, minimum_group: int) -> dict[str, pl.DataFrame]:
    """Every table that a review reads, as it was at a moment."""
    told = {
        name: report(store, SYSTEM, as_of=as_of).frame()
        for name, report in {
            "goals": programme.goals, "targets": programme.goal_targets, "further": programme.goal_indicators,
            "check-ins": programme.check_ins, "actions": programme.actions, "evaluations": programme.evaluations,
            "decisions": programme.decisions, "remarks": voice.remarks, "requests": voice.consultations,
            "rounds": voice.rounds, "sessions": dialogue.sessions,
            "ratings": dialogue.ratings, "units": organisation.units, "indicators": figures.indicators,
            "benchmarks": figures.reference_values, "minimums": group_minimums.agreed,
        }.items()
    }  # fmt: skip
    for structure in ("as_was", "present"):
        told[structure] = figures.indicator_values(
            store, SYSTEM, minimum_group=minimum_group, as_of=as_of, structure=structure  # type: ignore[arg-type]
        ).frame()  # fmt: skip
    told["coverage"] = coverage.coverage(store, SYSTEM, today=LATER, delivery_days=DELIVERY_DAYS, as_of=as_of).frame()
    return told


def _version(store: Store, key: str) -> int:
    with store.write() as transaction:
        return present_versions(transaction, [key])[key]


def _correct(store: Store, number: int) -> None:
    rows = absence(1 + number % 6, ZORG=105 + 20 * number, BOUW=160 + number)
    told = load(store, SYSTEM, Source(as_file(Kind.ABSENCE, rows), "correctie.csv", kind=Kind.ABSENCE), Settings())
    assert told.status in ("loaded", "duplicate")


def _withdraw(store: Store, number: int) -> None:
    rows = store.read("loading/deliveries").filter(pl.col("withdrawn_at").is_null(), pl.col("kind") == "absence")
    if rows.height:
        withdraw(store, SYSTEM, rows["id"][number % rows.height])


def _rename(store: Store, number: int) -> None:
    columns: dict[str, object] = {"code": "BOUW", "name": f"Bouwen {number}", "parent": GEM}
    with store.write() as transaction, suppress(Conflict):
        save(transaction, SYSTEM, [Save("org_unit", BOUW, present_versions(transaction, [BOUW])[BOUW], columns)])


def _merge(store: Store, number: int) -> None:
    with suppress(Refused):  # it went already
        merge(store, SYSTEM, [ZORG], f"NIEUW{number}", f"Nieuw {number}", GEM, date.today() - timedelta(days=number))


def _goal(store: Store, number: int) -> None:
    save_goal(store, SYSTEM, a_goal(title=f"Doel {number}", baseline=float(number), units=(BOUW,)), id=GOAL,
              read_version=_version(store, GOAL), targets=[Target(date(2025, 6, 30), float(number))])  # fmt: skip


def _no_goal(store: Store, _number: int) -> None:
    if version := _version(store, GOAL):
        remove(store, SYSTEM, "goal", GOAL, version)


def _action(store: Store, number: int) -> None:
    save_action(store, SYSTEM, an_action(title=f"Actie {number}", units=(ZORG, BOUW)), id=ACTION, read_version=_version(store, ACTION))  # fmt: skip
    save_action(store, SYSTEM, an_action(title=f"Nog een {number}"))


def _decide(store: Store, number: int) -> None:
    state = list(DecisionStatus)[number % 3]
    set_status(store, MT, DECISION, state, read_version=_version(store, DECISION))
    save_decision(store, MT, a_decision(text=f"Besluit {number}"))


def _check_in(store: Store, number: int) -> None:
    save_check_in(store, SYSTEM, GOAL, date(2024, 3, 31), number % 11, f"Notitie {number}")


def _agree(store: Store, number: int) -> None:
    known = group_minimums.newest(store, SYSTEM).where(indicator=None).first()
    proposal = Proposal(minimum=60 + number % 30, agreement=f"Afspraak {number}")
    propose(store, SYSTEM, proposal, default=MINIMUM_GROUP, read_version=known["version"] if known else 0)


def _setting(store: Store, number: int) -> None:
    publish(store, 10 + 10 * (number % 9))


LATER_EVENTS = (
    _correct, _withdraw, _rename, _merge, _goal, _no_goal, _action, _decide, _check_in, _agree, _setting,
)  # fmt: skip


EVENTS = st.lists(st.tuples(st.sampled_from(LATER_EVENTS), st.integers(0, 30)), min_size=1, max_size=6)
CHECKS = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


@settings(max_examples=1, suppress_health_check=CHECKS)
@given(EVENTS)
@example([(event, number) for number, event in enumerate(LATER_EVENTS)])
@example([(_correct, 1), (_setting, 7), (_withdraw, 0), (_correct, 8), (_setting, 0)])
@example([(_merge, 3), (_correct, 2), (_agree, 1), (_correct, 1), (_withdraw, 2)])
def test_a_closed_review_stays_as_it_was(
    town: Path, tmp_path: Path, events: list[tuple[Callable[[Store, int], None], int]]
) -> None:
    _stays(town, tmp_path, events)


@pytest.mark.long
@settings(max_examples=30, suppress_health_check=CHECKS)
@given(EVENTS)
def test_a_closed_review_stays_after_many_events(
    town: Path, tmp_path: Path, events: list[tuple[Callable[[Store, int], None], int]]
) -> None:
    _stays(town, tmp_path, events)


def _stays(town: Path, tmp_path: Path, events: list[tuple[Callable[[Store, int], None], int]]) -> None:
    path = tmp_path / "property.duckdb"
    path.unlink(missing_ok=True)
    path.with_name(f"{path.name}.wal").unlink(missing_ok=True)
    shutil.copy(town, path)
    with Store(path) as opened:
        moment = close(opened)
        then = review(opened, moment, MINIMUM_GROUP)
        for event, number in events:
            event(opened, number)
        for minimum_group in (MINIMUM_GROUP, 40):
            for name, table in review(opened, moment, minimum_group).items():
                assert table.equals(then[name]), f"{name} after {[event.__name__ for event, _number in events]}"
