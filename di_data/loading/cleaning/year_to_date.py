"""Figures that run since 1 January under the label of a month or a quarter: how they show, and what undoes them."""

import math
from collections.abc import Sequence

import polars as pl

from di_data.contracts.fields import MOST_FINDINGS
from di_data.contracts.figures import MEASURED
from di_data.language import mark as _
from di_data.loading.cleaning.asking import Doubt, Option, Suspicion, figure, unit_of_row
from di_data.loading.findings import Finding
from di_data.loading.report import FileRefused
from di_data.loading.shaping.shape import Shaped
from di_data.notation import period as in_words
from di_data.periods import Grain, Period
from di_data.vocabulary import Kind

_COUNTS = {Kind.ABSENCE: ("sick_days", "available_days", "new_cases"), Kind.OUTFLOW: ("leavers", "voluntary_leavers")}
_SERIES = ["unit", "grain", "year"]
_SHORTEST = 3
"""Periods within a year from which growth can be told from chance."""
_NEARLY_ALL = 0.9
_CHANCE = 0.01
"""How likely it may be that the figures only grow within the years although each period stands on its own."""
_IN_STEP = 0.15
"""How far figures may lie from 1 : 2 : 3 : 4 and still be seen as adding up."""

_DIFFERENCE = Option(
    "difference",
    _("Since 1 January: take the difference with the period before."),
    _("The counts ran since 1 January: for each period the difference with the period before was taken."),
)
_AS_IT_IS = Option(
    "as_it_is",
    _("Per period: the figures are right as they are."),
    _("The figures in column “{column}” were taken as those of the period itself."),
)
_LEAVE = Option("leave", _("Since 1 January: do not load the file."), "")
_GROWS = _(
    "The figures in column “{column}” seem to run since 1 January. For {unit} they only grow within the year: {numbers}, from {first} to {last}. Nearly every department shows the same."
)
_CANNOT = _(
    "The figures in column “{column}” seem to run since 1 January. For {unit} they only grow within the year: {numbers}, from {first} to {last}. A percentage cannot be turned back into that of one period without both its counts."
)
_REFUSED = _("The file was not loaded, because its figures run over more than the period that they are labelled with.")
_ASK = _("Ask for an export with the figures of each month or quarter by itself.")
_GAP = _("The difference with the period before cannot be taken: that period is not in the file.")
_FROM_JANUARY = _("Ask for an export from January on.")
_FALLS = _("The count since 1 January is lower than in the period before.")


def year_to_date(shaped: Shaped, frame: pl.DataFrame) -> Suspicion | None:
    """Counts that only grow within each year and begin anew in January, for nearly every department."""
    kind = shaped.match.profile.kind.kind
    grown = {column: found for column in _COUNTS.get(kind, ()) if (found := _growth(frame, column))}
    if not grown:
        return None
    columns = list(grown)
    example = grown[columns[0]]
    rate, counts = MEASURED[kind].value, MEASURED[kind].counts
    alone = pl.col(rate).is_not_null() & ~pl.all_horizontal(pl.col(counts).is_not_null())
    undoable = not frame.select((alone & pl.col("grain").is_in(["month", "quarter"])).any()).item()
    message, options = (_GROWS, (_DIFFERENCE, _AS_IT_IS)) if undoable else (_CANNOT, (_LEAVE, _AS_IT_IS))
    doubt = Doubt("year_to_date", "year_to_date", columns[0], message, options, options[0].code, values=example)
    return Suspicion(doubt, {
        "difference": lambda rows: _differences(shaped, rows, columns, rate, counts),
        "leave": lambda rows: leave(shaped, "year_to_date", columns[0]),
    })  # fmt: skip


def leave(shaped: Shaped, rule: str, name: str) -> pl.DataFrame:
    """Refuse the file, because its user says that the figures are not those of their period."""
    raise FileRefused([Finding(rule, _REFUSED, _ASK, sheet=shaped.match.table.sheet, column=shaped.header_of(name))])


