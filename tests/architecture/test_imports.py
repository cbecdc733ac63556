"""Imports go one way: pages → ui → reports, register, loading, charts, export, demo → disclosure, analysis → contracts →
store → the words, settings and errors. A module imports from lower layers or from its own package."""

import ast
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FILES = [ROOT / "app.py", *sorted((ROOT / "pages").glob("*.py")), *sorted((ROOT / "di_data").rglob("*.py"))]
TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in FILES}
GROUND = {
    "vocabulary",
    "council_terms",
    "periods",
    "notation",
    "gaps",
    "access",
    "config",
    "errors",
    "language",
    "indicator_catalogue",
    "roadmap_catalogue",
    "instrument_catalogue",
    "card_catalogue",
}
COMMAND_LINE = {"__main__", "commands", "exportable", "report_command"}
MIDDLE = {"reports", "register", "loading", "charts", "export", "demo"}
LAYERS = [GROUND, {"store"}, {"contracts"}, {"disclosure", "analysis"}, MIDDLE, {"ui"}, {"pages"}]
BESIDE = {
    "loading": {"register"},
    "export": {"loading", "reports", "charts"},
    "demo": {"loading", "register", "reports"},
}
"""What a package of the middle layer may import of its own layer."""

RUNS_QUERIES = {"reports", "loading", "register", "disclosure", "store"}
"""`reports` reads for people; the others read inside a transaction, to decide what to write; `disclosure` publishes."""


def part_of(path: Path) -> str:
    """The part of the house that a file belongs to: a package or module of di_data, or "pages"."""
    inside = path.relative_to(ROOT).with_suffix("").parts
    return inside[1] if inside[0] == "di_data" and inside[1:] != ("__init__",) else "pages"


PARTS = {part_of(path) for path in FILES}


def allowed(part: str) -> set[str]:
    if part in COMMAND_LINE:
        return set().union(*LAYERS[:5], COMMAND_LINE)
    level = next(number for number, layer in enumerate(LAYERS) if part in layer)
    own = LAYERS[level] if LAYERS[level] != MIDDLE else {part} | BESIDE.get(part, set())
    return set().union(*LAYERS[:level], own)


def imported(path: Path) -> list[tuple[int, str]]:
    """The modules that a file imports, anywhere in it, with the line; `from di_data import x` counts as di_data.x."""
    found: list[tuple[int, str]] = []
    for node in ast.walk(TREES[path]):
        if isinstance(node, ast.Import):
            found += [(node.lineno, name.name) for name in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}:{node.lineno} imports relatively"
            names = [f"di_data.{name.name}" for name in node.names] if node.module == "di_data" else [str(node.module)]
            found += [(node.lineno, name) for name in names]
    return found


def called(node: ast.AST) -> str:
    """The name of the function that a node calls; nothing when it is no call."""
    if not isinstance(node, ast.Call):
        return ""
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def test_every_part_has_its_layer() -> None:
    assert set().union(*LAYERS) == PARTS - COMMAND_LINE


def offenders(part: set[str], wrong: Callable[[ast.AST], bool]) -> list[str]:
    """Where a node that is wrong stands in the files of these parts."""
    return [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in FILES
        if part_of(path) in part
        for node in ast.walk(TREES[path])
        if wrong(node)
    ]


def test_imports_go_one_way() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{line} imports {name}"
        for path in FILES
        for line, name in imported(path)
        if name.startswith("di_data.") and name.split(".")[1] not in allowed(part_of(path))
    ]
    assert wrong == []


def _importers(package: str) -> set[str]:
    return {part_of(path) for path in FILES if any(name.split(".")[0] == package for _, name in imported(path))}


def test_only_the_pages_know_streamlit() -> None:
    assert _importers("streamlit") == {"ui", "pages"}


def test_only_the_store_knows_duckdb() -> None:
    assert _importers("duckdb") == {"store"}


def test_no_page_knows_the_store() -> None:
    pages = [path for path in FILES if part_of(path) == "pages"]
    assert [path.name for path in pages if any(name.startswith("di_data.store") for _, name in imported(path))] == []


def _is_query(node: ast.AST) -> bool:
    return called(node) == "read" and bool(node.args) and isinstance(node.args[0], ast.Constant)  # type: ignore[attr-defined]


def test_only_reports_run_queries() -> None:
    # Was a bug once: di_data/demo/__init__.py:build asks store.read for units and deliveries. Smallest fix: a function
    # `is_empty(store)` in di_data/register/records.py that reads both in one transaction, or let demo read through
    # reports.organisation.units and reports.deliveries (and add "reports" to BESIDE["demo"]).
    assert offenders(PARTS - RUNS_QUERIES, _is_query) == []


def test_loading_and_register_read_inside_their_transaction() -> None:
    # Was a bug once: di_data/register/indicators.py:ensure_shipped reads with store.read and then writes: two that start together
    # both see nothing, and the second gets a Conflict. Look again inside the transaction (transaction.read).
    def outside(node: ast.AST) -> bool:
        return _is_query(node) and ast.unparse(node.func) != "transaction.read"  # type: ignore[attr-defined]

    assert offenders({"loading", "register"}, outside) == []


def test_only_the_gate_seals() -> None:
    assert offenders(PARTS - {"disclosure"}, lambda node: called(node) in ("seal", "SafeTable")) == []


def test_only_the_gate_seals_and_publishes() -> None:
    """Inside the package too: a new module of it does not seal by the way, and nobody reaches past its front door."""
    sealing = {path.stem for path in FILES if part_of(path) == "disclosure"
               for node in ast.walk(TREES[path]) if called(node) in ("seal", "SafeTable")}  # fmt: skip
    assert sealing == {"safe_table", "gate", "changes", "publication", "answers"}
    inner = [
        f"{path.relative_to(ROOT)}:{line} imports {name}"
        for path in FILES
        if part_of(path) not in {"disclosure", "reports"}
        for line, name in imported(path)
        if name.startswith("di_data.disclosure.")
    ]
    assert inner == []


def test_figures_are_read_behind_the_gate_only() -> None:
    """`disclosure/figures` and the other queries with true figures are read by the gate; the published ones through it."""

    def reads(node: ast.AST, *names: str) -> bool:
        return _is_query(node) and str(node.args[0].value).startswith(names)  # type: ignore[attr-defined]

    outside = PARTS - {"disclosure"}
    assert offenders(outside, lambda node: reads(node, "disclosure/", "figures/indicator_values")) == []
    assert offenders({"disclosure"}, lambda node: reads(node, "figures/indicator_values"))
    assert offenders(outside - {"reports"}, lambda node: called(node) in ("published_figures", "guard_figures")) == []


def test_reports_return_safe_tables() -> None:
    """No report hands a bare frame to a page."""
    bare = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for path in FILES
        if part_of(path) == "reports"
        for node in ast.walk(TREES[path])
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
        and node.returns is not None and "DataFrame" in ast.unparse(node.returns)
    ]  # fmt: skip
    assert bare == []


def test_nothing_that_shows_takes_a_bare_frame() -> None:
    def takes_frame(node: ast.AST) -> bool:
        if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
            return False
        taken = node.args.posonlyargs + node.args.args + node.args.kwonlyargs
        return any("DataFrame" in ast.unparse(one.annotation) for one in taken if one.annotation)

    assert offenders({"charts", "export", "ui", "pages"}, takes_frame) == []
