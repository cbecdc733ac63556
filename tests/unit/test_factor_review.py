"""How a factor develops: what really changed, how judgements moved, promise and delivery, and all of it in plain words."""

from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from di_data.access import SYSTEM, Viewer
from di_data.analysis.signals import Signal
from di_data.analysis.survey import Change
from di_data.config import MINIMUM_GROUP
from di_data.disclosure import SafeTable, guard_records
from di_data.errors import NotAllowed
from di_data.language import speaking
from di_data.periods import Grain, Period, quarter_of
from di_data.reports import factor_words
from di_data.reports.factor_review import (
    Delivered,
    delivered,
    factor_review,
    judged,
    last_transitions,
    without_start,
)
from di_data.store import Store
from di_data.vocabulary import Rating, Role

TODAY = date(2026, 3, 1)
LAST = str(quarter_of(date.today()).shifted(-1))


@pytest.fixture
def store(built: Path, tmp_path: Path) -> Any:
    path = tmp_path / "demo.duckdb"
    path.write_bytes(built.read_bytes())
    with Store(path) as found:
        yield found


def review(store: Store) -> Any:
    return factor_review(store, SYSTEM, minimum_group=MINIMUM_GROUP, factor="autonomy", quarter=LAST)


def by_name(found: Any) -> dict[str, Any]:
    return {moved.newest["unit_name"]: moved for moved in found.moved.values()}


# The survey ---------------------------------------------------------------------------------------


def test_a_department_that_really_fell_and_one_that_did_not(store: Store) -> None:
    # 88 of 135 and 74 of 141 positive: p = 0.652 and 0.525, N = 228 and 231. By hand: v = p(1−p)/n·(N−n)/(N−1) is
    # 0.000689 and 0.000692; 1.96·√0.001381 = 0.0728 against a difference of 0.127.
    found = review(store)
    fell = by_name(found)["Beheer Openbare Ruimte"]
    assert fell.change is not None
    assert fell.change.difference == pytest.approx(74 / 141 - 88 / 135)
    assert fell.change.upper - fell.change.difference == pytest.approx(0.0728, abs=0.0002)
    assert fell.change.is_real
    assert found.signal(fell.newest["unit_id"]) == Signal.CONCERN
    # 29 of 50 and 33 of 54: three points, chance.
    same = by_name(found)["Burgerzaken"]
    assert same.change is not None
    assert not same.change.is_real
    assert found.signal(same.newest["unit_id"]) == Signal.NONE


def test_what_is_hidden_is_compared_with_nothing(store: Store) -> None:
    found = review(store)
    hidden = by_name(found)["Griffie"]
    assert (hidden.newest["value"], hidden.change) == (None, None)
    assert found.signal(hidden.newest["unit_id"]) == Signal.TOO_FEW
    assert found.signal("no such unit") == Signal.TOO_FEW


def test_who_may_not_see_it_is_refused(store: Store) -> None:
    with pytest.raises(NotAllowed):
        factor_review(
            store,
            Viewer("x", frozenset({Role.ADMINISTRATOR})),
            minimum_group=MINIMUM_GROUP,
            factor="autonomy",
            quarter=LAST,
        )


def test_a_factor_without_an_indicator_is_none(store: Store) -> None:
    assert factor_review(store, SYSTEM, minimum_group=MINIMUM_GROUP, factor="happiness", quarter=LAST) is None


def test_the_survey_in_words(store: Store) -> None:
    found = by_name(review(store))
    with speaking("en"):
        told = " ".join(factor_words.survey("Autonomy", "Beheer Openbare Ruimte", found["Beheer Openbare Ruimte"]))
        hidden = factor_words.survey("Autonomy", "Griffie", found["Griffie"])
        nothing = factor_words.survey("Autonomy", "Zorg", None)
    assert told == (
        "Beheer Openbare Ruimte, Autonomy: 52.5% of the answers was positive in 2025. 141 of the 231 people answered (61%). "
        "Had everybody answered, the figure could be 5.2 points higher or lower. "
        "That is 12.7 points less than in 2024. It really went down: this is more than chance."
    )
    assert hidden[0].startswith("The figure of Griffie in 2025 is not shown: ")
    assert nothing == ["There is no figure of Zorg yet."]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            Change(0.031, -0.02, 0.08, False),
            "It did not really change since 2024: a difference of 3.1 points can be chance.",
        ),
        (
            Change(0.1, 0.02, 0.18, True),
            "That is 10.0 points more than in 2024. It really went up: this is more than chance.",
        ),
    ],
)
def test_a_change_in_words(change: Change, told: str) -> None:
    with speaking("en"):
        assert factor_words.change_sentence(change, "2024") == told


