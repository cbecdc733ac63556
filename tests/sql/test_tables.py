"""Rules over all tables, read from the store's own catalogue, so that a new table cannot forget them."""

import ast
import re
from functools import cache
from pathlib import Path

import duckdb
import pytest
from house import SQL, House, code_of, day, key

from di_data.register.records import WITHOUT_RECORD
from di_data.store import Store, named_sql

FACTS = ("answer_count", "observation", "reference_value")
KEYLESS = (*FACTS, "published_figure")
"""Without a primary key on purpose; the reason stands in docs/decisions/0004-facts-without-keys.md."""

STANDING = {"observation": {"observation", "delivery", "delivery_withdrawal", "current_standing_figure"},
            "published_figure": {"published_figure", "current_publication"}}  # fmt: skip
"""Views that know the moment by themselves: a figure can stand as it stood at another moment than its delivery."""

RAW_READERS = (
    "store/",
    "disclosure/",
    "loading/deliveries",
    "loading/same_bytes",
    "figures/cell_history",
    "figures/waiting_corrections",
    "organisation/public_units",
)
"""Queries that may look below the current_ views: about the store itself, about deliveries whatever their state, and
the privacy gate's, which knows what was ever shown."""

REBUILT = {"0003_observation": ["drop", "alter"], "0004_programme": ["alter"] * 34, "0006_works_council": ["alter"] * 6}
"""Migrations that make a table anew, row for row, because a constraint cannot be dropped, or that add columns."""

NEVER = r"\b(?:update|delete|truncate|returning|sequence|nextval|drop|alter)\b|\bon\s+conflict\b"


