"""The one gate. Rules: the privacy specification; thresholds: `di_data.config`, each with its reason.

Primary: small groups, few answers, low response, counts of one to four, everyone alike.
Complementary: where a parent and all but one of its children are shown, the last one can be worked out; further
children are hidden until the hidden ones hold at least the minimum group together. A quarter, year or moving
year is hidden with any of its months.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from di_data.config import FLOOR_GROUP, MINIMUM_ANSWERS, MINIMUM_GROUP, MINIMUM_RESPONSE, SMALL_COUNT
from di_data.disclosure.safe_table import SafeTable, seal
from di_data.vocabulary import Hidden

FIGURES = ("value", "numerator", "denominator", "group_size", "invited")
_CELL = ("indicator", "grain", "period")


@dataclass(frozen=True)
class Minimums:
    """The group minimum in force; the floor cannot be passed by any setting."""

    group: int = MINIMUM_GROUP

    def __post_init__(self) -> None:
        if self.group < FLOOR_GROUP:
            raise ValueError("below the floor")


def guard_figures(
    frame: pl.DataFrame,
    minimums: Minimums,
    tree: Mapping[str, str | None] | None = None,
    settled: pl.DataFrame | None = None,
) -> SafeTable:
    """Hide what may not be shown.

    `frame`: one row per indicator × unit × period × grain of **all** units, with `unit_id`, `parent_id`, `period`,
    `grain`, `indicator`, the figures, `public_source`, `counts_people`, `from_survey`. `tree`: every unit and the one
    above it, also those without figures; without it the tree of the frame itself. `settled`: cells (`indicator, grain,
    period, unit_id`) about which another table decided, with their `reason`; one without a reason is shown there, so
    hiding it here would protect nobody and others are hidden instead. Adds `hidden` and `reason` (a code of
    `vocabulary.Hidden`), empties the figures of hidden rows and drops what only the gate needs.
    """
    above = dict(tree) if tree is not None else dict(frame.select("unit_id", "parent_id").unique().rows())
    marked, count = _settle(frame.with_columns(reason=_primary(minimums)), settled), -1
    while (found := marked["reason"].count()) != count:
        count = found
        marked = _complementary(_across_time(marked), minimums.group, above)
    hidden = pl.col("reason").is_not_null()
    # In two steps: a value under a null mask would still travel along in the bytes of Arrow.
    emptied = marked.with_columns(hidden=hidden).with_columns(
        pl.when(~pl.col("hidden")).then(pl.col(name)).otherwise(0.0).alias(name) for name in FIGURES
    )
    return seal(
        emptied.with_columns(pl.when(~pl.col("hidden")).then(pl.col(name)).alias(name) for name in FIGURES).drop(
            "counts_people", "from_survey", "stays"
        )
    )


def _settle(frame: pl.DataFrame, settled: pl.DataFrame | None) -> pl.DataFrame:
    """Take over what was decided elsewhere; `stays` marks what is shown there."""
    if settled is None:
        return frame.with_columns(stays=pl.lit(False))
    keys = [*_CELL, "unit_id"]
    decided = settled.select(*keys, decided="reason", known=pl.lit(True))
    return (
        frame.join(decided, on=keys, how="left", maintain_order="left")
        .with_columns(
            reason=pl.coalesce("reason", "decided"),
            stays=pl.col("known").fill_null(False) & pl.col("decided").is_null(),
        )
        .drop("decided", "known")
    )


def guard_records(frame: pl.DataFrame) -> SafeTable:
    """Let a table without figures about people through: goals, actions, decisions, benchmarks, deliveries.

    Raises ValueError when it has a column that only figures about people have.
    """
    forbidden = {"numerator", "denominator", "group_size", "invited", "answers"} & set(frame.columns)
    if forbidden:
        raise ValueError(f"figures about people go through guard_figures: {sorted(forbidden)}")
    return seal(frame)


def _primary(minimums: Minimums) -> pl.Expr:
    answers, size, count = pl.col("denominator"), pl.col("group_size"), pl.col("numerator")
    rest = answers - count
    small = (count >= 1) & (count <= SMALL_COUNT)
    small_rest = (rest >= 1) & (rest <= SMALL_COUNT)
    survey, people = pl.col("from_survey"), pl.col("counts_people")
    return (
        pl.when(pl.col("public_source")).then(None)
        .when(size.is_null()).then(pl.lit(Hidden.UNKNOWN_SIZE.value))
        .when(size < minimums.group).then(pl.lit(Hidden.SMALL_GROUP.value))
        .when(survey & pl.col("invited").is_null()).then(pl.lit(Hidden.UNKNOWN_SIZE.value))
        .when(survey & (answers.is_null() | (answers < MINIMUM_ANSWERS))).then(pl.lit(Hidden.FEW_ANSWERS.value))
        .when(survey & (answers / pl.col("invited") < MINIMUM_RESPONSE)).then(pl.lit(Hidden.LOW_RESPONSE.value))
        .when(people & (small | (survey & small_rest))).then(pl.lit(Hidden.SMALL_COUNT.value))
        .when(people & survey & ((count == 0) | (count == answers))).then(pl.lit(Hidden.ALL_THE_SAME.value))
        .otherwise(None)
    )  # fmt: skip


def _across_time(frame: pl.DataFrame) -> pl.DataFrame:
    """Hide every longer period that holds a hidden month or quarter: its difference with the others would tell it."""
    lost = frame.filter(pl.col("reason").is_not_null())
    months, quarters = lost.filter(pl.col("grain") == "month"), lost.filter(pl.col("grain") == "quarter")
    touched = pl.concat(
        [
            _spans(months, pl.col("period").dt.truncate("1q"), "quarter"),
            _spans(pl.concat([months, quarters]), pl.col("period").dt.truncate("1y"), "year"),
            *(_spans(months, pl.col("period").dt.offset_by(f"-{back}mo"), "moving_year") for back in range(12)),
        ]
    )
    keys = ["indicator", "unit_id", "period", "grain"]
    return (
        frame.join(touched.unique().with_columns(touched=True), on=keys, how="left", maintain_order="left")
        .with_columns(
            reason=pl.when(pl.col("reason").is_null() & pl.col("touched").fill_null(False))
            .then(pl.lit(Hidden.PROTECTS_ANOTHER.value))
            .otherwise(pl.col("reason"))
        )
        .drop("touched")
    )


def _spans(rows: pl.DataFrame, start: pl.Expr, grain: str) -> pl.DataFrame:
    return rows.select("indicator", "unit_id", start.alias("period"), pl.lit(grain).alias("grain"))


def _complementary(frame: pl.DataFrame, minimum: int, above: Mapping[str, str | None]) -> pl.DataFrame:
    """Hide further children, smallest first, until each family's hidden ones hold the minimum together."""
    risky = frame.filter(pl.col("reason").is_not_null()).select(_CELL).unique()
    if risky.is_empty():
        return frame
    extra: list[dict[str, object]] = []
    for cell in frame.join(risky, on=list(_CELL), how="semi").partition_by(list(_CELL)):
        extra += _hide_in_tree(cell, minimum, above)
    if not extra:
        return frame
    schema = {name: frame.schema[name] for name in (*_CELL, "unit_id")} | {"further": pl.String}
    further = pl.DataFrame(extra, schema=schema)
    return (
        frame.join(further, on=[*_CELL, "unit_id"], how="left", maintain_order="left")
        .with_columns(reason=pl.coalesce("reason", "further"))
        .drop("further")
    )


