"""Checking a file in batches of rows, so that a large one need not be in memory as a whole."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

import polars as pl

from di_data.contracts.fields import MOST_FINDINGS
from di_data.language import mark as _
from di_data.loading import observe
from di_data.loading.cleaning import doubts
from di_data.loading.cleaning.clean import Cleaned
from di_data.loading.departments import placing, units
from di_data.loading.departments.directory import Directory
from di_data.loading.differences import future_periods
from di_data.loading.findings import Answers, Finding
from di_data.loading.mapping.match import Match
from di_data.loading.report import FileRefused, Source
from di_data.loading.shaping import indicator_names, told_period
from di_data.loading.shaping.shape import Shaped, shape
from di_data.periods import Grain, Period
from di_data.store import Store, Transaction
from di_data.vocabulary import Kind


@dataclass(frozen=True)
class Batch:
    """Rows that are in order. `figures` (None for records): one row per figure, with the key of its `unit`.

    `cleaned` keeps its rows only where they are stored as records, or where the file brings its own units.
    """

    cleaned: Cleaned
    figures: pl.DataFrame | None


@dataclass
class Checked:
    """What came of a whole file: its batches, and what the report tells of it."""

    match: Match
    batches: list[Batch] = field(default_factory=list)
    errors: list[Finding] = field(default_factory=list)
    notes: list[Finding] = field(default_factory=list)
    remember: dict[str, str | None] = field(default_factory=dict)
    rows_read: int = 0
    units: set[str] = field(default_factory=set)
    spans: set[tuple[date, str]] = field(default_factory=set)
    known: Directory | None = None
    """The units in which the file looks, made once for all its batches."""

    @property
    def periods(self) -> list[str]:
        """The first and last period (or day) of the file."""
        ordered = sorted(self.spans)
        return [] if not ordered else [_code(*ordered[0]), _code(*ordered[-1])]


def _code(start: date, grain: str) -> str:
    return str(Period(start, Grain(grain))) if grain else start.isoformat()


def parts(matches: list[Match]) -> Iterator[Match]:
    """Every batch of rows under its header, in order."""
    for match in matches:
        yield match
        if match.table.more is not None:
            for table in match.table.more():
                yield replace(match, table=table, is_rest=True)


def check(store: Store, source: Source, match: Match, answers: Answers, checked: Checked) -> None:
    """Shape, clean and place one batch, and add what came of it. Findings are gathered, not raised."""
    shaped = shape(match)
    checked.rows_read += shaped.rows_read
    checked.notes += [*(() if match.is_rest else (*match.table.notes, *match.notes)), *shaped.warnings]
    try:
        _settle(store, told_period.in_period(shaped, source, answers), answers, checked)
    except FileRefused as refused:
        checked.errors += refused.findings


def _settle(store: Store, shaped: Shaped, answers: Answers, checked: Checked) -> None:
    from di_data.loading.cleaning.check import checked as against_contracts  # pandera is slow to import

    with store.write(keep=False) as transaction:
        codes = set(transaction.read("figures/measures")["indicator"])
        shaped, errors = indicator_names.settled(shaped, answers, codes)
        cleaned, found = against_contracts(shaped, answers)
        errors += found
        cleaned, questions, notes = doubts.settle(cleaned, answers, _known(transaction, cleaned))
        checked.known = units.directory_for(transaction, shaped.match.profile, checked.known)
        placement = placing.placed(cleaned, checked.known, answers)
    told = {(finding.row, finding.column) for finding in errors}
    unplaced = [finding for finding in placement.findings if (finding.row, finding.column) not in told]
    checked.errors += [*errors, *questions, *unplaced]
    checked.notes += [*cleaned.notes, *notes, *placement.notes]
    checked.remember |= placement.remember
    _extent(cleaned, checked)
    if not checked.errors:
        _keep(placing.applied(cleaned, placement), checked)


def _known(transaction: Transaction, cleaned: Cleaned) -> pl.DataFrame | None:
    """The figures that the store has of what a report frequency is held against."""
    frame = cleaned.frame
    if "absence_frequency" not in frame.columns or frame["absence_frequency"].null_count() == frame.height:
        return None
    return transaction.read("loading/known_figures", indicator="absence_frequency")


def _keep(cleaned: Cleaned, checked: Checked) -> None:
    profile = cleaned.shaped.match.profile
    if not observe.is_figures(profile.kind.kind):
        checked.batches.append(Batch(cleaned, None))
        return
    figures = observe.added_up(observe.figures(cleaned))
    checked.notes += _nothing_to_divide(cleaned, figures)
    shaped = cleaned.shaped
    checked.notes += future_periods(figures, date.today(), shaped.match.table.sheet, shaped.header_of("period"))
    if not profile.creates_units:
        cleaned = replace(cleaned, frame=cleaned.frame.clear(), shaped=replace(shaped, frame=shaped.frame.clear()))
    checked.batches.append(Batch(cleaned, figures))


def _nothing_to_divide(cleaned: Cleaned, figures: pl.DataFrame) -> list[Finding]:
    """Rows of which nothing is left, because there was nobody to divide by, are told and not dropped in silence."""
    if figures.height >= cleaned.frame.height:
        return []
    empty = cleaned.frame.join(figures.select("row"), on="row", how="anti")
    if empty.is_empty():
        return []
    shaped = cleaned.shaped
    return [
        Finding("nothing_to_divide", _("This row gives no figure: the number to divide by is zero."), "",
                sheet=shaped.match.table.sheet, row=row, column=shaped.department_header)
        for row in empty["row"].unique().sort().head(MOST_FINDINGS)
    ]  # fmt: skip


def _extent(cleaned: Cleaned, checked: Checked) -> None:
    """Which units and which periods, or days, the rows are about."""
    frame, kind = cleaned.frame, cleaned.shaped.match.profile.kind.kind
    own = frame.filter(~pl.col("is_reference"))
    if kind == Kind.ACTIONS:
        checked.units |= {unit for listed in own["units"].drop_nulls() for unit in listed}
    else:
        checked.units |= set(
            own.select(pl.coalesce("unit_code", "unit_name").alias("unit"))["unit"].drop_nulls().unique()
        )
    if "period" in frame.columns:
        checked.spans |= set(frame.select("period", "grain").drop_nulls().unique().rows())
    elif day := {Kind.SESSIONS: "held_on", Kind.ACTIONS: "starts_on"}.get(kind):
        checked.spans |= {(start, "") for start in frame[day].drop_nulls().unique()}
