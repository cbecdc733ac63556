"""What the unit tests share: an empty store, a small municipality in it, and short ways to load a file."""

import csv
import io
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from di_data.access import SYSTEM
from di_data.config import Settings
from di_data.loading.load import Report, Source, load
from di_data.register.indicators import ensure_shipped
from di_data.store import Store
from di_data.vocabulary import Kind
from tests import stores

Rows = list[dict[str, str]]

DEPARTMENTS: Rows = [
    {"unit_code": "GEM", "unit_name": "Gemeente"},
    {"unit_code": "ZORG", "unit_name": "Zorg en Welzijn", "parent_code": "GEM"},
    {"unit_code": "BOUW", "unit_name": "Bouwen en Wonen", "parent_code": "GEM"},
]


@pytest.fixture
def store() -> Iterator[Store]:
    """An empty store that knows the shipped indicators."""
    with stores.lent(ensure_shipped) as opened:
        yield opened


@pytest.fixture
def demo(built: Path, tmp_path: Path) -> Path:
    """A copy of the demo store."""
    path = tmp_path / "demo.duckdb"
    shutil.copy(built, path)
    return path


def _csv_of(rows: Rows) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(dict.fromkeys(name for row in rows for name in row)), delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode("utf-8")


@pytest.fixture
def csv_of() -> Callable[[Rows], bytes]:
    """Rows to the bytes of a file with semicolons; the headers are the names of the fields."""
    return _csv_of


@pytest.fixture
def take(csv_of: Callable[[Rows], bytes]) -> Callable[..., Report]:
    """Load a file (rows, text or bytes) into a store as the command line would."""

    def take(store: Store, content: Rows | str | bytes, name: str = "levering.csv", **options: Any) -> Report:
        if isinstance(content, list):
            content = csv_of(content)
        elif isinstance(content, str):
            content = content.encode("utf-8")
        keep, viewer = options.pop("keep", True), options.pop("viewer", SYSTEM)
        settings = options.pop("settings", Settings())
        return load(store, viewer, Source(content, name, **options), settings, keep=keep)

    return take


def _municipality(store: Store) -> None:
    ensure_shipped(store)
    assert load(store, SYSTEM, Source(_csv_of(DEPARTMENTS), "levering.csv"), Settings()).status == "loaded"


@pytest.fixture
def town() -> Iterator[Store]:
    """A store with the municipality GEM and its departments ZORG and BOUW; another one than `store`."""
    with stores.lent(_municipality) as opened:
        yield opened


@pytest.fixture
def table_sizes() -> Callable[[Store], dict[str, int]]:
    """How many rows every table of the store has."""

    def count(store: Store) -> dict[str, int]:
        cursor = store._connection.cursor()
        names = cursor.execute("select table_name from duckdb_tables() where database_name = 'store'").fetchall()
        return {name: cursor.execute(f"select count(*) from store.main.{name}").fetchall()[0][0] for (name,) in names}

    return count


@pytest.fixture
def valid_rows() -> dict[Kind, dict[str, str]]:
    """For every kind a row that is in order in the store `town`, with every field (no goal: there is none yet)."""
    return {
        Kind.UNITS: {
            "unit_code": "JEUGD", "unit_name": "Jeugd", "parent_code": "ZORG", "starts_on": "01-01-2021",
            "ends_on": "31-12-2030", "successor_code": "BOUW",
        },
        Kind.ABSENCE: {
            "unit_code": "ZORG", "unit_name": "Zorg en Welzijn", "period": "2025-01", "absence_rate": "5,4",
            "sick_days": "123,5", "available_days": "2280", "employees": "76", "new_cases": "9", "absence_frequency": "1,4",
            "provisional": "nee",
        },
        Kind.OUTFLOW: {
            "unit_code": "ZORG", "unit_name": "Zorg en Welzijn", "period": "2025", "outflow_rate": "8,8",
            "leavers": "7", "voluntary_leavers": "5", "average_employees": "79,5", "provisional": "ja",
        },
        Kind.SURVEY: {
            "unit_code": "ZORG", "unit_name": "Zorg en Welzijn", "period": "2025-Q2", "indicator": "participation",
            "percentage": "64", "positive": "32", "answers": "50", "invited": "71", "provisional": "nee",
            **{f"answer_{place}": "" for place in range(1, 8)},
        },
        Kind.SESSIONS: {
            "reference": "S-1", "held_on": "14-03-2025", "round": "1", "unit_code": "ZORG",
            "participants_senior_management": "1", "participants_hr": "2", "participants_manager": "3",
            "participants_employee": "8", "participants_works_council": "1",
            "rating_learning_space": "goed", "reason_learning_space": "Veel cursussen",
            "rating_autonomy": "slecht", "reason_autonomy": "Vaste roosters",
            "rating_participation": "kan beter", "reason_participation": "Laat gevraagd",
            "rating_dialogue": "good", "reason_dialogue": "Open sfeer",
            "rating_tailored_agreements": "could_be_better", "reason_tailored_agreements": "Wisselend",
            "next_step": "Roosters samen maken", "next_step_owner": "manager", "next_step_due_on": "2025-05-01",
            "next_step_started": "ja",
        },
        Kind.ACTIONS: {
            "reference": "A-1", "title": "Teams maken hun rooster", "goal": "", "factors": "autonomy; participation",
            "units": "ZORG; BOUW", "owner_role": "manager", "level": "work", "phases": "do; keep_up",
            "employee_domain": "good_health", "instrument": "menukaart", "participation_ladder": "co_decide",
            "solution_direction": "Ruimte in het rooster", "frame": "Binnen de cao",
            "starts_on": "2025-09-01", "due_on": "2026-03-01", "status": "running",
            "expectation": "Autonomie boven 70% in 2026", "expected_indicator": "autonomy", "expected_direction": "higher",
            "expected_change": "5", "expected_by": "2026-06-30", "steps": "[x] Twee teams kiezen\nRoosters maken",
            "read_version": "",
        },
    }  # fmt: skip