def _hide_in_tree(cell: pl.DataFrame, minimum: int, above: Mapping[str, str | None]) -> list[dict[str, object]]:
    """The further units to hide in one indicator and period."""
    rows = {row["unit_id"]: row for row in cell.iter_rows(named=True)}
    hidden = {unit for unit, row in rows.items() if row["reason"]}
    first = set(hidden)
    families: dict[str, list[str]] = {}
    for unit in rows:
        if (parent := _nearest(unit, above, rows)) is not None:
            families.setdefault(parent, []).append(unit)
    changed = True
    while changed:
        changed = False
        for parent, children in sorted(families.items()):
            lost = [unit for unit in children if unit in hidden]
            if _is_safe(lost, parent in hidden, rows, minimum):
                continue
            candidates = sorted(
                (unit for unit in children if unit not in hidden and not rows[unit]["stays"]),
                key=lambda unit: (_size(rows[unit]), unit),
            )
            further = candidates[0] if candidates else parent
            changed = further not in hidden
            hidden.add(further)
    return [
        {**{name: rows[unit][name] for name in _CELL}, "unit_id": unit, "further": Hidden.PROTECTS_ANOTHER.value}
        for unit in hidden - first
    ]


def _nearest(unit: str, above: Mapping[str, str | None], rows: Mapping[str, object]) -> str | None:
    """The nearest unit above that has a figure itself; units between them need not have one."""
    parent, steps = above.get(unit), 0
    while parent is not None and parent not in rows and steps < len(above):
        parent, steps = above.get(parent), steps + 1
    return parent if parent in rows else None


def _size(row: dict[str, object]) -> float:
    return float(row["group_size"] or 0)  # type: ignore[arg-type]


def _is_safe(lost: list[str], parent_hidden: bool, rows: dict[str, dict[str, object]], minimum: int) -> bool:
    """Whether no hidden figure of a family follows from the equation parent = sum of the children."""
    if parent_hidden:
        return len(lost) >= 1
    return not lost or (len(lost) >= 2 and sum(_size(rows[unit]) for unit in lost) >= minimum)