# The sessions -------------------------------------------------------------------------------------


def ratings(*rows: tuple[int, date, str, str | None]) -> SafeTable:
    names = ("round", "held_on", "unit_id", "rating")
    frame = pl.DataFrame([dict(zip(names, row, strict=True)) for row in rows], infer_schema_length=None)
    return guard_records(frame.with_columns(factor=pl.lit("autonomy")))


def test_judgements_move_from_round_to_round() -> None:
    table = ratings(
        (1, date(2024, 5, 1), "A", "poor"), (1, date(2024, 5, 2), "B", "good"), (1, date(2024, 6, 1), "C", None),
        (2, date(2025, 5, 1), "A", "good"), (2, date(2025, 6, 1), "A", "could_be_better"),  # the newest of the round counts
        (2, date(2025, 5, 2), "B", "could_be_better"), (2, date(2025, 5, 3), "C", "good"),
    )  # fmt: skip
    rounds = judged(table, "autonomy")
    assert rounds == {1: {"A": "poor", "B": "good"}, 2: {"A": "could_be_better", "B": "could_be_better", "C": "good"}}
    found = last_transitions(rounds)
    assert found is not None
    before, after, moved = found
    assert (before, after, moved.better, moved.same, moved.worse) == (1, 2, 1, 0, 1)
    assert moved.counts[Rating.POOR, Rating.COULD_BE_BETTER] == 1
    assert moved.only_after[Rating.GOOD] == 1
    assert last_transitions({1: {"A": "poor"}}) is None


def test_sessions_after_which_nothing_started() -> None:
    table = guard_records(pl.DataFrame([
        {"id": "a", "started_steps": 1, "actions": 0}, {"id": "b", "started_steps": 0, "actions": 2},
        {"id": "c", "started_steps": 0, "actions": 0},
    ]))  # fmt: skip
    assert [row["id"] for row in without_start(table)] == ["c"]


# What happens with it -----------------------------------------------------------------------------


def test_promise_and_delivery_count_what_was_due() -> None:
    def action(status: str, due_on: date | None, *units: str, evaluations: int = 0) -> dict[str, Any]:
        return {"status": status, "due_on": due_on, "unit_names": list(units), "evaluations": evaluations}

    past, to_come = date(2026, 2, 1), date(2026, 4, 1)
    found = delivered([
        action("done", past, "Zorg", "Bouw", evaluations=1), action("done", past, "Zorg"), action("running", past, "Zorg"),
        action("running", to_come, "Zorg"), action("stopped", past, "Zorg"), action("done", None, "Bouw"),
        action("planned", TODAY, "Bouw"),
    ], TODAY)  # fmt: skip
    assert found == [Delivered("Bouw", 2, 1, 1), Delivered("Zorg", 3, 2, 1)]
    with speaking("en"):
        assert factor_words.promise(found) == "Per department counted, 5 actions had to be ready by now: 3 are, and 2 of these were evaluated."  # fmt: skip
        assert factor_words.promise([]) == "No action had to be ready yet."


def test_actions_and_goals_in_words() -> None:
    rows = [{"status": "running", "participation_ladder": "inform"}, {"status": "done", "participation_ladder": "co_decide"}, {"status": "done", "participation_ladder": None}]  # fmt: skip
    with speaking("en"):
        assert factor_words.aimed(rows) == ["3 actions are aimed at this (Running: 1, Done: 2).", "The say of employees in them: Inform: 1, Co-decide: 1."]  # fmt: skip
        assert factor_words.aimed([]) == ["No action is aimed at this."]
        assert factor_words.origin([{"session_id": "s"}, {"session_id": None}]) == "1 of the 2 chosen goals came from a dialogue session."  # fmt: skip
        assert factor_words.sessions({1: {"A": "poor"}, 2: {"A": "good", "B": "good"}}) == "Round 2: Poor: 0, Could be better: 0, Good: 2."  # fmt: skip


def test_a_round_of_a_department_knows_its_years(store: Store) -> None:
    moved = by_name(review(store))["Burgerzaken"]
    assert (moved.period, moved.earlier) == (Period(date(2025, 1, 1), Grain.YEAR), Period(date(2024, 1, 1), Grain.YEAR))
