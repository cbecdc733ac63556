"""The privacy rules as the auditor reads them: which figures are hidden by themselves, what is attacked, how well it must
be protected. Written from the specification and apart from the gate, so that a mistake in one shows in the other. Pure.
"""

from collections.abc import Mapping

import polars as pl

from di_data.config import (
    FLOOR_GROUP,
    LEFT_OVER,
    MINIMUM_ANSWERS,
    MINIMUM_RESPONSE,
    PER_CENT,
    PROTECTED_PEOPLE,
    PROTECTED_POINT,
    PROTECTED_SHARE,
    ROUNDING,
    SMALL_COUNT,
)
from di_data.vocabulary import Measure


def minimum_of(indicator: str, minimums: Mapping[str, int], default: int) -> int:
    """The group minimum of an indicator; nothing sets it below the floor."""
    return max(minimums.get(indicator, default), FLOOR_GROUP)


def with_primary(figures: pl.DataFrame, minimums: Mapping[str, int], default: int) -> pl.DataFrame:
    """Add `primary`: whether a figure is hidden by itself. A column of that name that is there stays as it is.

    A group of nobody needs no protection.
    """
    if "primary" in figures.columns:
        return figures
    if figures.is_empty():
        return figures.with_columns(primary=pl.lit(False))
    codes = figures["indicator"].unique().to_list()
    agreed = {code: float(minimum_of(code, minimums, default)) for code in codes}
    size, answers, positive = pl.col("group_size"), pl.col("denominator"), pl.col("numerator")
    survey, people = pl.col("from_survey"), pl.col("counts_people")
    smaller = size < pl.col("indicator").replace_strict(agreed, return_dtype=pl.Float64)
    little = (
        pl.col("invited").is_null()
        | answers.is_null()
        | (answers < MINIMUM_ANSWERS)
        | (answers < MINIMUM_RESPONSE * pl.col("invited"))
    )
    # Who knows a percentage and the size of the group knows the count, also where it was not delivered.
    told = pl.when(pl.col("measure") == Measure.PERCENT.value).then((pl.col("value") * size / PER_CENT).round())
    few = _few(pl.coalesce(positive, told)) | (survey & _few(answers - positive))
    alike = survey & ((positive <= 0) | (positive >= answers))
    own = size.is_null() | smaller | (survey & little) | (people & (few.fill_null(False) | alike.fill_null(False)))
    somebody = (size >= LEFT_OVER).fill_null(True) & ~pl.col("public_source").fill_null(False)
    return figures.with_columns(primary=own.fill_null(True) & somebody)


def _few(count: pl.Expr) -> pl.Expr:
    return (count > ROUNDING) & (count <= SMALL_COUNT)


def with_attacked(figures: pl.DataFrame) -> pl.DataFrame:
    """Add what is attacked: `attacked`, the numerator, or else the value times the size of the group; `most`, what
    everybody knows to stand under it; `limited`, whether it cannot pass that; `signed`, whether it can be negative.

    A number that is no average (the measure "number") is attacked itself. A figure without a size has no `attacked`.
    """
    measure = pl.col("measure")
    times = pl.when(measure == Measure.PERCENT.value).then(pl.col("group_size") / PER_CENT).otherwise("group_size")
    worked_out = pl.col("value") * pl.when(measure == Measure.COUNT.value).then(pl.lit(1.0)).otherwise(times)
    return figures.with_columns(
        attacked=pl.coalesce("numerator", worked_out),
        most=pl.when(pl.col("numerator").is_null())
        .then("group_size")
        .otherwise(pl.coalesce("denominator", "group_size")),
        limited=measure == Measure.PERCENT.value,
        signed=measure == Measure.ENPS.value,
    )


def needed_width(value: float, most: float, *, people: bool, limited: bool) -> float:
    """How far the least and the most of a figure that is hidden by itself must lie apart.

    Of people five, or half the group where that is fewer. Where nothing limits a count of people (new reports in a
    year) the denominator is no reason to ask for less.
    """
    if people:
        return min(PROTECTED_PEOPLE, most / 2) if limited else PROTECTED_PEOPLE
    return max(PROTECTED_SHARE * abs(value), PROTECTED_POINT * most)


def derivable_width(value: float, most: float, *, people: bool, limited: bool) -> float:
    """The same for a figure that is hidden to protect another one: it cannot be told exactly, people to the person."""
    if people:
        return min(1.0, most) if limited else 1.0
    return ROUNDING * max(1.0, abs(value))


def is_delta_of_few(before: "tuple[float, float, float | None]", after: "tuple[float, float, float | None]",
                    minimum: int, *, people: bool, survey: bool) -> bool:  # fmt: skip
    """Whether the difference between two versions of a figure (attacked, most, size) is about a few people.

    When the sizes differ by one person or more but by fewer than the minimum, when a count of people differs by one to
    four, and when the answers of a survey do.
    """
    count, answers = abs(after[0] - before[0]), abs(after[1] - before[1])
    if before[2] is not None and after[2] is not None:
        moved = abs(after[2] - before[2])
        if 1 - ROUNDING <= moved < minimum:
            return True
    return people and (ROUNDING < count <= SMALL_COUNT or (survey and ROUNDING < answers <= SMALL_COUNT))
