"""Distributions of answers from file to report: only of shown figures, merged where few gave an answer, stable over corrections."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import polars as pl
import pytest

from di_data.access import SYSTEM, Viewer
from di_data.config import MINIMUM_GROUP
from di_data.disclosure import SafeTable, publish
from di_data.errors import NotAllowed
from di_data.loading.load import Report
from di_data.register.deliveries import withdraw
from di_data.reports.answers import answers
from di_data.reports.figures import indicator_values
from di_data.store import Store
from di_data.vocabulary import Role

Take = Callable[..., Report]
Unit = tuple[int, ...]

ZORG, BOUW, SOCIAAL = (6, 12, 20, 50, 22), (4, 9, 15, 44, 18), (5, 10, 17, 40, 28)
"""Answers of departments in which every answer was given by some."""


@pytest.fixture
def place(town: Store, take: Take) -> Store:
    rows = [{"unit_code": code, "unit_name": code.title(), "parent_code": "GEM"} for code in ("SOC", "KAB", "STAF")]
    assert take(town, rows).status == "loaded"
    return town


@pytest.fixture
def give(place: Store, take: Take) -> Callable[..., str]:
    """Deliver a round of the survey: per unit the number per answer, and how many more were invited."""

    def give(more: int = 20, period: str = "2025", **units: Unit) -> str:
        rows = [
            {"unit_code": unit, "period": period, "indicator": "autonomy", "invited": str(sum(counts) + more)}
            | {f"answer_{number}": str(count) for number, count in enumerate(counts, start=1)}
            for unit, counts in units.items()
        ]
        report = take(place, rows)
        assert (report.status, report.errors) == ("loaded", [])
        publish(place, MINIMUM_GROUP)
        assert report.delivery
        return report.delivery

    return give


def told(store: Store, **asked: Any) -> dict[str, tuple[tuple[str, ...], tuple[int, ...]]]:
    """By unit the answers that are told, and how many gave them."""
    table = answers(store, SYSTEM, minimum_group=MINIMUM_GROUP, indicators=["autonomy"], **asked)
    return {
        unit: (tuple(part.column("category")), tuple(part.column("count"))) for unit, part in table.by("unit").items()
    }


FIVE = ("1/5", "2/5", "neutral", "4/5", "5/5")
THREE = ("negative", "neutral", "positive")
TWO = ("not_positive", "positive")


def test_every_answer_is_told_and_added_up(place: Store, give: Callable[..., str]) -> None:
    give(ZORG=ZORG, BOUW=BOUW, SOC=SOCIAAL)
    assert told(place) == {
        "ZORG": (FIVE, ZORG), "BOUW": (FIVE, BOUW), "SOC": (FIVE, SOCIAAL), "GEM": (FIVE, (15, 31, 52, 134, 68)),
    }  # fmt: skip
    table = answers(place, SYSTEM, minimum_group=MINIMUM_GROUP, indicators=["autonomy"])
    assert isinstance(table, SafeTable)
    first = table.where(unit="ZORG", category="1/5").first()
    assert first is not None
    assert (first["share"], first["answers"], first["period"], first["grain"]) == (
        6 / 110,
        110,
        date(2025, 1, 1),
        "year",
    )
    assert table.columns == [
        "unit_id", "unit", "unit_name", "parent_id", "indicator", "period", "grain", "category", "share", "count", "answers",
    ]  # fmt: skip


def test_an_answer_of_one_or_two_is_merged(place: Store, give: Callable[..., str]) -> None:
    """Of BOUW the outer answers; of SOC the neutral one as well. The departments beside them would tell those, with the total."""
    give(ZORG=ZORG, BOUW=(2, 9, 15, 44, 18), SOC=(5, 10, 2, 40, 28))
    found = told(place)
    assert found["SOC"] == (TWO, (17, 68))
    assert found["BOUW"][0] in (THREE, TWO)
    five = [unit for unit, (codes, _counts) in found.items() if codes == FIVE]
    assert "GEM" in five
    assert len({"ZORG", "BOUW", "SOC"} - set(five)) >= 2


def test_one_small_answer_costs_a_neighbour_its_detail(place: Store, give: Callable[..., str]) -> None:
    """The total less two departments in five answers would be the third in five."""
    give(ZORG=ZORG, BOUW=BOUW, SOC=(1, 10, 17, 40, 28))
    assert told(place) == {
        "GEM": (FIVE, (11, 31, 52, 134, 68)), "ZORG": (FIVE, ZORG), "BOUW": (THREE, (13, 15, 62)), "SOC": (THREE, (11, 17, 68)),
    }  # fmt: skip


def test_an_answer_that_nobody_gave_is_merged_too(place: Store, give: Callable[..., str]) -> None:
    give(ZORG=(0, 12, 20, 50, 22))
    assert told(place)["ZORG"] == (THREE, (12, 20, 72))


def test_a_hidden_figure_has_no_answers(place: Store, give: Callable[..., str]) -> None:
    """KAB is small; STAF protects it."""
    give(more=1, ZORG=ZORG, KAB=(1, 1, 1, 3, 2), STAF=(3, 4, 5, 9, 6))
    shown = indicator_values(place, SYSTEM, minimum_group=MINIMUM_GROUP, indicators=["autonomy"])
    hidden = set(shown.where(hidden=True).column("unit"))
    assert hidden >= {"KAB", "STAF"}
    assert not hidden & set(told(place))
    assert "ZORG" in told(place)


def test_a_file_without_answers_tells_none(place: Store, take: Take) -> None:
    row = {
        "unit_code": "ZORG",
        "period": "2025",
        "indicator": "autonomy",
        "positive": "60",
        "answers": "90",
        "invited": "120",
    }
    assert take(place, [row]).status == "loaded"
    assert told(place) == {}


def test_a_correction_by_one_answer_is_not_told(place: Store, give: Callable[..., str]) -> None:
    """The figure stays what it was; that somebody went from one answer to another must not be seen."""
    give(ZORG=ZORG, BOUW=BOUW)
    give(ZORG=(7, 11, 20, 50, 22), BOUW=BOUW)
    found = told(place)
    assert found["ZORG"] == (THREE, (18, 20, 72))
    assert found["GEM"][0] == THREE


def test_a_correction_of_many_is_told(place: Store, give: Callable[..., str]) -> None:
    give(ZORG=ZORG, BOUW=BOUW)
    later = (16, 22, 10, 40, 12)
    give(ZORG=later, BOUW=BOUW)
    assert told(place)["ZORG"] == (FIVE, later)


def test_a_correction_that_waits_waits_for_the_answers_too(place: Store, give: Callable[..., str]) -> None:
    give(ZORG=ZORG, BOUW=BOUW)
    give(more=19, ZORG=(6, 12, 20, 50, 23), BOUW=BOUW)
    assert told(place)["ZORG"] == (FIVE, ZORG)


def test_what_was_merged_stays_so_when_a_neighbour_changes(place: Store, give: Callable[..., str]) -> None:
    """BOUW was merged to protect SOC. Were it told now, SOC would follow from the total of then."""
    give(ZORG=ZORG, BOUW=BOUW, SOC=(1, 10, 17, 40, 28))
    give(SOC=(11, 20, 27, 50, 38))
    found = told(place)
    assert found["BOUW"][0] == THREE
    assert found["SOC"][0] == THREE


def test_a_department_that_comes_later_is_told(place: Store, give: Callable[..., str]) -> None:
    give(ZORG=ZORG)
    give(BOUW=BOUW)
    found = told(place)
    assert (found["ZORG"], found["BOUW"]) == ((FIVE, ZORG), (FIVE, BOUW))
    assert found["GEM"] == (FIVE, (10, 21, 35, 94, 40))


def test_a_withdrawn_delivery_takes_its_answers_along(place: Store, give: Callable[..., str]) -> None:
    give(ZORG=ZORG)
    later = give(ZORG=(16, 22, 10, 40, 12))
    withdraw(place, SYSTEM, later, "verkeerd bestand")
    assert told(place)["ZORG"] == (FIVE, ZORG)


def test_as_of_tells_what_was_told(place: Store, give: Callable[..., str]) -> None:
    give(ZORG=ZORG)
    before = answers(place, SYSTEM, minimum_group=MINIMUM_GROUP, indicators=["autonomy"]).frame()
    loaded = place.read("loading/deliveries")["loaded_at"].max()
    give(ZORG=(16, 22, 10, 40, 12))
    then = answers(place, SYSTEM, minimum_group=MINIMUM_GROUP, indicators=["autonomy"], as_of=loaded)
    assert then.frame().equals(before)
    assert told(place, as_of=loaded - timedelta(days=1)) == {}


def test_of_months_and_their_year_nothing_is_told(place: Store, give: Callable[..., str]) -> None:
    """The year less eleven months would be the twelfth."""
    give(period="2025-01", ZORG=ZORG)
    assert told(place)["ZORG"] == (FIVE, ZORG)
    give(period="2025", ZORG=(60, 120, 200, 500, 220))
    assert told(place) == {}


def test_departments_with_different_scales_tell_no_more_than_the_figure(place: Store, give: Callable[..., str]) -> None:
    give(ZORG=ZORG)
    give(BOUW=(10, 20, 40, 20))
    assert told(place)["ZORG"][0] == told(place)["GEM"][0] == TWO


def test_rounds_do_not_touch_each_other(place: Store, give: Callable[..., str]) -> None:
    give(period="2023", ZORG=(1, 12, 20, 50, 22))
    give(period="2025", ZORG=ZORG)
    table = answers(place, SYSTEM, minimum_group=MINIMUM_GROUP, indicators=["autonomy"]).where(unit="ZORG")
    assert [len(part) for part in table.by("period").values()] == [3, 5]


def test_no_answer_is_told_of_one_or_two(place: Store, give: Callable[..., str]) -> None:
    give(ZORG=ZORG, BOUW=(2, 2, 15, 44, 18), SOC=(1, 10, 2, 40, 28), STAF=(3, 3, 3, 4, 9))
    frame = answers(place, SYSTEM, minimum_group=MINIMUM_GROUP, indicators=["autonomy"]).frame()
    assert frame.filter(pl.col("count") < 3).is_empty()


def test_who_may_not_see_indicators_sees_no_answers(place: Store) -> None:
    with pytest.raises(NotAllowed):
        answers(
            place,
            Viewer("beheer", frozenset({Role.ADMINISTRATOR})),
            minimum_group=MINIMUM_GROUP,
            indicators=["autonomy"],
        )
