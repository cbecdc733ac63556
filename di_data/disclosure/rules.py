"""The primary rules: which figures are about too few people by themselves, and how wide a secret must stay.

Rules: the privacy specification; thresholds: `di_data.config`, each with its reason.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

from di_data.config import (
    FLOOR_GROUP,
    LEFT_OVER,
    MINIMUM_ANSWERS,
    MINIMUM_GROUP,
    MINIMUM_RESPONSE,
    PER_CENT,
    PROTECTED_PEOPLE,
    PROTECTED_POINT,
    PROTECTED_SHARE,
    SMALL_COUNT,
)
from di_data.vocabulary import Hidden, Measure

RULES = 1
"""The version of the rules. Another number here makes every figure be judged anew."""


_PER_CENT = 1 / PER_CENT


@dataclass(frozen=True)
class Minimums:
    """The group minimums in force: for all indicators, and those agreed for one. The floor cannot be passed."""

    group: int = MINIMUM_GROUP
    of: Mapping[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if min([self.group, *self.of.values()]) < FLOOR_GROUP:
            raise ValueError("below the floor")

    def column(self) -> pl.Expr:
        """The minimum of the indicator of each row."""
        if not self.of:
            return pl.lit(self.group)
        return pl.col("indicator").replace_strict(dict(self.of), default=self.group, return_dtype=pl.Int64)


def judged(frame: pl.DataFrame, minimums: Minimums) -> pl.DataFrame:
    """Add what the gate weighs.

    `frame`: `indicator, measure, value, numerator, denominator, group_size, invited, public_source, counts_people,
    from_survey`. Adds `minimum`; `primary` (the reason to hide it by itself, or nothing);
    `x`, the number that an attacker is after (the numerator, or value × group); `cap`, the most that everybody knows it
    can be; `weight`, what it is divided by; `need`, how far apart its smallest and largest possible value must stay; `size`, people in the group.
    """
    percent, net = pl.col("measure") == Measure.PERCENT.value, pl.col("measure") == Measure.ENPS.value
    weight = pl.coalesce("denominator", "group_size", pl.lit(0.0))
    per = pl.when(percent).then(_PER_CENT).otherwise(1.0)
    number = pl.coalesce("numerator", pl.col("value") * weight * per, pl.lit(0.0))
    people = pl.col("counts_people")
    cap = (
        pl.when(net).then(2 * PER_CENT * weight)
        .when(people & percent).then(pl.max_horizontal(weight, number))
        .otherwise(float("inf"))
    )  # fmt: skip
    return frame.with_columns(
        minimum=minimums.column(), weight=weight, size=pl.col("group_size").fill_null(0.0)
    ).with_columns(
        primary=_primary(),
        # A net score runs from −100 to 100: counted from its lowest, so that it is never below nothing.
        x=pl.when(net).then(number + PER_CENT * weight).otherwise(number),
        cap=cap,
        need=pl.when(pl.col("size") < LEFT_OVER)
        .then(0.0)
        .when(people)
        .then(pl.min_horizontal(pl.lit(float(PROTECTED_PEOPLE)), cap / 2))
        .otherwise(pl.max_horizontal(PROTECTED_SHARE * number.abs(), PROTECTED_POINT * weight)),
    )


def _primary() -> pl.Expr:
    answers, size = pl.col("denominator"), pl.col("group_size")
    # Who knows a percentage and the size of the group knows the count, also where it was not delivered.
    told = pl.when(pl.col("measure") == Measure.PERCENT.value).then((pl.col("value") * size * _PER_CENT).round())
    count = pl.coalesce("numerator", told)
    survey, people = pl.col("from_survey"), pl.col("counts_people")
    rest = answers - count
    small = _is_few(count) | (survey & _is_few(rest))
    return (
        pl.when(pl.col("public_source")).then(None)
        .when(size.is_null()).then(pl.lit(Hidden.UNKNOWN_SIZE.value))
        .when(size < pl.col("minimum")).then(pl.lit(Hidden.SMALL_GROUP.value))
        .when(survey & pl.col("invited").is_null()).then(pl.lit(Hidden.UNKNOWN_SIZE.value))
        .when(survey & (answers.is_null() | (answers < MINIMUM_ANSWERS))).then(pl.lit(Hidden.FEW_ANSWERS.value))
        .when(survey & (answers / pl.col("invited") < MINIMUM_RESPONSE)).then(pl.lit(Hidden.LOW_RESPONSE.value))
        .when(people & small).then(pl.lit(Hidden.SMALL_COUNT.value))
        .when(people & survey & ((count == 0) | (count == answers))).then(pl.lit(Hidden.ALL_THE_SAME.value))
        .otherwise(None)
    )  # fmt: skip


def _is_few(count: pl.Expr) -> pl.Expr:
    return (count > 0) & (count < SMALL_COUNT + 1)
