"""The audit of a store: what the command line and the auditor say, and that nothing they print is a figure."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from di_data.__main__ import main
from di_data.access import SYSTEM, Viewer
from di_data.config import MINIMUM_GROUP
from di_data.demo import build
from di_data.disclosure.auditor import Publication
from di_data.disclosure.auditor_history import History
from di_data.disclosure.rules import RULES
from di_data.errors import NotAllowed
from di_data.loading.load import Report
from di_data.register.privacy_audits import Found, keep
from di_data.reports import privacy_audit
from di_data.reports.figures import indicator_values
from di_data.store import Store
from di_data.vocabulary import Role
from tests import stores
from tests.unit.organisations import SCHEMA

DONE, REFUSED = 0, 2


def _demo(store: Store) -> None:
    build(store, employees=300, years=1, seed=1)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A closed demo store."""
    return stores.put(tmp_path / "demo.duckdb", _demo)


def audited(path: Path, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    capsys.readouterr()
    code = main(["--db", str(path), *words, "audit-privacy"])
    return code, capsys.readouterr().out


def broken(path: Path) -> dict[str, Any]:
    """Publish by hand what the gate hides: a year of a department that is too small. Returns its true figures."""
    store = Store(path)
    indicator_values(store, SYSTEM, minimum_group=MINIMUM_GROUP)
    told = store.read("disclosure/published", indicators=["absence_rate"])
    cell = (
        told.filter(pl.col("reason") == "small_group", pl.col("structure") == "as_was")
        .sort("period", "unit_id")
        .row(0, named=True)
    )
    keys = ("structure", "indicator", "unit_id", "grain", "period")
    true = store.read("disclosure/figures", structure="as_was", indicators=["absence_rate"])
    own = true.filter(*(pl.col(key) == cell[key] for key in keys)).row(0, named=True)
    with store.write() as transaction:
        publication = {
            "id": "00000000-0000-0000-0000-000000000001", "published_at": transaction.moment,
            "state": transaction.read("disclosure/state", today=transaction.moment.date())["published_state"][0], "default_minimum": MINIMUM_GROUP, "rules": RULES,
        }  # fmt: skip
        transaction.insert("publication", pl.DataFrame([publication]))
        kept = ("value", "numerator", "denominator", "group_size", "period", "grain", "structure", "indicator")
        row = {name: own[name] for name in kept} | {"unit": own["unit_id"], "gone": False}
        transaction.insert("published_figure", pl.DataFrame([row | {"publication": publication["id"]}]))
    store.close()
    return own


def test_nothing_is_published_in_an_empty_store(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "empty.duckdb"
    Store(path, create=True).close()
    assert audited(path, capsys) == (DONE, "Er zijn nog geen cijfers.\n")
    assert audited(path, capsys, "--json") == (DONE, "null\n")


def test_demo_store_is_protected(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, printed = audited(path, capsys)
    assert code == DONE
    assert printed.startswith("Nee: ")
    told = json.loads(audited(path, capsys, "--json")[1])
    store = Store(path)
    assert told["unprotected"] == []
    # Without a reorganisation there is one structure, and the newest publication is all that there is.
    safe = indicator_values(store, SYSTEM, minimum_group=MINIMUM_GROUP)
    assert told["shown"] >= safe.column("hidden").count(False) > 0
    assert told["hidden"] >= safe.column("hidden").count(True) > 0
    kept = privacy_audit.last(store, SYSTEM).first()
    store.close()
    assert kept is not None
    assert (kept["audited_by"], kept["shown"], kept["hidden"], kept["unprotected"]) == (
        "system",
        told["shown"],
        told["hidden"],
        0,
    )
    assert not kept["published_since"]


def test_small_group_that_was_published_is_found_and_not_told(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = broken(path)
    code, printed = audited(path, capsys)
    assert code == REFUSED
    assert printed.startswith("Misschien: ")
    code, text = audited(path, capsys, "--json")
    told = json.loads(text)
    assert code == REFUSED
    cell = next(cell for cell in told["unprotected"] if cell["kind"] == "shown")
    assert (cell["indicator"], cell["period"], cell["grain"]) == ("absence_rate", str(own["period"]), own["grain"])
    assert set(cell) == {"kind", "unit", "unit_name", "indicator", "indicator_name", "grain", "period", "structure"}
    # Nothing that is printed is a figure: no number of the row, and of the page's table no more than names.
    for value in (own["value"], own["numerator"], own["denominator"]):
        assert str(value) not in printed + text
    store = Store(path)
    kept = privacy_audit.last(store, SYSTEM).first()
    assert kept is not None
    assert kept["unprotected"] == len(told["unprotected"]) > 0
    store.close()


def test_only_the_administrator_may_try(town: Store) -> None:
    for role in (Role.MT, Role.HR, Role.OR):
        other = Viewer("iemand", frozenset({role}))
        for ask in (
            lambda viewer: privacy_audit.run(town, viewer, minimum_group=MINIMUM_GROUP),
            lambda viewer: privacy_audit.last(town, viewer),
            lambda viewer: keep(town, viewer, Found("x", 0, 0, 0)),
        ):
            with pytest.raises(NotAllowed):
                ask(other)


def test_figure_that_was_shown_before_is_told_apart(town: Store, take: Callable[..., Report]) -> None:
    head = "unit_code;period;leavers;average_employees\n"
    take(town, head + "GEM;2024;28;120\nZORG;2024;14;60\nBOUW;2024;14;60\n")
    administrator = Viewer("beheer", frozenset({Role.ADMINISTRATOR}))
    first = privacy_audit.run(town, administrator, minimum_group=MINIMUM_GROUP)
    assert first is not None
    assert (first.hidden, first.before, first.publications) == (0, 0, 1)
    # A larger minimum hides what everybody saw already.
    later = privacy_audit.run(town, administrator, minimum_group=70)
    assert later is not None
    assert later.publications == 2
    assert later.unprotected == 0
    assert set(later.cells.where(outcome="before").column("unit")) == {"ZORG", "BOUW"}


# What publications add -------------------------------------------------------------------------


def months(*counts: tuple[str, int, int]) -> Publication:
    """Figures of one unit: the grain, the month in which it begins, and what is counted."""
    rows = [
        {"structure": "as_was", "unit_id": "G", "grain": grain, "period": date(2025, month, 1), "value": float(count),
         "numerator": float(count), "denominator": 60.0, "group_size": 60.0, "shown": True}
        for grain, month, count in counts
    ]  # fmt: skip
    frame = pl.DataFrame(rows, schema={name: SCHEMA[name] for name in rows[0]}, orient="row")
    return Publication(frame, {"G": None}, {"G": None})


def held(history: History) -> list[list[tuple[str, int]]]:
    return [
        [(grain, day.month) for grain, day in own.figures.select("grain", "period").rows()]
        for own in history.publications()
    ]


def test_publication_that_says_the_same_again_is_passed_over() -> None:
    history = History()
    for _time in range(3):
        history.add(months(("month", 1, 6), ("month", 2, 7)))
    assert held(history) == [[("month", 1), ("month", 2)]]


def test_only_what_hangs_together_with_a_change_is_kept_of_earlier_publications() -> None:
    quarters = [("quarter", 1, 20), ("quarter", 4, 21)]
    every = [("month", month, 6 + month % 2) for month in range(1, 7)]
    first, last = months(*every, *quarters), months(*every, *quarters, ("month", 7, 9))
    corrected = months(("month", 1, 9), *every[1:], ("quarter", 1, 22), quarters[1])
    history = History()
    for own in (first, corrected, last):
        history.add(own)
    whole = [*(("month", month) for month in range(1, 7)), ("quarter", 1), ("quarter", 4)]
    assert held(history) == [whole, [("month", 1), ("month", 2), ("month", 3), ("quarter", 1)], [*whole, ("month", 7)]]
