"""The SQL files of `sql/`: found by area and name, read once."""

import re
from functools import cache
from pathlib import Path

from di_data.config import PROJECT

SQL = PROJECT / "sql"
_PARAMETER = re.compile(r"\$([a-z_][a-z0-9_]*)")


@cache
def text(kind: str, name: str) -> str:
    """The text of `sql/<kind>/<name>.sql`, `name` being "area/name" for queries and views. Raises FileNotFoundError."""
    return (SQL / kind / f"{name}.sql").read_text(encoding="utf-8")


def names(kind: str) -> list[str]:
    """The "area/name" of every file of this kind ("queries", "views")."""
    root = SQL / kind
    return sorted(path.relative_to(root).with_suffix("").as_posix() for path in root.rglob("*.sql"))


def parameters(sql: str) -> frozenset[str]:
    """The names of the `$name` parameters of a statement, comments left out."""
    code = "\n".join(line.split("--")[0] for line in sql.splitlines())
    return frozenset(_PARAMETER.findall(code))


def migrations() -> list[tuple[int, Path]]:
    """The numbered migrations, in order."""
    return sorted((int(path.name[:4]), path) for path in (SQL / "migrations").glob("*.sql"))
