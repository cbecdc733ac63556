"""When something is published anew, and that what was shown at a moment can be shown again."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import polars as pl
import pytest

from di_data.access import SYSTEM
from di_data.config import Settings
from di_data.demo.files import as_file
from di_data.disclosure import publication, publish, published_figures
from di_data.loading.load import Source, load
from di_data.register.records import Save, key_of, save
from di_data.store import Store, connection, now
from di_data.vocabulary import Kind

GEM, ZORG, WERK = "GEM", "ZORG", "WERK"
UNITS = [
    {"unit_code": GEM, "unit_name": "Gemeente", "parent_code": None},
    {"unit_code": ZORG, "unit_name": "Zorg", "parent_code": GEM},
    {"unit_code": WERK, "unit_name": "Werk", "parent_code": GEM},
]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "store.duckdb", create=True) as made:
        _load(made, Kind.UNITS, UNITS)
        _load(made, Kind.OUTFLOW, [_outflow(ZORG, 6, 40), _outflow(WERK, 9, 60)])
        yield made


def _load(store: Store, kind: Kind, rows: list[dict[str, object]]) -> None:
    told = load(store, SYSTEM, Source(as_file(kind, rows), f"{kind.value}.csv", kind=kind), Settings())
    assert told.status == "loaded", [finding.as_json() for finding in told.errors]


def _outflow(unit: str, leavers: int, people: int) -> dict[str, object]:
    return {"unit_code": unit, "period": "2024", "leavers": leavers, "average_employees": people}


def _count(store: Store) -> int:
    return store.read("disclosure/publication_parts")["publication"].n_unique()


def _shown(store: Store, as_of: datetime | None = None) -> dict[str, float | None]:
    table = published_figures(store, "as_was", ["outflow_rate"], as_of)
    return dict(zip(table.column("unit"), table.column("numerator"), strict=True))


def test_nothing_new_is_published_where_nothing_was_written(store: Store) -> None:
    publish(store, 10)
    first = _count(store)
    publish(store, 10)
    publication._up_to_date.clear()
    publish(store, 10)
    assert (first, _count(store)) == (1, 1)
    assert _shown(store) == {GEM: 15, ZORG: 6, WERK: 9}


def test_the_first_publication_counts_from_the_moment_of_its_data(store: Store) -> None:
    # Loaded in the morning, first read in the afternoon: who asks for noon sees what was loaded.
    loaded = now()
    publish(store, 10)
    assert _shown(store, loaded) == {GEM: 15, ZORG: 6, WERK: 9}


def test_another_minimum_in_the_settings_does_not_change_what_was_shown_before(store: Store) -> None:
    publish(store, 10)
    before = now()
    publish(store, 50)
    assert _shown(store)[ZORG] is None
    assert _shown(store, before) == {GEM: 15, ZORG: 6, WERK: 9}


def test_a_setting_does_not_lower_the_minimum_of_a_store_in_use(store: Store) -> None:
    publish(store, 50)
    publish(store, 10)
    assert _shown(store)[ZORG] is None


def test_a_hidden_figure_does_not_tell_which_file_it_is_from(store: Store) -> None:
    publish(store, 50)
    rows = {row["unit"]: row["delivery"] for row in published_figures(store, "as_was", ["outflow_rate"]).rows()}
    assert (rows[ZORG], rows[GEM] is None) == (None, False)


def test_a_department_that_ends_moves_its_figures_without_a_write(store: Store) -> None:
    today = now().date()
    columns = {"code": ZORG, "name": "Zorg", "parent": key_of("org_unit", GEM), "starts_on": None, "ends_on": today,
               "successor": key_of("org_unit", WERK)}  # fmt: skip
    with store.write() as transaction:
        save(transaction, SYSTEM, [Save("org_unit", key_of("org_unit", ZORG), 1, columns)])
    publish(store, 10)
    told = [store.read("disclosure/state", today=today + timedelta(days=later))["reorganised"][0] for later in (0, 1)]
    assert told == [False, True]


def test_what_was_published_comes_before_what_is_written_next(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(store, 10)
    published = store.read("disclosure/newest_publication")["published_at"][0]
    # A clock that stands still, or was set back: the next write comes after it all the same.
    monkeypatch.setattr(connection, "now", lambda: published - timedelta(hours=1))
    with store.write() as transaction:
        assert transaction.moment > published


def test_a_row_is_published_once_only(store: Store) -> None:
    publish(store, 10)
    _load(
        store, Kind.OUTFLOW, [{**_outflow(ZORG, 12, 40), "period": "2023"}, {**_outflow(WERK, 9, 60), "period": "2023"}]
    )
    publish(store, 10)
    rows = pl.concat([store.read("disclosure/published_then", published_at=now(), indicators=["outflow_rate"])])
    assert rows.height == rows.unique(["structure", "unit_id", "period", "grain"]).height == 6
    assert _count(store) == 2


def test_a_correction_that_tells_of_one_person_directly_under_a_unit_waits(store: Store) -> None:
    _load(store, Kind.OUTFLOW, [_outflow(GEM, 25, 120), _outflow(ZORG, 6, 40), _outflow(WERK, 9, 60)])
    publish(store, 10)
    # Twenty people more in care and twenty-one in the whole: one more directly under the municipality.
    _load(store, Kind.OUTFLOW, [_outflow(GEM, 40, 141), _outflow(ZORG, 16, 60)])
    publish(store, 10)
    assert _shown(store) == {GEM: 25, ZORG: 6, WERK: 9}
    # Ten more there as well, and the difference is about a group.
    _load(store, Kind.OUTFLOW, [_outflow(GEM, 50, 151)])
    publish(store, 10)
    assert _shown(store) == {GEM: 50, ZORG: 16, WERK: 9}
