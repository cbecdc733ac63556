"""Numbered migrations, forward only: each and its record are one transaction."""

from datetime import UTC, datetime

import duckdb

from di_data.errors import StoreUnavailable
from di_data.language import mark as _
from di_data.store import named_sql


def version(connection: duckdb.DuckDBPyConnection) -> int:
    """The number of the newest migration that the attached store has; 0 for an empty file."""
    known = connection.execute(
        "select 1 from duckdb_tables() where database_name = 'store' and table_name = 'migration'"
    ).fetchone()
    if known is None:
        return 0
    newest = connection.execute("select coalesce(max(number), 0) from store.main.migration").fetchone()
    return int(newest[0]) if newest else 0


def apply(connection: duckdb.DuckDBPyConnection) -> list[int]:
    """Bring the attached store to the newest schema. Returns the numbers applied. Raises StoreUnavailable."""
    available = named_sql.migrations()
    present = version(connection)
    if present > available[-1][0]:
        raise StoreUnavailable(
            _(
                "The store was made by a newer version of Inzetwijzer (schema {present}; this version knows {known}). Install the newer version."
            ),
            present=present,
            known=available[-1][0],
        )
    applied = []
    for number, path in available:
        if number <= present:
            continue
        cursor = connection.cursor()
        cursor.execute("set search_path = 'store.main'")
        cursor.execute("begin")
        try:
            cursor.execute(
                "create table if not exists migration (number integer primary key, name text not null, applied_at timestamp not null)"
            )
            cursor.execute(path.read_text(encoding="utf-8"))
            cursor.execute(
                "insert into migration values ($number, $name, $moment)",
                {"number": number, "name": path.stem, "moment": datetime.now(UTC).replace(tzinfo=None)},
            )
            cursor.execute("commit")
        except BaseException:
            cursor.execute("rollback")
            raise
        applied.append(number)
    return applied
