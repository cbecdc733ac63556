"""Rules over the text of the code that no linter knows."""

import ast
import re
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from di_data.access import Right
from di_data.ui.navigation import PAGES

ROOT = Path(__file__).resolve().parents[2]
PAGE_FILES = sorted((ROOT / "pages").glob("*.py"))
FILES = [ROOT / "app.py", *PAGE_FILES, *sorted((ROOT / "di_data").rglob("*.py"))]
TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in FILES}

every_page = pytest.mark.parametrize("path", PAGE_FILES, ids=lambda path: path.stem)


def _lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def _offenders(wrong: Callable[[ast.AST], bool], files: Sequence[Path] = FILES) -> list[str]:
    """Where a node that is wrong stands."""
    return [
        f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 1)}"
        for path in files
        for node in ast.walk(TREES[path])
        if wrong(node)
    ]


def _is_number(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, (int, float)) and not isinstance(node.value, bool)


def test_no_markup() -> None:
    markup = re.compile(r"<(div|style|span|script|p|b|br|table)\b|\bstyle=")

    def wrong(node: ast.AST) -> bool:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            return bool(markup.search(node.value))
        return (isinstance(node, ast.keyword) and node.arg == "unsafe_allow_html") or (
            isinstance(node, ast.Attribute) and ast.unparse(node) in ("st.html", "st.components")
        )

    assert _offenders(wrong) == []


def test_errors_are_caught_by_name() -> None:
    def wrong(node: ast.AST) -> bool:
        return isinstance(node, ast.ExceptHandler) and (node.type is None or ast.unparse(node.type) == "Exception")

    assert _offenders(wrong) == []


def test_catching_everything_is_only_for_passing_it_on() -> None:
    def wrong(node: ast.AST) -> bool:
        if not isinstance(node, ast.ExceptHandler) or node.type is None or ast.unparse(node.type) != "BaseException":
            return False
        return not (isinstance(node.body[-1], ast.Raise) and node.body[-1].exc is None)

    assert _offenders(wrong) == []


def test_modules_have_telling_names() -> None:
    vague = {"utils", "util", "helpers", "helper", "common", "misc"}
    assert [path.name for path in FILES if vague & set(path.relative_to(ROOT).with_suffix("").parts)] == []


def test_modules_are_short() -> None:
    assert [f"{path.relative_to(ROOT)}: {_lines(path)}" for path in FILES if _lines(path) > 300] == []


def test_functions_are_short() -> None:
    def wrong(node: ast.AST) -> bool:
        return isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and (node.end_lineno or 0) - node.lineno >= 60

    assert _offenders(wrong) == []


def test_modules_say_what_they_are() -> None:
    assert [str(path.relative_to(ROOT)) for path in FILES if not ast.get_docstring(TREES[path])] == []


# Pages -----------------------------------------------------------------------------------------


@every_page
def test_page_is_thin(path: Path) -> None:
    assert _lines(path) < 80


def test_entry_is_thin() -> None:
    assert _lines(ROOT / "app.py") < 60


def _after_imports(path: Path) -> ast.stmt:
    """The first statement after the docstring and the imports."""
    return next(
        node for node in TREES[path].body
        if not isinstance(node, (ast.Import, ast.ImportFrom))
        and not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
    )  # fmt: skip


def _right_of(path: Path) -> str:
    found = re.fullmatch(r"user = require\(Right\.([A-Z_]+)\)", ast.unparse(_after_imports(path)))
    assert found, f"{path.name} begins with: {ast.unparse(_after_imports(path))}"
    return found[1]


@every_page
def test_page_asks_for_its_right_first(path: Path) -> None:
    assert _right_of(path) in Right.__members__


@every_page
def test_page_stands_in_the_menu_with_the_same_right(path: Path) -> None:
    listed = {entry.file: entry.right.name for entry in PAGES}
    guards = re.findall(r"^user = require\(Right\.([A-Z_]+)\)", path.read_text(encoding="utf-8"), re.MULTILINE)
    assert guards == [listed[path.stem]]


def test_menu_has_no_page_without_a_file() -> None:
    assert sorted(entry.file for entry in PAGES) == [path.stem for path in PAGE_FILES]


# Thresholds stand in config only ---------------------------------------------------------------


def test_gate_names_its_thresholds() -> None:
    """0, 1 and 2 are no thresholds; 12 are the months of a year. What is about people stands in the configuration; what is
    about numbers and steps (rounding, months in a quarter) has a name at the top of its module."""
    gate = [path for path in FILES if "disclosure" in path.parts]
    assert gate
    named = {
        id(inner)
        for path in gate
        for node in TREES[path].body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id.isupper()
        for inner in ast.walk(node)
    }

    def wrong(node: ast.AST) -> bool:
        return _is_number(node) and node.value not in (0, 1, 2, 12) and id(node) not in named  # type: ignore[attr-defined]

    assert _offenders(wrong, gate) == []


def test_no_other_module_sets_a_threshold() -> None:
    about = re.compile(r"minimum|floor|threshold|group_size|response|invited|small_count", re.IGNORECASE)

    def wrong(node: ast.AST) -> bool:
        if isinstance(node, ast.keyword):
            return _is_number(node.value) and bool(about.search(node.arg or ""))
        if isinstance(node, ast.Assign):
            return _is_number(node.value) and any(about.search(ast.unparse(target)) for target in node.targets)
        if isinstance(node, ast.Compare):
            return any(map(_is_number, node.comparators)) and bool(about.search(ast.unparse(node.left)))
        return False

    assert _offenders(wrong, [path for path in FILES if path.name != "config.py"]) == []


def test_sql_sets_no_threshold() -> None:
    compared = re.compile(r"(?:group_size|invited|answers|participants)\s*[<>]=?\s*[1-9]")
    files = sorted((ROOT / "sql").rglob("*.sql"))
    assert [path.name for path in files if compared.search(path.read_text(encoding="utf-8"))] == []
