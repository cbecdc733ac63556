"""What a file would change, worked out by hand; and figures of periods that have not begun."""

from collections.abc import Callable
from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from di_data.loading.differences import differences, future_periods
from di_data.loading.load import Report
from di_data.register.records import key_of
from di_data.store import Store

ZORG, BOUW = key_of("org_unit", "ZORG"), key_of("org_unit", "BOUW")
JAN, FEB = date(2025, 1, 1), date(2025, 2, 1)
SCHEMA = {
    "row": pl.Int64, "indicator": pl.String, "unit": pl.String, "period": pl.Date, "grain": pl.String,
    "value": pl.Float64, "numerator": pl.Float64, "denominator": pl.Float64, "group_size": pl.Float64,
    "invited": pl.Float64,
}  # fmt: skip


def figure(row: int, unit: str | None, numerator: float | None, denominator: float | None, **more: object) -> dict[str, object]:  # fmt: skip
    usual = {"indicator": "absence_rate", "period": JAN, "grain": "month", "value": None, "group_size": 40.0, "invited": None}  # fmt: skip
    return {"row": row, "unit": unit, "numerator": numerator, "denominator": denominator, **usual, **more}


def found(store: Store, *figures: dict[str, object]) -> list[dict[str, object]]:
    with store.write(keep=False) as transaction:
        return differences(transaction, pl.DataFrame(figures, schema=SCHEMA)).to_dicts()


@pytest.fixture
def filled(town: Store, take: Callable[..., Report]) -> Store:
    """ZORG: 50 of 1000 days (5%) in January; BOUW: 60 of 1000 (6%); nothing in February."""
    rows = [
        {"unit_code": "ZORG", "period": "2025-01", "sick_days": "50", "available_days": "1000", "employees": "40"},
        {"unit_code": "BOUW", "period": "2025-01", "sick_days": "60", "available_days": "1000", "employees": "40"},
    ]
    assert take(town, rows).status == "loaded"
    return town


def test_a_figure_that_changes(filled: Store) -> None:
    (row,) = found(filled, figure(2, ZORG, 55.0, 1000.0))
    assert (row["row"], row["unit"], row["state"]) == (2, ZORG, "changed")
    assert row["old_value"] == pytest.approx(5.0)
    assert row["new_value"] == pytest.approx(5.5)
    assert row["change"] == pytest.approx(0.5)


def test_each_state_in_the_order_of_the_file(filled: Store) -> None:
    rows = found(
        filled,
        figure(4, ZORG, 50.0, 1000.0, period=FEB),
        figure(3, BOUW, 60.0, 1000.0),
        figure(2, ZORG, 49.0, 1000.0),
        figure(5, ZORG, 50.0, 1000.0, grain="quarter"),
    )
    assert [(row["row"], row["state"]) for row in rows] == [(4, "new"), (3, "same"), (2, "changed"), (5, "new")]
    assert [row["old_value"] is None for row in rows] == [True, False, False, True]
    assert [row["change"] is None for row in rows] == [True, False, False, True]


def test_a_figure_is_compared_as_pages_show_it(filled: Store) -> None:
    """The same 5%, once from counts and once as delivered, and a frequency: new cases divided by employee-years."""
    with_counts, without, frequency = found(
        filled,
        figure(2, ZORG, 50.0, 1000.0, value=99.0),
        figure(3, BOUW, None, None, value=6.0),
        figure(4, ZORG, 9.0, 6.0, indicator="absence_frequency"),
    )
    assert with_counts["state"] == "same"  # counts go before the value that the file tells
    assert without["change"] == pytest.approx(0.0)
    assert without["state"] == "changed"  # the counts behind it are gone, and with them the sum of the level above
    assert frequency["new_value"] == pytest.approx(1.5)


def test_a_group_of_another_size_is_a_change(filled: Store) -> None:
    (row,) = found(filled, figure(2, ZORG, 50.0, 1000.0, group_size=39.0))
    assert row["state"] == "changed"
    assert row["change"] == pytest.approx(0.0)


def test_benchmarks_are_left_out(filled: Store) -> None:
    assert found(filled, figure(2, None, 50.0, 1000.0)) == []


