"""The two pandera contracts of a kind, made of its fields: on the text of the cells, then on clean values.

pandera takes seconds to import: import this module only where a file is loaded.
"""

from dataclasses import dataclass

import pandera.polars as pa
import polars as pl

from di_data.contracts.fields import MOST_FINDINGS, NUMBERS, DeliveryKind, Field, RowRule
from di_data.contracts.rows import are_all_different, folded


@dataclass(frozen=True)
class Failures:
    """What a frame breaks. `cases`: (column or None, name of the check, position of the row), by row."""

    cases: list[tuple[str | None, str, int]]
    untold: int
    """How many more rows break a check than the cases tell."""


def text_contract(kind: DeliveryKind) -> pa.DataFrameSchema:
    """The contract on text: all fields are there as columns, required cells are filled, no cell is too long."""
    return pa.DataFrameSchema({
        field.name: pa.Column(
            pl.String,
            nullable=not field.required,
            checks=pa.Check.str_length(max_value=field.longest, name="too_long", n_failure_cases=MOST_FINDINGS),
        )
        for field in kind.fields
    })  # fmt: skip


def _bounds(field: Field) -> list[pa.Check]:
    checks = []
    if field.low is not None:
        checks.append(pa.Check.ge(field.low, name="too_low", n_failure_cases=MOST_FINDINGS))
    if field.high is not None:
        checks.append(pa.Check.le(field.high, name="too_high", n_failure_cases=MOST_FINDINGS))
    return checks


def _row_check(rule: RowRule) -> pa.Check:
    return pa.Check(lambda data: data.lazyframe.select(rule.holds()), name=rule.name, n_failure_cases=MOST_FINDINGS)


def _stands_once(kind: DeliveryKind, frame: pl.LazyFrame) -> pl.LazyFrame:
    """For every row whether no other has the same identity, without capitals and spaces around."""
    told = pl.DataFrame([folded(cells) for cells in frame.select(kind.identity).collect()])
    if are_all_different(told):
        return pl.select(single=pl.repeat(True, told.height)).lazy()
    return told.lazy().select(single=~pl.struct(kind.identity).is_duplicated())


def clean_contract(kind: DeliveryKind) -> pa.DataFrameSchema:
    """The contract on clean values: numbers within their bounds, the rules over a row, no row twice."""
    return pa.DataFrameSchema(
        {field.name: pa.Column(checks=_bounds(field), nullable=True) for field in kind.fields if field.type in NUMBERS},
        checks=[_row_check(rule) for rule in kind.rules]
        + [pa.Check(lambda data: _stands_once(kind, data.lazyframe), name="row_twice", n_failure_cases=MOST_FINDINGS)],
    )


def failures(schema: pa.DataFrameSchema, frame: pl.DataFrame) -> Failures:
    """What the frame breaks; nothing when all is well. The failing values stay inside: they may be personal."""
    try:
        schema.validate(frame, lazy=True)
    except pa.errors.SchemaErrors as errors:
        told = errors.failure_cases.select("column", "check", "index", "schema_context")
        told = told.group_by("column", "check", "schema_context").head(MOST_FINDINGS)
        cases = {
            (column if context == "Column" else None, check.split("(")[0], -1 if index is None else int(index))
            for column, check, index, context in told.select("column", "check", "index", "schema_context").rows()
        }
        broken = sum(_count(error.check_output) for error in errors.schema_errors)
        return Failures(sorted(cases, key=lambda case: (case[2], case[0] or "", case[1])), max(broken - told.height, 0))
    return Failures([], 0)


def _count(output: object) -> int:
    """How many rows did not pass a check."""
    return int((~output.to_series()).sum()) if isinstance(output, pl.DataFrame) else 0
