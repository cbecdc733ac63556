"""The calendar of figures: which are in, which are missing or late, and which are to come. Pure, and without values.

A *series* is an indicator in one grain. It has periods that somebody delivered, the gaps between those, and, when
it is still going on, the periods since. A department is asked for a period when it existed during all of it, and
when it has other figures of the series or a department beside it has this one. The figure of a department above
others may also be added up from them, so it is not asked for where they have theirs.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from itertools import pairwise

import polars as pl

from di_data.periods import MONTHS_IN, Grain, Period, last_day
from di_data.vocabulary import Presence

SERIES = ["indicator", "grain"]
_UNIT = ["unit_id", "unit", "unit_name", "parent_id", "starts_on", "ends_on"]
_YEAR = 12

STOPPED_AFTER = 2 * _YEAR
"""Months without any figure after which a series counts as history: nobody waits for a survey of ten years ago."""

COLUMNS = (
    "indicator", "indicator_name", "grain", "unit_id", "unit", "unit_name", "place", "public_source",
    "period", "state", "due_on",
)  # fmt: skip


def calendar(facts: pl.DataFrame, today: date, delivery_days: int, within: Period | None = None) -> pl.DataFrame:
    """Where every figure stands: one row per series × department × period in which something is in or asked for.

    `facts`: one row per figure with `unit_id, unit, unit_name, parent_id, starts_on, ends_on, indicator,
    indicator_name, period, grain, provisional, public_source, from_survey`; a unit without figures has one row without
    an indicator. `delivery_days`: how long after its last day a period should be in. Returns the columns of `COLUMNS`:
    `state` a code of `vocabulary.Presence`, `due_on` the day by which the figure should be in, `place` the department's
    place in the organisation, each below the one above it. Nothing is asked of public sources: they publish when they do.
    `within`: only the periods that end in this one.
    """
    units, figures = _units(facts), facts.filter(pl.col("indicator").is_not_null())
    own, public = figures.filter(~pl.col("public_source")), figures.filter("public_source")
    public = public.filter(_ends_within(within)).join(units, on="unit_id").with_columns(state=_in())
    asked = _asked(own, units, today, delivery_days, within)
    return (
        pl.concat([_shaped(asked, delivery_days), _shaped(public, delivery_days)])
        .sort("public_source", *SERIES, "place", "period")
        .select(COLUMNS)
    )  # fmt: skip


def _ends_within(within: Period | None) -> pl.Expr:
    return pl.lit(True) if within is None else last_day().is_between(within.start, within.end)


def _in() -> pl.Expr:
    return pl.when("provisional").then(pl.lit(Presence.PROVISIONAL.value)).otherwise(pl.lit(Presence.IN.value))


def _shaped(cells: pl.DataFrame, delivery_days: int) -> pl.DataFrame:
    due_on = last_day() + pl.duration(days=delivery_days)
    return cells.with_columns(due_on=due_on.cast(pl.Date)).select(COLUMNS)


def _asked(
    own: pl.DataFrame, units: pl.DataFrame, today: date, delivery_days: int, within: Period | None
) -> pl.DataFrame:
    """The cells of one's own departments that are in or asked for, with their state."""
    wanted = pl.concat([_wanted(*series, today) for series in _every_series(own)] or [_NO_PERIODS])
    names = own.select("indicator", "indicator_name").unique()
    spans = own.group_by("unit_id", *SERIES).agg(own_last=pl.col("period").max())
    newest = own.group_by(SERIES).agg(newest=pl.col("period").max())
    wanted, own = wanted.filter(_ends_within(within)), own.filter(_ends_within(within))
    told = own.select("unit_id", *SERIES, "period", provisional="provisional", is_in=pl.lit(True))
    beside = own.select(pl.col("parent_id").alias("beside"), *SERIES, "period", beside_has=pl.lit(True)).unique()
    below = _below(told, units)
    keys = ["unit_id", *SERIES, "period"]
    cells = (
        wanted.join(units.filter(~pl.col("is_public")), how="cross")
        .join(names, on="indicator", how="left")
        .join(told, on=keys, how="left")
        .join(spans, on=["unit_id", *SERIES], how="left")
        .join(below, on=keys, how="left")
        .join(newest, on=SERIES, how="left")
        .join(beside, left_on=["parent_id", *SERIES, "period"], right_on=["beside", *SERIES, "period"], how="left", nulls_equal=True)
        .with_columns(pl.col("is_in", "below_has", "beside_has").fill_null(False), end=last_day())
    )  # fmt: skip
    existed = pl.col("starts_on").fill_null(date.min) <= pl.col("period")
    existed &= pl.col("ends_on").fill_null(date.max) >= pl.col("end")
    concerned = pl.col("own_last").is_not_null() | (pl.col("is_leaf") & pl.col("beside_has"))
    is_asked = existed & concerned & ~pl.col("below_has")
    return cells.filter(pl.col("is_in") | is_asked).with_columns(
        state=_state(today, delivery_days), public_source=pl.lit(False)
    )


def _state(today: date, delivery_days: int) -> pl.Expr:
    """Missing is what lies before figures that are in: one's own, or when it is past its day, anybody's."""
    in_time = pl.col("end") >= today - timedelta(days=delivery_days)
    return (
        pl.when("is_in").then(_in())
        .when(pl.col("own_last") > pl.col("period")).then(pl.lit(Presence.MISSING.value))
        .when(in_time).then(pl.lit(Presence.EXPECTED.value))
        .when(pl.col("newest") >= pl.col("period")).then(pl.lit(Presence.MISSING.value))
        .otherwise(pl.lit(Presence.LATE.value))
    )  # fmt: skip


