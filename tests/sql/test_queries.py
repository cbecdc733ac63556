"""Every file of sql/: it fits the schema, it says what it is for, and its caller uses it."""

import re
from pathlib import Path

import pytest
from house import SQL, House, code_of

from di_data.store import named_sql

ROOT = SQL.parent
QUERIES, VIEWS = named_sql.names("queries"), named_sql.names("views")
FILES = sorted(SQL.rglob("*.sql"))
SHORT_NAMES = [path.relative_to(SQL).as_posix() for path in FILES]


def _header(kind: str, name: str) -> dict[str, str]:
    """What the comment at the top of a file says, by the word before the colon."""
    lines = [line for line in named_sql.text(kind, name).splitlines() if line.startswith("--")]
    words = re.findall(r"-- ([A-Z][a-z]+): (.+)", "\n".join(lines))
    return dict(words)


def test_there_are_queries_and_views() -> None:
    assert len(QUERIES) > 10
    assert len(VIEWS) > 20


@pytest.mark.parametrize("name", QUERIES)
def test_query_fits_the_schema(empty: House, name: str) -> None:
    empty.store.explain(name, dict.fromkeys(named_sql.parameters(named_sql.text("queries", name))))


@pytest.mark.parametrize("name", VIEWS)
def test_view_fits_the_schema_and_has_its_file_name(empty: House, name: str) -> None:
    view = name.rpartition("/")[2]
    assert f"create or replace view {view} as" in named_sql.text("views", name)
    empty.store._cursor().execute(f"explain select count(*) from {view}")


@pytest.mark.parametrize("name", QUERIES)
def test_query_says_what_it_is_for(name: str) -> None:
    header = _header("queries", name)
    assert {"Purpose", "Grain", "Caller"} <= header.keys()
    assert header["Grain"].startswith("one row")
    used = named_sql.parameters(named_sql.text("queries", name))
    told = set(re.findall(r"\$(\w+)", header.get("Parameters", "")))
    assert told == used


@pytest.mark.parametrize("name", VIEWS)
def test_view_says_what_it_is_for(name: str) -> None:
    header = _header("views", name)
    assert {"Purpose", "Grain"} <= header.keys()
    assert header["Grain"].startswith("one row per")


@pytest.mark.parametrize("name", QUERIES)
def test_caller_exists_and_uses_the_query(name: str) -> None:
    told = _header("queries", name)["Caller"].rstrip(".").split(", ")
    for module in told:
        path = ROOT / Path(*module.split(".")).with_suffix(".py")
        assert path.is_file(), module
        assert f'"{name}"' in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", FILES, ids=SHORT_NAMES)
def test_keywords_are_lower_case(path: Path) -> None:
    without_texts = re.sub(r"'[^']*'", "", code_of(path))
    assert re.findall(r"\b[A-Z]+\b", without_texts) == []


@pytest.mark.parametrize("path", FILES, ids=SHORT_NAMES)
def test_columns_are_named(path: Path) -> None:
    assert re.findall(r"(?:select|\w\.|,)\s*\*", code_of(path)) == []


@pytest.mark.parametrize("path", FILES, ids=SHORT_NAMES)
def test_parameters_have_names(path: Path) -> None:
    without_texts = re.sub(r"'[^']*'", "", code_of(path))
    assert re.findall(r"\?|\$\d|%s|\{", without_texts) == []


@pytest.mark.parametrize("path", FILES, ids=SHORT_NAMES)
def test_documents_that_a_comment_names_exist(path: Path) -> None:
    for document in re.findall(r"docs/[\w/.-]+\.md", path.read_text(encoding="utf-8")):
        assert (ROOT / document).is_file(), document
