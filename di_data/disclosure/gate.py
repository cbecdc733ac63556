"""The one gate: what goes through it becomes a `SafeTable`. Primary rules: `rules`; all linked tables: `linked`."""

from collections.abc import Mapping

import polars as pl

from di_data.disclosure.cells import Organisation
from di_data.disclosure.linked import hidden_reasons
from di_data.disclosure.rules import Minimums
from di_data.disclosure.safe_table import SafeTable, seal
from di_data.vocabulary import Hidden, Measure

FIGURES = ("value", "numerator", "denominator", "group_size", "invited")

_GATE_ONLY = ("counts_people", "from_survey")

_TOLD_BY_SIZE = [
    Hidden.SMALL_GROUP.value,
    Hidden.FEW_ANSWERS.value,
    Hidden.LOW_RESPONSE.value,
    Hidden.UNKNOWN_SIZE.value,
]
"""Reasons that follow from sizes alone. The others would tell something of the figure itself, so they are told as one."""


def guard_figures(frame: pl.DataFrame, minimums: Minimums, tree: Mapping[str, str | None] | None = None) -> SafeTable:
    """Hide what may not be shown in figures of one structure, for figures that are not published (`publication`).

    `frame`: one row per indicator × unit × period × grain of **all** units, with `unit_id`, `parent_id`, `period`,
    `grain`, `indicator`, the figures, `public_source`, `counts_people`, `from_survey`. `tree`: every unit and the one
    above it, also those without figures; without it the tree of the frame itself. Adds `hidden` and `reason` (a code of
    `vocabulary.Hidden`), empties the figures of hidden rows and drops what only the gate needs.
    """
    above = dict(tree) if tree is not None else dict(frame.select("unit_id", "parent_id").unique().rows())
    lacking = {"measure": pl.lit(Measure.PERCENT.value), "derived": pl.lit(False)}
    rows = frame.with_columns(
        structure=pl.lit("as_was"), **{name: empty for name, empty in lacking.items() if name not in frame.columns}
    )
    told = emptied(hidden_reasons(rows, Organisation.unchanged(above), minimums))
    return seal(told.select(*(name for name in frame.columns if name not in _GATE_ONLY), "hidden", "reason"))


def emptied(told: pl.DataFrame) -> pl.DataFrame:
    """Take the figures out of the rows with a `reason`, say `hidden`, and tell the reason as far as it may be told."""
    hidden = pl.col("reason").is_not_null()
    # In two steps: a value under a null mask would still travel along in the bytes of Arrow.
    blank = told.with_columns(hidden=hidden).with_columns(
        pl.when(~pl.col("hidden")).then(pl.col(name)).otherwise(0.0).alias(name) for name in FIGURES
    )
    few = pl.when(pl.col("hidden")).then(pl.lit(Hidden.FEW_PEOPLE.value))
    return blank.with_columns(
        *(pl.when(~pl.col("hidden")).then(pl.col(name)).alias(name) for name in FIGURES),
        reason=pl.when(pl.col("reason").is_in(_TOLD_BY_SIZE)).then("reason").otherwise(few),
    )


def guard_records(frame: pl.DataFrame) -> SafeTable:
    """Let a table without figures about people through: goals, actions, decisions, benchmarks, deliveries.

    Raises ValueError when it has a column that only figures about people have.
    """
    forbidden = {"numerator", "denominator", "group_size", "invited", "answers"} & set(frame.columns)
    if forbidden:
        raise ValueError(f"figures about people go through the gate: {sorted(forbidden)}")
    return seal(frame)
