"""What a loader and a reader may see of a figure's other versions; the secrets were worked out by hand."""

import struct
from collections.abc import Callable
from datetime import date

import polars as pl
import pytest

from di_data.access import SYSTEM, Viewer
from di_data.config import MINIMUM_GROUP
from di_data.disclosure import SafeTable, guard_changes, guard_records
from di_data.errors import NotAllowed
from di_data.language import speaking
from di_data.loading.differences import differences
from di_data.loading.load import Report
from di_data.register.deliveries import withdraw
from di_data.register.records import key_of
from di_data.reports.corrections import cell_history, corrections, publish_loaded, sentences, tally
from di_data.store import Store
from di_data.vocabulary import Role

ZORG, BOUW, GEM = (key_of("org_unit", code) for code in ("ZORG", "BOUW", "GEM"))
JAN = date(2025, 1, 1)
Rows = list[dict[str, str]]


def absence(unit: str, sick: float, employees: int = 40, period: str = "2025-01") -> dict[str, str]:
    days = f"{sick}".replace(".", ",")
    return {"unit_code": unit, "period": period, "sick_days": days, "available_days": "1000", "employees": f"{employees}"}  # fmt: skip


def compared(store: Store, rows: Rows, viewer: Viewer = SYSTEM) -> SafeTable:
    """The corrections of a file with these rows, each figure placed as the loader does."""
    placed = pl.DataFrame(
        [
            {
                "row": place, "indicator": "absence_rate", "unit": key_of("org_unit", row["unit_code"]),
                "period": date.fromisoformat(f"{row['period']}-01"), "grain": "month", "value": None,
                "numerator": float(row["sick_days"].replace(",", ".")), "denominator": float(row["available_days"]),
                "group_size": float(row["employees"]), "invited": None,
            }
            for place, row in enumerate(rows, start=2)
        ],
        schema_overrides={"value": pl.Float64, "invited": pl.Float64},
    )  # fmt: skip
    with store.write(keep=False) as transaction:
        changes = differences(transaction, placed)
    return corrections(store, viewer, changes, minimum_group=10)


def history(store: Store, unit: str = ZORG, viewer: Viewer = SYSTEM, period: date = JAN) -> list[dict[str, object]]:
    table = cell_history(store, viewer, minimum_group=10, indicator="absence_rate", unit_id=unit, period=period, grain="month")  # fmt: skip
    return list(table.rows())


@pytest.fixture
def load(town: Store, take: Callable[..., Report]) -> Callable[..., str]:
    """Load rows of sickness absence into `town`; returns the key of the delivery."""

    def load(*rows: dict[str, str], name: str = "levering.csv") -> str:
        report = take(town, list(rows), name)
        assert report.status == "loaded", report.errors
        publish_loaded(town, SYSTEM, report.delivery, minimum_group=MINIMUM_GROUP)
        return str(report.delivery)

    return load


# Before a file is accepted ---------------------------------------------------------------------


def test_the_largest_change_comes_first(town: Store, load: Callable[..., str]) -> None:
    load(absence("ZORG", 50), absence("BOUW", 60))
    table = compared(town, [absence("ZORG", 52), absence("BOUW", 50), absence("GEM", 100, 80)])
    shown = [(row["unit"], row["state"], row["old_value"], row["new_value"], row["change"]) for row in table.rows()]
    assert shown[:2] == [
        ("BOUW", "changed", 6.0, 5.0, -1.0),
        ("ZORG", "changed", 5.0, pytest.approx(5.2), pytest.approx(0.2)),
    ]
    assert shown[2] == ("GEM", "new", None, 10.0, None)


def test_the_sentence_counts_and_names_the_largest(town: Store, load: Callable[..., str]) -> None:
    load(absence("ZORG", 50), absence("BOUW", 60))
    with speaking("en"):
        told = sentences(compared(town, [absence("ZORG", 50), absence("BOUW", 50)]))
    assert told == [
        "2 figures are replaced: 1 changes, 1 stays the same. "
        "The largest change is −1.00: Sickness absence rate, Bouwen en Wonen, Jan 2025."
    ]


def test_closed_quarters_are_counted_where_something_moves(town: Store, load: Callable[..., str]) -> None:
    load(absence("ZORG", 50), absence("BOUW", 60))
    with town.write() as transaction:
        transaction.insert("quarter_close", pl.DataFrame([{"quarter": "2025-Q1", "as_of": transaction.moment, "closed_by": "mt"}]))  # fmt: skip
    table = compared(town, [absence("ZORG", 50), absence("BOUW", 50), absence("BOUW", 50, period="2025-04")])
    assert tally(table).closed == 1
    with speaking("en"):
        assert sentences(table)[-1].startswith("1 new or changed figure lies in a quarter that was closed")


def test_a_first_file_has_nothing_to_tell(town: Store) -> None:
    assert sentences(compared(town, [absence("ZORG", 50)])) == []


@pytest.mark.parametrize("sick", [20, 25])
def test_a_hidden_figure_is_not_compared(town: Store, load: Callable[..., str], sick: int) -> None:
    """ZORG has 9 people: its figure is hidden, and whether 20 days stay 20 must not be told either."""
    load(absence("ZORG", 20, 9), absence("BOUW", 60))
    row = next(row for row in compared(town, [absence("ZORG", sick, 9)]).rows())
    assert (row["state"], row["reason"], row["old_value"], row["change"]) == ("not_compared", "small_group", None, None)
    assert row["new_value"] == pytest.approx(sick / 10)


