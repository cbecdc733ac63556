"""Given and expect for views: rows in, the view's rows out."""

import re
import uuid
from datetime import date, datetime
from pathlib import Path

import polars as pl

from di_data.register.records import WITHOUT_RECORD
from di_data.store import Store

SQL = Path(__file__).resolve().parents[2] / "sql"


def day(number: int) -> datetime:
    """A moment in the calendar of these tests."""
    return datetime(2025, 1, number)


def key(name: str) -> str:
    """The key that stands for a short name in these tests."""
    return str(uuid.uuid5(uuid.NAMESPACE_OID, name))


def code_of(path: Path) -> str:
    """The statements of an SQL file, without its comments."""
    return re.sub(r"--[^\n]*", "", path.read_text(encoding="utf-8"))


class House:
    """A migrated store, with short words for filling it and for reading its views."""

    def __init__(self, path: Path) -> None:
        self.store = Store(path, create=True)

    def insert(self, table: str, *rows: dict[str, object]) -> None:
        with self.store.write() as transaction:
            transaction.insert(table, pl.DataFrame(rows, infer_schema_length=None))

    def save(self, kind: str, name: str, version: int = 1, moment: int = 1, /, **columns: object) -> str:
        """A version of a record that was saved on a day; returns the record's key."""
        if version == 1 and kind not in WITHOUT_RECORD:
            self.insert("record", {"id": key(name), "kind": kind})
        trace = {"id": key(name), "version": version, "valid_from": day(moment), "changed_by": "hr"}
        self.insert(kind, {**trace, **columns})
        return key(name)

    def unit(self, code: str, parent: str | None = None) -> str:
        return self.save("org_unit", code, code=code, name=code, parent=parent and key(parent))

    def indicator(self, code: str, measure: str = "percent", counts_people: bool = False) -> str:
        return self.save("indicator", code, code=code, name=code, measure=measure, counts_people=counts_people)

    def delivery(self, name: str, moment: int = 1, *, kind: str = "absence", public: bool = False) -> str:
        self.insert("delivery", {
            "id": key(name), "kind": kind, "profile": "template_absence", "file_name": f"{name}.csv",
            "sha256": "0" * 64, "bytes": 1, "loaded_at": day(moment), "loaded_by": "hr", "rows_read": 1,
            "rows_loaded": 1, "public_source": public,
        })  # fmt: skip
        return key(name)

    def withdraw(self, delivery: str, moment: int) -> None:
        self.insert(
            "delivery_withdrawal", {"delivery": key(delivery), "withdrawn_at": day(moment), "withdrawn_by": "hr"}
        )

    def observe(self, unit: str, period: date, numerator: float | None, denominator: float | None,
                **more: object) -> None:  # fmt: skip
        """An observation of the indicator "rate" in the delivery "file", unless `more` says otherwise."""
        usual = {"delivery": key("file"), "indicator": "rate", "grain": "month", "provisional": False}
        counts = {"numerator": numerator, "denominator": denominator, "period": period, "unit": key(unit)}
        self.insert("observation", {**usual, **counts, **more})

    def rows(self, view: str, *columns: str, as_of: datetime | None = None) -> list[tuple[object, ...]]:
        """The rows of a view, in order of their columns; the keys of these tests as short names again."""
        cursor = self.store._cursor()
        if as_of is not None:
            cursor.execute("set variable as_of = $moment::timestamp", {"moment": as_of.isoformat()})
        found = cursor.execute(f"select {', '.join(columns)} from {view} order by all").fetchall()
        cursor.close()
        return found