def test_nothing_to_compare_with(town: Store) -> None:
    (row,) = found(town, figure(2, ZORG, 50.0, 1000.0))
    assert (row["state"], row["old_value"], row["new_value"]) == ("new", None, 5.0)


def test_a_withdrawn_file_is_no_longer_replaced(filled: Store, take: Callable[..., Report]) -> None:
    from di_data.access import SYSTEM
    from di_data.register.deliveries import withdraw

    again = [{"unit_code": "ZORG", "period": "2025-01", "sick_days": "70", "available_days": "1000", "employees": "40"}]
    delivery = take(filled, again).delivery
    assert found(filled, figure(2, ZORG, 70.0, 1000.0))[0]["state"] == "same"
    withdraw(filled, SYSTEM, str(delivery))
    assert found(filled, figure(2, ZORG, 70.0, 1000.0))[0]["old_value"] == pytest.approx(5.0)


@pytest.mark.parametrize(
    ("period", "grain", "closed"),
    [
        (date(2024, 12, 1), "month", False),
        (date(2025, 1, 1), "month", True),
        (date(2025, 3, 1), "month", True),
        (date(2025, 4, 1), "month", False),
        (date(2025, 1, 1), "quarter", True),
        (date(2025, 4, 1), "quarter", False),
        (date(2025, 1, 1), "year", True),
        (date(2024, 1, 1), "year", False),
    ],
)
def test_a_period_of_a_closed_quarter(filled: Store, period: date, grain: str, closed: bool) -> None:
    with filled.write() as transaction:
        transaction.insert("quarter_close", pl.DataFrame([{"quarter": "2025-Q1", "as_of": transaction.moment, "closed_by": "mt"}]))  # fmt: skip
    (row,) = found(filled, figure(2, ZORG, 50.0, 1000.0, period=period, grain=grain))
    assert row["closed"] is closed


@given(
    old=st.floats(0, 100).map(lambda value: round(value, 3)),
    new=st.floats(0, 100).map(lambda value: round(value, 3)),
)
def test_the_change_is_the_new_figure_minus_the_old_one(old: float, new: float) -> None:
    """With the store's answer given, so that many figures can be tried."""

    class Stored:
        def read(self, name: str, **parameters: object) -> pl.DataFrame:
            if name == "figures/measures":
                return pl.DataFrame({"indicator": ["absence_rate"], "indicator_name": ["x"], "measure": ["percent"]})
            if name == "figures/closed_quarters":
                return pl.DataFrame({"quarter": []}, schema={"quarter": pl.String})
            return pl.DataFrame([figure(0, ZORG, None, None, value=old)], schema=SCHEMA).drop("row")

    placed = pl.DataFrame([figure(2, ZORG, None, None, value=new)], schema=SCHEMA)
    (row,) = differences(Stored(), placed).to_dicts()  # type: ignore[arg-type]
    assert row["change"] == pytest.approx(new - old)
    assert (row["state"] == "same") is (old == new)


# Periods that have not begun -------------------------------------------------------------------


def _spans(*rows: tuple[int, date, str]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema={"row": pl.Int64, "period": pl.Date, "grain": pl.String}, orient="row")


def test_periods_in_the_future_are_told_once_each() -> None:
    today = date(2025, 3, 31)
    told = future_periods(
        _spans((9, date(2025, 4, 1), "month"), (7, date(2025, 4, 1), "month"), (8, date(2026, 1, 1), "year"),
               (2, date(2025, 3, 1), "month"), (3, date(2025, 1, 1), "year")),
        today, "Blad1", "periode",
    )  # fmt: skip
    assert [(one.rule, one.row, one.sheet, one.column, one.values) for one in told] == [
        ("future_period", 7, "Blad1", "periode", {"period": "2025-04", "count": 2}),
        ("future_period", 8, "Blad1", "periode", {"period": "2026", "count": 1}),
    ]
    assert "2025-04" in told[0].text


def test_a_period_that_begins_today_has_begun() -> None:
    assert future_periods(_spans((2, date(2025, 4, 1), "month")), date(2025, 4, 1)) == []
