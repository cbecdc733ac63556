"""Opening the store, reading with named SQL, and writing in transactions.

The store's file is attached as `store`; the views of `sql/views` live in memory beside it, so that they always
belong to this version of the code. Every cursor sets the search path and the moment `as_of` that the views read.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import polars as pl

from di_data.errors import Conflict, StoreUnavailable
from di_data.language import mark as _
from di_data.store import migrations, named_sql, rewriting

SEARCH_PATH = "set search_path = 'memory.main,store.main'"

UNREAD = {"sign_in", "page_look", "publication", "publication_part", "published_figure", "standing_figure"}
"""Tables whose writing leaves what pages keep as it is: no page keeps what it read of them, or they follow from what was
written before."""

_ROW_GROUP = 122_880
"""Rows that DuckDB keeps together. In pieces of this size several threads turn rows into columns of the file."""

_LOCKDOWN: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "memory_limit": "2GB",
    "threads": "2",
    "max_temp_directory_size": "4GB",
}


def now() -> datetime:
    """The present moment as the store keeps it: UTC, without a zone."""
    return datetime.now(UTC).replace(tzinfo=None)


class Transaction:
    """A cursor inside one transaction: reads see what it wrote; everything commits or nothing does."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection, moment: datetime) -> None:
        self._cursor = cursor
        self.moment = moment
        """When this transaction happens: the `valid_from` of everything in it."""
        self.has_written = False

    def read(self, name: str, *, as_of: datetime | None = None, **parameters: object) -> pl.DataFrame:
        """Run `sql/queries/<name>.sql` as the store was at `as_of` (UTC; None is now). Returns its rows."""
        sql = named_sql.text("queries", name)
        wanted = {key: parameters[key] for key in named_sql.parameters(sql)}
        if as_of is None:
            return self._cursor.execute(sql, wanted).pl()
        self._cursor.execute("set variable as_of = $moment::timestamp", {"moment": as_of.isoformat()})
        try:
            return self._cursor.execute(sql, wanted).pl()
        finally:
            self._cursor.execute("reset variable as_of")

    def erase(self, name: str, **parameters: object) -> int:
        """Run `sql/erasures/<name>.sql`, which blanks a text in all versions of a record. Returns how many rows."""
        sql = named_sql.text("erasures", name)
        self._cursor.execute(sql, {key: parameters[key] for key in named_sql.parameters(sql)})
        self.has_written = True
        changed = self._cursor.fetchone()
        return int(changed[0]) if changed else 0

    def insert(self, table: str, rows: pl.DataFrame) -> None:
        """Add rows to a table, columns matched by name, absent ones empty. Raises Conflict for a key that exists."""
        if rows.is_empty():
            return
        self.has_written |= table not in UNREAD
        target = self._cursor.table(f"store.main.{table}")
        unknown = set(rows.columns) - set(target.columns)
        if unknown:
            raise ValueError(f"{table} has no columns {sorted(unknown)}")
        absent = [pl.lit(None).alias(column) for column in target.columns if column not in rows.columns]
        whole = rows.with_columns(absent).select(target.columns).to_arrow()
        parts = whole.from_batches(whole.to_batches(max_chunksize=_ROW_GROUP))
        with _conflicts_told():
            self._cursor.from_arrow(parts).insert_into(f"store.main.{table}")


@contextmanager
def _conflicts_told() -> Iterator[None]:
    """Raises Conflict where a key exists."""
    try:
        yield
    except duckdb.ConstraintException as error:
        if "uplicate key" not in str(error):
            raise
        raise Conflict(
            _(
                "Somebody else saved this in the meantime. Open it again to see the newest version; what you typed is still here."
            )
        ) from error