# Periods of a series ---------------------------------------------------------------------------

_NO_PERIODS = pl.DataFrame(schema={"indicator": pl.String, "grain": pl.String, "period": pl.Date})


def _every_series(own: pl.DataFrame) -> Iterable[tuple[str, Grain, list[int], int, bool]]:
    """Every series with its delivered periods as numbers, its step, and whether more of it is to come."""
    found: dict[str, dict[Grain, tuple[list[int], int]]] = {}
    for (indicator, name), rows in own.partition_by(SERIES, as_dict=True).items():
        grain = Grain(str(name))
        numbers = sorted(_number(start, grain) for start in rows["period"].unique())
        found.setdefault(str(indicator), {})[grain] = (numbers, step(numbers, grain, bool(rows["from_survey"].any())))
    for indicator, grains in found.items():
        going_on = _grain_that_goes_on({grain: numbers[-1] for grain, (numbers, _step) in grains.items()})
        for grain, (numbers, apart) in grains.items():
            yield indicator, grain, numbers, apart, grain == going_on


def step(numbers: list[int], grain: Grain, from_survey: bool) -> int:
    """How many periods lie between one delivery and the next. Only a survey leaves some out on purpose: for that it is
    what was most common so far, the smallest when tied, and a year while there was only one.
    """
    if not from_survey:
        return 1
    apart = Counter(later - earlier for earlier, later in pairwise(numbers))
    if not apart:
        return _YEAR // MONTHS_IN[grain]
    return min(apart, key=lambda gap: (-apart[gap], gap))


def _grain_that_goes_on(last: Mapping[Grain, int]) -> Grain:
    """The finest grain that has a figure within a year of the newest one: the others it took the place of."""
    ends = {grain: (number + 1) * MONTHS_IN[grain] for grain, number in last.items()}
    newest = max(ends.values())
    return min((grain for grain, end in ends.items() if newest - end <= _YEAR), key=lambda grain: MONTHS_IN[grain])


def _wanted(indicator: str, grain: Grain, numbers: list[int], apart: int, goes_on: bool, today: date) -> pl.DataFrame:
    """The periods of a series: delivered, between deliveries, and since the last up to the one that ends next."""
    periods = list(numbers)
    for earlier, later in pairwise(numbers):
        periods += range(earlier + apart, later - apart + 1, apart)
    quiet = _number(today, Grain.MONTH) - (numbers[-1] + apart) * MONTHS_IN[grain]
    if goes_on and quiet < STOPPED_AFTER:
        number = numbers[-1]
        while _period(number, grain).end < today:
            number += apart
            periods.append(number)
    starts = pl.Series("period", [_period(number, grain).start for number in sorted(set(periods))], dtype=pl.Date)
    return pl.DataFrame({"period": starts}).select(
        pl.lit(indicator).alias("indicator"), pl.lit(grain.value).alias("grain"), "period"
    )


def _number(start: date, grain: Grain) -> int:
    return (start.year * _YEAR + start.month - 1) // MONTHS_IN[grain]


def _period(number: int, grain: Grain) -> Period:
    months = number * MONTHS_IN[grain]
    return Period(date(months // _YEAR, months % _YEAR + 1, 1), grain)


# The organisation ------------------------------------------------------------------------------


def _units(facts: pl.DataFrame) -> pl.DataFrame:
    """One row per unit, with its place in the tree, whether it is a leaf, and whether it is a public one."""
    units = facts.select(_UNIT).unique("unit_id").sort("unit_name", "unit")
    above: dict[str, str | None] = dict(units.select("unit_id", "parent_id").rows())
    below: dict[str | None, list[str]] = {}
    for unit, parent in above.items():
        below.setdefault(parent if parent in above else None, []).append(unit)
    ordered = list(_in_order(below, None))
    public = facts.group_by("unit_id").agg(is_public=pl.col("public_source").fill_null(False).all() & pl.col("indicator").is_not_null().any())  # fmt: skip
    return (
        pl.DataFrame({"unit_id": ordered}, schema={"unit_id": pl.String})
        .with_row_index("place")
        .join(units, on="unit_id")
        .join(public, on="unit_id")
        .with_columns(is_leaf=~pl.col("unit_id").is_in([unit for unit in below if unit is not None]))
    )


def _in_order(below: Mapping[str | None, list[str]], parent: str | None) -> Iterable[str]:
    for unit in below.get(parent, ()):
        yield unit
        yield from _in_order(below, unit)


def _below(told: pl.DataFrame, units: pl.DataFrame) -> pl.DataFrame:
    """For which units and periods a unit somewhere below has its figure."""
    above: dict[str, str | None] = dict(units.select("unit_id", "parent_id").rows())
    pairs = []
    for unit in above:
        parent, steps = above[unit], 0
        while parent is not None and steps < len(above):
            pairs.append((unit, parent))
            parent, steps = above.get(parent), steps + 1
    schema = {"unit_id": pl.String, "above": pl.String}
    return (
        told.join(pl.DataFrame(pairs, schema=schema, orient="row"), on="unit_id")
        .select(pl.col("above").alias("unit_id"), *SERIES, "period", below_has=pl.lit(True))
        .unique()
    )
