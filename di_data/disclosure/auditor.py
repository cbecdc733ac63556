"""The auditor: which hidden figures can be worked out by who holds everything that was ever published.

An independent proof of the gate: written from the specification, sharing nothing with the code that decides what is
hidden. It knows what an attacker knows: the tree of departments with the size of every group, that months add up to
quarters, years and moving years, what a merger moved, and all earlier publications. Of every hidden figure it works out
the smallest and the largest value (`attack`); a figure is protected when these lie far enough apart
(`auditor_rules.needed_width`). Pure.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from di_data.config import ROUNDING
from di_data.disclosure.attack import Range
from di_data.disclosure.auditor_equations import AS_WAS, PRESENT, Row, Tree, View, When, hold
from di_data.disclosure.auditor_puzzle import Kind, Measured, Number, Puzzle, Traits
from di_data.disclosure.auditor_rules import minimum_of, with_attacked, with_primary

_CELL = {
    "publication": pl.Int64, "structure": pl.String, "indicator": pl.String, "unit_id": pl.String, "grain": pl.String,
    "period": pl.Date,
}  # fmt: skip
_FINDING = {"kind": pl.String, **_CELL, "low": pl.Float64, "high": pl.Float64, "needed": pl.Float64}


@dataclass(frozen=True, eq=False)
class Publication:
    """What one publication is made of and what it shows.

    `figures`: **all** figures of **all** units with their true values, one row per structure × indicator × unit × period
    × grain, with `structure` ("as_was" or "present"; without a merger "as_was" is enough), `indicator, unit_id, period,
    grain, value, numerator, denominator, group_size, invited, public_source, counts_people, from_survey, measure` (a code
    of `vocabulary.Measure`), `derived` (made of months) and `shown`; with `primary` where the caller decides which are hidden by themselves.
    `as_was` and `present`: every unit and the one above it in each structure, also units without figures; where the two
    differ, the unit is gone and went on under the other one. `minimums` and `default`: the group minimums that were in
    force then, where they were others than those of the audit.
    """

    figures: pl.DataFrame = field(repr=False)
    as_was: Tree
    present: Tree
    minimums: Mapping[str, int] | None = None
    default: int | None = None

    def minimum(self, indicator: str, minimums: Mapping[str, int], default: int) -> int:
        """The group minimum of an indicator in this publication."""
        return minimum_of(indicator, *self.agreed(minimums, default))

    def agreed(self, minimums: Mapping[str, int], default: int) -> tuple[Mapping[str, int], int]:
        """The minimums of this publication, or else these."""
        return minimums if self.minimums is None else self.minimums, self.default or default


@dataclass(frozen=True, eq=False)
class Audit:
    """What the auditor found. `low` and `high` tell of hidden figures: to be counted and named, not to be shown.

    `shown`, `hidden`: figures in the newest publication; `tried`: numbers that had to be protected (hidden figures of all
    publications, small groups directly under a unit, small sums and corrections about a few people).
    `findings`: one row per number that is not protected: `kind` (a code of `auditor_puzzle.Kind`), `publication` (0 is
    the oldest), `structure, indicator, unit_id, grain, period`, the least and the most it can be (`low, high`, in what is
    counted: people, days; without counts the value times the size of the group, ÷ 100 for a percentage) and `needed`, how
    far these should lie apart. Of a rest or sum `unit_id` is the unit above it.
    `in_vain`: the same of figures that were hidden to protect others and follow from what is shown. That harms nobody as
    long as there are no findings; they could have been shown as well.
    `before`: figures that are hidden now and were shown earlier with the same value, or follow from what was shown before
    there was such a figure, which nothing can undo: the columns `publication` to `period`.
    """

    shown: int
    hidden: int
    tried: int
    findings: pl.DataFrame = field(repr=False)
    in_vain: pl.DataFrame = field(repr=False)
    before: pl.DataFrame = field(repr=False)

    @property
    def unprotected(self) -> int:
        """How many numbers are not protected."""
        return self.findings.height


def audit(publications: Sequence[Publication], minimums: Mapping[str, int], default: int) -> Audit:
    """Try to work out everything that is hidden in publications, the newest last, from all of them together.

    `minimums`: the group minimum in force of indicators, `default` that of the others. Indicators are taken one by one.
    Raises ValueError without a publication, and polars' ColumnNotFoundError when a column is missing.
    """
    if not publications:
        raise ValueError("nothing was published")
    held = [
        with_attacked(with_primary(_with_structure(publication.figures), *publication.agreed(minimums, default)))
        for publication in publications
    ]
    findings: list[tuple[object, ...]] = []
    before: list[tuple[object, ...]] = []
    tried = 0
    for indicator in sorted(set().union(*(frame["indicator"].unique() for frame in held))):
        frames = [frame.filter(pl.col("indicator") == indicator, pl.col("attacked").is_not_null()) for frame in held]
        least = tuple(publication.minimum(indicator, minimums, default) for publication in publications)
        puzzle = _puzzle(indicator, frames, publications, least)
        needed = puzzle.needed()
        tried += len(needed)
        last, narrow = len(publications) - 1, puzzle.narrowed(needed)
        old = {known for known, (low, high) in narrow.items() if _is_old(puzzle, known, high - low)}
        findings += _findings(indicator, puzzle, needed, {one: narrow[one] for one in narrow if one not in old}, last)
        before += _before(indicator, puzzle.numbers, last)
        before += [_cell(puzzle.numbers[known], indicator) for known in sorted(old)]
    shown = int(held[-1]["shown"].sum())
    told = pl.DataFrame(findings, schema=_FINDING, orient="row")
    in_vain = pl.col("kind") == Kind.COMPLEMENTARY
    return Audit(
        shown=shown,
        hidden=held[-1].height - shown,
        tried=tried,
        findings=told.filter(~in_vain),
        in_vain=told.filter(in_vain),
        before=pl.DataFrame(before, schema=_CELL, orient="row"),
    )


def _with_structure(figures: pl.DataFrame) -> pl.DataFrame:
    return figures if "structure" in figures.columns else figures.with_columns(structure=pl.lit(AS_WAS))


def _puzzle(
    indicator: str, frames: list[pl.DataFrame], publications: Sequence[Publication], minimums: tuple[int, ...]
) -> Puzzle:
    """The numbers of one indicator in all publications, with the equations between them."""
    every = pl.concat([frame.select("counts_people", "limited", "signed", "from_survey") for frame in frames])
    people, limited, signed, survey = (bool(every[name].any()) for name in every.columns)
    puzzle = Puzzle(Traits(people, limited, signed, survey, minimums))
    hold(
        puzzle,
        [
            _view(frame, publication)
            for frame, publication in zip(frames, publications, strict=True)
        ],
    )  # fmt: skip
    return puzzle


def _view(frame: pl.DataFrame, publication: Publication) -> View:
    rows: dict[str, dict[When, dict[str, Row]]] = {}
    columns = frame.select(
        "structure", "unit_id", "grain", "period", "attacked", pl.coalesce("most", pl.col("attacked").abs()), "group_size",
        pl.col("numerator").is_not_null().alias("counted"), "derived", "shown", "primary",
    )  # fmt: skip
    for structure, unit, grain, period, attacked, most, size, counted, derived, shown, primary in columns.iter_rows():
        row = Row(Measured(attacked, most, size), counted, derived, shown, primary)
        rows.setdefault(structure, {}).setdefault((grain, period), {})[unit] = row
    trees = {AS_WAS: publication.as_was, PRESENT: publication.present}
    return View(rows, trees)


def _findings(
    indicator: str, puzzle: Puzzle, needed: Mapping[int, float], told: Mapping[int, Range], last: int
) -> list[tuple[object, ...]]:
    found: list[tuple[object, ...]] = [
        (_kind(puzzle.numbers[known]), *_cell(puzzle.numbers[known], indicator), low, high, needed[known])
        for known, (low, high) in told.items()
    ]
    for number in puzzle.numbers:
        if any(place.shown and place.primary and place.publication == last for place in number.places):
            value = number.measured.value
            found.append((Kind.SHOWN, *_cell(number, indicator), value, value, 0.0))
    return found


def _is_old(puzzle: Puzzle, known: int, width: float) -> bool:
    """Whether a number is known too well by what was shown before it stood anywhere. Nothing can undo that; what was
    open then is still as open as the whole of a figure has to be, by half."""
    return puzzle.numbers[known].oldest > 0 and width >= puzzle.width_before(known) / 2 * (1 - ROUNDING)


def _before(indicator: str, numbers: Sequence[Number], last: int) -> list[tuple[object, ...]]:
    """What is hidden now, nowhere shown now, and was shown earlier with the same value."""
    return [
        _cell(number, indicator)
        for number in numbers
        if number.newest == last
        and number.is_known
        and not any(place.shown for place in number.places if place.publication == last)
    ]


def _kind(number: Number) -> Kind:
    return Kind.PRIMARY if number.kind == Kind.COMPLEMENTARY and number.is_primary else number.kind


def _cell(number: Number, indicator: str) -> tuple[int, str, str, str, str, date]:
    """Where a number stands: the first place in the last publication that has it."""
    place = next(place for place in number.places if place.publication == number.newest)
    return place.publication, place.structure, indicator, place.unit, place.grain, place.period