class Store:
    """An open store. One a process; safe to use from several threads (a cursor a call)."""

    def __init__(self, path: Path, *, create: bool = False) -> None:
        """Open the file; `create` makes it when it is missing. Raises StoreUnavailable."""
        self.path = path
        self.generation = 0
        self._last_moment: datetime | None = None
        self._writing = threading.Lock()
        if not path.exists() and not create:
            raise StoreUnavailable(
                _(
                    "There is no store at {path}. Make one with “python -m di_data migrate” or “python -m di_data demo”."
                ),
                path=path,
            )
        path.parent.mkdir(parents=True, exist_ok=True)
        self._connection = duckdb.connect(":memory:", config=_LOCKDOWN | {"temp_directory": str(path.parent / "tmp")})
        try:
            self._attach(path)
            migrations.apply(self._connection)
            self._create_views()
            self._lock_down(path.parent)
        except BaseException:
            self._connection.close()
            raise

    def _attach(self, path: Path) -> None:
        try:
            rewriting.rewrite_if_asked(path)
            rewriting.attach(self._connection, path, "store")
        except duckdb.Error as error:
            told = _("The store {path} cannot be opened; the file may be damaged.")
            if isinstance(error, duckdb.IOException) and "could not set lock" in str(error).lower():
                told = _(
                    "The store {path} is in use by another program. Stop the app (or the other command) and try again."
                )
            raise StoreUnavailable(told, path=path) from error

    def _lock_down(self, folder: Path) -> None:
        """From here on no SQL reaches a file outside the store's folder, and no setting can be changed back."""
        self._connection.execute("set allowed_directories = [$folder]", {"folder": f"{folder}/"})
        self._connection.execute("set enable_external_access = false")
        self._connection.execute("set lock_configuration = true")

    def _create_views(self) -> None:
        cursor = self._cursor()
        waiting = named_sql.names("views")
        while waiting:
            postponed = []
            for name in waiting:
                try:
                    cursor.execute(named_sql.text("views", name))
                except duckdb.CatalogException as error:
                    postponed.append(name)
                    last = error
            if len(postponed) == len(waiting):
                raise last
            waiting = postponed

    def _cursor(self) -> duckdb.DuckDBPyConnection:
        cursor = self._connection.cursor()
        cursor.execute(SEARCH_PATH)
        return cursor

    def read(self, name: str, *, as_of: datetime | None = None, **parameters: object) -> pl.DataFrame:
        """Run a named query; see `Transaction.read`."""
        cursor = self._cursor()
        try:
            return Transaction(cursor, now()).read(name, as_of=as_of, **parameters)
        finally:
            cursor.close()

    @contextmanager
    def write(self, *, keep: bool = True) -> Iterator[Transaction]:
        """A transaction: committed at the end of the block, rolled back at any error, or when it is not to be kept."""
        with self._writing:
            cursor = self._cursor()
            try:
                with _conflicts_told():
                    cursor.execute("begin")
                    transaction = Transaction(cursor, self._next_moment(cursor))
                    yield transaction
                    cursor.execute("commit" if keep else "rollback")
            except BaseException:
                cursor.execute("rollback")
                raise
            finally:
                cursor.close()
            self.generation += keep and transaction.has_written

    def forget(self) -> None:
        """Let nothing erased stay behind: out of the log of changes now, out of the file at the next opening."""
        self._cursor().execute("checkpoint store")
        rewriting.ask(self.path)

    def _next_moment(self, cursor: duckdb.DuckDBPyConnection) -> datetime:
        """A moment later than every earlier transaction's, whatever the clock says: "the newest" is always one."""
        if self._last_moment is None:
            last = cursor.execute(named_sql.text("queries", "store/last_moment")).fetchone()
            self._last_moment = (last and last[0]) or datetime.min
        self._last_moment = max(now(), self._last_moment + timedelta(microseconds=1))
        return self._last_moment

    def explain(self, name: str, parameters: dict[str, object]) -> None:
        """Plan a named query without running it. Raises duckdb.Error when it does not fit the schema."""
        self._cursor().execute("explain " + named_sql.text("queries", name), parameters)

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file, so that another program can open it."""
        self._connection.close()