@cache
def _columns() -> dict[str, list[str]]:
    """The columns of every table that the migrations make."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder) / "house.duckdb", create=True)
        cursor = store._cursor()
        found = cursor.execute(
            "select table_name, list(column_name order by column_index) from duckdb_columns() "
            "where database_name = 'store' group by table_name order by table_name"
        ).fetchall()
        cursor.close()
        store.close()
    return dict(found)


TABLES = sorted(_columns())
VERSIONED = [table for table in TABLES if {"version", "valid_from"} <= set(_columns()[table])]
NAMED = {"mapping_profile": "name", "unit_alias": "alias"}
"""Versioned tables whose records are known by a name: see the header of migration 0002."""
CHILDREN = [table for table in TABLES if "version" in _columns()[table] and table not in VERSIONED]
GUARDED = {*VERSIONED, *CHILDREN, *FACTS, "delivery", "delivery_withdrawal"}


def _read_tables(sql: str) -> set[str]:
    return set(re.findall(r"\b(?:from|join)\s+([a-z_]+)", sql))


def test_the_catalogue_was_read() -> None:
    assert len(VERSIONED) == 26
    assert {"action_unit", "factor_rating"} <= set(CHILDREN)
    assert set(TABLES) >= set(FACTS)


@pytest.mark.parametrize("table", [table for table in TABLES if table not in KEYLESS])
def test_table_has_a_primary_key(empty: House, table: str) -> None:
    found = empty.store._cursor().execute(
        "select constraint_column_names from duckdb_constraints() "
        "where database_name = 'store' and table_name = $table and constraint_type = 'PRIMARY KEY'",
        {"table": table},
    )  # fmt: skip
    assert len(found.fetchall()) == 1


@pytest.mark.parametrize("table", VERSIONED)
def test_versioned_table_is_keyed_by_id_and_version(empty: House, table: str) -> None:
    found = empty.store._cursor().execute(
        "select constraint_type, constraint_column_names from duckdb_constraints() "
        "where database_name = 'store' and table_name = $table and constraint_type in ('PRIMARY KEY', 'FOREIGN KEY')",
        {"table": table},
    )  # fmt: skip
    constraints = found.fetchall()
    assert ("PRIMARY KEY", [NAMED.get(table, "id"), "version"]) in constraints
    assert table in NAMED or table in WITHOUT_RECORD or ("FOREIGN KEY", ["id"]) in constraints


@pytest.mark.parametrize("table", sorted(WITHOUT_RECORD))
def test_nothing_refers_to_a_record_without_a_row_in_record(empty: House, table: str) -> None:
    assert table in VERSIONED
    pointing = empty.store._cursor().execute(
        "select table_name from duckdb_columns() where database_name = 'store' and data_type = 'UUID' and column_name = $table",
        {"table": table},
    )  # fmt: skip
    assert {name for (name,) in pointing.fetchall()} <= set(CHILDREN)


@pytest.mark.parametrize("table", [*VERSIONED, "delivery"])
def test_versioned_table_has_a_view_that_knows_the_moment(table: str) -> None:
    sql = code_of(SQL / "views" / "current" / f"current_{table}.sql")
    assert "getvariable('as_of')" in sql
    assert _read_tables(sql) <= {table, "current_delivery", "delivery_withdrawal"}


@pytest.mark.parametrize("table", [*CHILDREN, *KEYLESS])
def test_table_without_moments_follows_a_current_view(table: str) -> None:
    read = _read_tables(code_of(SQL / "views" / "current" / f"current_{table}.sql"))
    assert table in read
    if table in STANDING:
        assert read == STANDING[table]
        return
    assert len(read) == 2
    assert all(name.startswith("current_") for name in read - {table})


@pytest.mark.parametrize("name", [name for name in named_sql.names("views") if not name.startswith("current/")])
def test_view_reads_through_current_views(name: str) -> None:
    assert not _read_tables(code_of(SQL / "views" / f"{name}.sql")) & GUARDED


@pytest.mark.parametrize("name", [name for name in named_sql.names("queries") if not name.startswith(RAW_READERS)])
def test_query_reads_through_current_views(name: str) -> None:
    assert not _read_tables(code_of(SQL / "queries" / f"{name}.sql")) & GUARDED


def test_looking_for_the_same_bytes_starts_at_current_deliveries() -> None:
    read = _read_tables(code_of(SQL / "queries" / "loading" / "same_bytes.sql"))
    assert read == {"current_delivery", "delivery"}


@pytest.mark.parametrize("path", sorted(SQL.rglob("*.sql")), ids=lambda path: path.stem)
def test_sql_never_changes_what_is_stored(path: Path) -> None:
    allowed = ["update"] if path.parent.name == "erasures" else REBUILT.get(path.stem, [])
    assert re.findall(NEVER, code_of(path)) == allowed


@pytest.mark.parametrize("name", named_sql.names("erasures"))
def test_an_erasure_only_empties_texts_of_one_record(name: str) -> None:
    """Each column becomes empty or the mark, and only where the record is the one that was asked for."""
    code = " ".join(code_of(SQL / "erasures" / f"{name}.sql").split())
    columns = re.findall(r"(\w+) = (case when .+? end|null|\$mark|''::blob)(?:,| where)", code)
    assert columns
    assert re.fullmatch(rf"update {name} set .+ where (?:id|action|session) = \$id::uuid", code)
    for column, value in columns:
        assert value in ("null", "$mark", "''::blob") or re.fullmatch(
            rf"case when \$field = '{column}' then (?:null|\$mark) else {column} end", value
        )


def _executed() -> list[tuple[str, str]]:
    """Every text in a call of .execute, .executemany or .sql in di_data, with its place."""
    found = []
    for path in sorted((SQL.parent / "di_data").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in ("execute", "executemany", "sql"):
                found += [
                    (f"{path.name}:{node.lineno}", part.value)
                    for part in ast.walk(node)
                    if isinstance(part, ast.Constant) and isinstance(part.value, str)
                ]
    return found


def test_code_never_changes_what_is_stored() -> None:
    assert len(_executed()) > 5
    assert [place for place, sql in _executed() if re.search(NEVER, sql, re.IGNORECASE)] == []


# Constraints hold, a few examples -------------------------------------------------------------


@pytest.fixture
def furnished(house: House) -> House:
    house.unit("A")
    house.delivery("file")
    house.save("dialogue_session", "talk", reference="talk", held_on=day(1).date(), round=1, unit=key("A"))
    house.save("action", "act", reference="act", title="Act", owner_role="hr", starts_on=day(1).date(),
               due_on=day(2).date(), status="planned")  # fmt: skip
    return house


_TRACE = {"version": 1, "valid_from": day(1), "changed_by": "hr"}
_UNIT = {**_TRACE, "code": "B", "name": "B"}
_ACTION = {**_TRACE, "reference": "b", "title": "B", "owner_role": "hr", "starts_on": day(1).date(),
           "due_on": day(2).date(), "status": "planned", "id": key("other action")}  # fmt: skip
_FACT = {"delivery": key("file"), "indicator": "rate", "unit": key("A"), "period": day(1).date(), "grain": "month",
         "provisional": False, "value": 1.0}  # fmt: skip
_LOOK = {"day": day(1).date(), "page": "home", "role": "or", "looks": 1, "counted_at": day(1)}


@pytest.mark.parametrize(
    ("table", "row"),
    [
        ("record", {"id": key("x"), "kind": "spell"}),
        ("factor_rating", {"session": key("talk"), "version": 1, "factor": "autonomy", "rating": "excellent"}),
        ("factor_rating", {"session": key("talk"), "version": 1, "factor": "luck", "rating": "good"}),
        ("factor_rating", {"session": key("talk"), "version": 2, "factor": "autonomy", "rating": "good"}),
        ("participant_count", {"session": key("talk"), "version": 1, "role": "cleaner", "participants": 3}),
        ("participant_count", {"session": key("talk"), "version": 1, "role": "hr", "participants": -1}),
        ("user_role", {**_TRACE, "id": key("other action"), "subject": "a", "role": "mayor", "active": True}),
        ("action", {**_ACTION, "due_on": day(1).date(), "starts_on": day(2).date()}),
        ("action", {**_ACTION, "title": "  "}),
        ("action", {**_ACTION, "status": "forgotten"}),
        ("action", {**_ACTION, "goal": key("no such goal")}),
        ("action", {**_ACTION, "delivery": key("no such file")}),
        ("action", {**_ACTION, "id": key("no such record")}),
        ("action_unit", {"action": key("act"), "version": 1, "unit": key("no such unit")}),
        ("org_unit", {**_UNIT, "id": key("no such record")}),
        ("org_unit", {**_UNIT, "id": key("other action"), "parent": key("no such unit")}),
        ("org_unit", {**_UNIT, "id": key("other action"), "starts_on": day(2).date(), "ends_on": day(1).date()}),
        ("org_unit", {**_UNIT, "id": key("other action"), "parent": key("other action")}),
        ("check_in", {**_TRACE, "id": key("other action"), "goal": key("act"), "checked_on": day(1).date(),
                      "confidence": 11}),
        ("programme_step", {**_TRACE, "id": key("other action"), "phase": 6, "question": "?", "status": "open"}),
        ("observation", {**_FACT, "grain": "week"}),
        ("observation", {**_FACT, "value": None}),
        ("observation", {**_FACT, "value": None, "numerator": 1.0, "denominator": 0.0}),
        ("observation", {**_FACT, "numerator": -1.0}),
        ("observation", {**_FACT, "group_size": -1.0}),
        ("delivery_withdrawal", {"delivery": key("no such file"), "withdrawn_at": day(1), "withdrawn_by": "hr"}),
        ("page_look", {**_LOOK, "role": "mayor"}),
        ("page_look", {**_LOOK, "looks": 0}),
        ("page_look", {**_LOOK, "page": " "}),
    ],
)  # fmt: skip
def test_wrong_row_is_refused(furnished: House, table: str, row: dict[str, object]) -> None:
    furnished.insert("record", {"id": key("other action"), "kind": "action"})
    with pytest.raises(duckdb.ConstraintException):
        furnished.insert(table, row)


def test_the_right_rows_beside_them_are_taken(furnished: House) -> None:
    furnished.insert("record", {"id": key("other action"), "kind": "action"})
    furnished.insert("action", _ACTION)
    furnished.insert("observation", _FACT)
    furnished.insert("page_look", _LOOK)
    furnished.insert(
        "factor_rating", {"session": key("talk"), "version": 1, "factor": "autonomy", "rating": "could_be_better"}
    )
    furnished.insert("action_unit", {"action": key("act"), "version": 1, "unit": key("A")})