def test_a_figure_that_protects_another_is_not_compared(town: Store, load: Callable[..., str]) -> None:
    """GEM = ZORG + BOUW is shown; ZORG is hidden, so BOUW is hidden with it."""
    load(absence("ZORG", 20, 9), absence("BOUW", 60), absence("GEM", 80, 49))
    states = {row["unit"]: row["state"] for row in compared(town, [absence("BOUW", 61), absence("GEM", 80, 49)]).rows()}
    assert states == {"BOUW": "not_compared", "GEM": "same"}


def test_the_bytes_hold_no_hidden_figure(town: Store, load: Callable[..., str]) -> None:
    """Not even under the mask of an empty cell: 21.7 of 1000 days is 2.17%, and 61 of 1000 is 6.1%."""
    load(absence("ZORG", 21.7, 9), absence("BOUW", 61))
    old = compared(town, [absence("ZORG", 33, 9), absence("BOUW", 62)]).frame()["old_value"].to_arrow()
    stored = b"".join(buffer.to_pybytes() for buffer in old.buffers() if buffer)
    assert old.null_count == 2
    assert struct.pack("<d", 100 * 21.7 / 1000) not in stored
    assert struct.pack("<d", 100 * 61 / 1000) not in stored


def test_only_a_loader_sees_what_a_file_changes(town: Store) -> None:
    for role in (Role.MT, Role.OR, Role.ADMINISTRATOR):
        with pytest.raises(NotAllowed):
            compared(town, [absence("ZORG", 50)], Viewer("somebody", frozenset({role})))


def test_the_gate_takes_the_stored_figure_from_the_safe_table_only() -> None:
    """Whatever old figure the loader hands in is dropped."""
    cell = {"indicator": ["i"], "unit_id": ["u"], "period": [JAN], "grain": ["month"]}
    changes = pl.DataFrame(cell | {"new_value": [5.0], "old_value": [4.0], "change": [1.0], "state": ["changed"]})
    stored = pl.DataFrame(cell | {"value": [None], "hidden": [True], "reason": ["small_group"]}, schema_overrides={"value": pl.Float64})  # fmt: skip
    row = guard_changes(changes, guard_records(stored)).first()
    assert row is not None
    assert (row["old_value"], row["change"], row["state"]) == (None, None, "not_compared")


# The history of a figure -----------------------------------------------------------------------


def test_every_file_that_gave_a_figure_newest_first(town: Store, load: Callable[..., str]) -> None:
    load(absence("ZORG", 50), absence("BOUW", 60), name="een.csv")
    second = load(absence("ZORG", 55), name="twee.csv")
    load(absence("BOUW", 65), name="anders.csv")
    load(absence("ZORG", 57), name="drie.csv")
    withdraw(town, SYSTEM, second)
    rows = history(town)
    assert [(row["file_name"], row["value"], row["counts"], row["withdrawn_at"] is not None) for row in rows] == [
        ("drie.csv", pytest.approx(5.7), True, False),
        ("twee.csv", pytest.approx(5.5), False, True),
        ("een.csv", pytest.approx(5.0), False, False),
    ]
    assert [row["loaded_by"] for row in rows] == ["system"] * 3


def test_after_a_withdrawal_the_file_before_counts(town: Store, load: Callable[..., str]) -> None:
    load(absence("ZORG", 50), absence("BOUW", 60), name="een.csv")
    withdraw(town, SYSTEM, load(absence("ZORG", 55), name="twee.csv"))
    assert [(row["file_name"], row["counts"]) for row in history(town)] == [("twee.csv", False), ("een.csv", True)]


def test_a_hidden_present_figure_hides_its_whole_history(town: Store, load: Callable[..., str]) -> None:
    load(absence("ZORG", 50, 40), absence("BOUW", 60))
    load(absence("ZORG", 20, 9))
    assert [(row["value"], row["hidden"], row["reason"]) for row in history(town)] == [(None, True, "small_group")] * 2


def test_an_earlier_figure_needs_its_own_group(town: Store, load: Callable[..., str]) -> None:
    """ZORG grew to 40 people. Shown now, it and the sum would tell BOUW, and with the sum of before the ZORG of nine."""
    load(absence("ZORG", 20, 9), absence("BOUW", 60))
    load(absence("ZORG", 50, 40))
    assert [(row["value"], row["reason"]) for row in history(town)] == [(None, "few_people")] * 2


def test_an_earlier_figure_goes_on_protecting_its_neighbour(town: Store, load: Callable[..., str]) -> None:
    """GEM − BOUW = ZORG: the first BOUW, of 40 people, would tell the first ZORG, of 9."""
    load(absence("ZORG", 20, 9), absence("BOUW", 60), absence("GEM", 80, 49))
    load(absence("ZORG", 50, 40), absence("BOUW", 61), absence("GEM", 111, 80))
    assert [(row["value"], row["reason"]) for row in history(town, BOUW)] == [
        (pytest.approx(6.1), None), (None, "few_people"),
    ]  # fmt: skip
    assert [row["value"] for row in history(town, GEM)] == [pytest.approx(11.1), pytest.approx(8.0)]


def test_a_figure_that_no_file_gave_has_no_history(town: Store, load: Callable[..., str]) -> None:
    load(absence("ZORG", 50), absence("BOUW", 60))
    assert history(town, GEM) == []


def test_history_asks_for_the_right_to_see_figures(town: Store) -> None:
    assert history(town, viewer=Viewer("or", frozenset({Role.OR}))) == []
    with pytest.raises(NotAllowed):
        history(town, viewer=Viewer("beheer", frozenset({Role.ADMINISTRATOR})))