def _placed(frame: pl.DataFrame) -> pl.DataFrame:
    """The rows with their `unit`, their `year` and their `place` in it, counted from 1."""
    months = pl.col("period").dt.month()
    return frame.with_columns(
        unit=unit_of_row(),
        year=pl.col("period").dt.year(),
        place=pl.when(pl.col("grain") == "quarter").then((months + 2) // 3).otherwise(months).cast(pl.Int64),
    )


def _growth(frame: pl.DataFrame, column: str) -> dict[str, object] | None:
    """The evidence that a column runs since 1 January, from one department; None when it does not."""
    shown = pl.col("grain").is_in(["month", "quarter"]) & ~pl.col("is_reference") & pl.col(column).is_not_null()
    rows = frame.lazy().filter(shown).select("unit_code", "unit_name", "period", "grain", value=column)
    if not _totals_grow(rows.group_by("period", "grain").agg(pl.col("value").sum()).sort("period").collect()):
        return None
    rows_of_units = _placed(rows.collect()).sort(*_SERIES, "place")
    series = rows_of_units.group_by(_SERIES, maintain_order=True).agg(
        grows=(pl.col("value").diff().drop_nulls() >= 0).all(),
        steps=(pl.col("value").diff() > 0).sum(),
        complete=pl.col("place").max() - pl.col("place").min() + 1 == pl.len(),
        count=pl.len(),
        in_step=(pl.col("value").last() * pl.col("place").first()
                 / (pl.col("value").first() * pl.col("place").last()) - 1).abs() <= _IN_STEP,
    )  # fmt: skip
    series = series.filter(pl.col("complete") & (pl.col("count") >= _SHORTEST) & (pl.col("steps") > 0))
    grown = series.filter("grows")
    if grown.height < _NEARLY_ALL * series.height or grown.is_empty():
        return None
    chance = -sum(math.lgamma(steps + 2) for steps in grown["steps"])  # of n different numbers in order: 1 ÷ n!
    if chance > math.log(_CHANCE) and not grown["in_step"].fill_null(False).all():
        return None
    best = grown.sort("steps", descending=True, maintain_order=True).select(_SERIES).head(1)
    return _evidence(rows_of_units.join(best, on=_SERIES, how="semi", maintain_order="left"))


def _totals_grow(totals: pl.DataFrame) -> bool:
    """Whether the total of all departments grows about evenly within each year and falls in January."""
    months = pl.col("period").dt.month()
    per_year = (
        totals.with_columns(year=pl.col("period").dt.year(), place=(months + 2) // 3, month=months)
        .with_columns(place=pl.when(pl.col("grain") == "quarter").then("place").otherwise("month"))
        .group_by("grain", "year", maintain_order=True)
        .agg(
            count=pl.len(), first=pl.col("value").first(), last=pl.col("value").last(),
            begin=pl.col("place").first(), end=pl.col("place").last(),
            grows=(pl.col("value").diff().drop_nulls() >= 0).all(),
        )
        .sort("grain", "year")
        .with_columns(following=pl.col("first").shift(-1).over("grain"), begins=pl.col("begin").shift(-1).over("grain"))
    )  # fmt: skip
    long = per_year.filter(pl.col("count") >= _SHORTEST)
    if long.is_empty():
        return False
    growth = pl.col("last") / pl.col("first")
    enough = growth >= pl.max_horizontal(pl.lit(1.5), 0.6 * pl.col("end") / pl.col("begin"))
    falls = (pl.col("begins") > 1) | (pl.col("following") < 0.7 * pl.col("last"))
    share = long.select((pl.col("grows") & enough & falls.fill_null(True)).mean()).item()
    return bool(share >= _NEARLY_ALL)


def _evidence(rows: pl.DataFrame) -> dict[str, object]:
    grain = Grain(rows["grain"][0])
    return {
        "unit": rows["unit"][0],
        "numbers": " – ".join(figure(value) for value in rows["value"]),
        "first": in_words(Period(rows["period"][0], grain)),
        "last": in_words(Period(rows["period"][-1], grain)),
    }


def _differences(
    shaped: Shaped, frame: pl.DataFrame, columns: list[str], rate: str, counts: Sequence[str]
) -> pl.DataFrame:
    """The counts of each period by itself; the percentage is left to be worked out from them.

    Raises FileRefused where the period before is not in the file, or has a higher count.
    """
    short = pl.col("grain").is_in(["month", "quarter"])
    rows = _placed(frame).with_row_index("order").sort(*_SERIES, "place")
    follows = short & (pl.col("place") > 1)
    errors: list[Finding] = []
    for column in columns:
        before = pl.when(pl.col("place").shift(1).over(_SERIES) == pl.col("place") - 1).then(pl.col(column).shift(1).over(_SERIES))  # fmt: skip
        rows = rows.with_columns(before=before)
        told = rows.filter(follows & pl.col(column).is_not_null())
        errors += _at(shaped, told.filter(pl.col("before").is_null()), column, _GAP, _FROM_JANUARY)
        errors += _at(shaped, told.filter(pl.col(column) < pl.col("before")), column, _FALLS, _ASK)
        own = pl.when(follows).then((pl.col(column) - pl.col("before")).round(10)).otherwise(column)
        rows = rows.with_columns(own.alias(f"{column} own"))
    if errors:
        raise FileRefused(errors[:MOST_FINDINGS])
    both = pl.all_horizontal(pl.col(counts).is_not_null())
    return (
        rows.with_columns(pl.col(f"{column} own").alias(column) for column in columns)
        .with_columns(pl.when(~(short & both)).then(rate).alias(rate))
        .sort("order")
        .select(frame.columns)
    )


def _at(shaped: Shaped, rows: pl.DataFrame, column: str, message: str, remedy: str) -> list[Finding]:
    return [
        Finding("year_to_date", message, remedy, sheet=shaped.match.table.sheet, row=row,
                column=shaped.header_of(column, source))
        for row, source in rows.select("row", "source_column").head(MOST_FINDINGS).rows()
    ]  # fmt: skip
