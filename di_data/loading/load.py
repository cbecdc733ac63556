"""Loading a file: read, recognise, refuse personal data, shape, check, and store it whole or not at all."""

import re
from collections.abc import Callable
from datetime import date

import polars as pl

from di_data.access import Right, Viewer
from di_data.config import Settings
from di_data.errors import Refused, WrongUse
from di_data.language import mark as _
from di_data.loading import deliver, personal, profiles
from di_data.loading.clean import Cleaned
from di_data.loading.findings import Finding
from di_data.loading.read import read
from di_data.loading.report import FileRefused, Report, Source
from di_data.loading.shape import Match, Shaped, recognise, shape, with_period
from di_data.periods import Grain, Period, parse
from di_data.register.indicators import ensure_shipped
from di_data.store import Store
from di_data.vocabulary import Kind

__all__ = ["Report", "Source", "load"]


def load(
    store: Store,
    viewer: Viewer,
    source: Source,
    settings: Settings,
    *,
    keep: bool = True,
    progress: Callable[[float], object] = lambda share: None,
) -> Report:
    """Load a file whole, or refuse it with every finding; `keep=False` only checks.

    `progress` is told the share that is done, 0 to 1.
    Raises NotAllowed without the right, WrongUse for an unknown profile or an impossible choice.
    """
    viewer.must(Right.LOAD_DATA)
    ensure_shipped(store)  # a newer version of the app may know more of them than the store does
    report = Report("refused")
    try:
        match = _recognised(source, settings)
        report.kind, report.profile = match.profile.kind.kind.value, match.profile.name
        shaped = _in_period(shape(match), source)
        report.rows_read, report.warnings = shaped.rows_read, list(shaped.warnings)
        progress(0.3)
        cleaned = _checked(store, shaped)
        report.units, report.periods = _extent(cleaned)
        progress(0.7)
        with store.write(keep=keep) as transaction:
            deliver.deliver(transaction, viewer, cleaned, source, report)
        if not keep and report.status == "loaded":
            report.status, report.delivery = "checked", None
        progress(1.0)
    except FileRefused as refused:
        report.errors = refused.findings
    except Refused as refused:
        report.errors = [Finding("refused", refused.source, values=refused.values)]
    return report


def _recognised(source: Source, settings: Settings) -> Match:
    """The file laid under its profile; personal data are refused first, whether or not the file is recognised."""
    tables = read(source.content, source.name, settings)
    try:
        match = recognise(tables, _candidates(source))
    except Refused:
        if found := personal.found_in(tables, None):
            raise FileRefused(found) from None
        raise
    if found := personal.found_in(tables, match):
        raise FileRefused(found)
    return match


def _candidates(source: Source) -> list[profiles.Profile]:
    if source.profile:
        chosen = profiles.named(source.profile)
        if source.kind and chosen.kind.kind != source.kind:
            raise WrongUse(_("The profile {name} is for another kind of file."), name=source.profile)
        return [chosen]
    every = list(profiles.shipped().values())
    return [profile for profile in every if source.kind in (None, profile.kind.kind)]


def _in_period(shaped: Shaped, source: Source) -> Shaped:
    """Give rows without a period the one that the user or the file's name tells."""
    if shaped.frame.is_empty():
        raise Refused(_("The file has the right columns but no rows with figures."))
    profile = shaped.match.profile
    if "period" not in profile.kind.names or shaped.frame["period"].null_count() == 0:
        return shaped
    if source.period:
        try:
            return with_period(shaped, str(parse(source.period)))
        except ValueError:
            raise WrongUse(
                _("“{period}” is not a period. Write a month (2025-01), a quarter (2025-Q1) or a year (2025)."),
                period=source.period,
            ) from None
    if profile.file_name_period:
        told = set(re.findall(profile.file_name_period, source.name))
        if len(told) == 1:
            return with_period(shaped, told.pop())
        raise Refused(
            _(
                "The file does not say which period it is about, and its name does not either. Say it with --period or in the field Period."
            )
        )
    return shaped


def _checked(store: Store, shaped: Shaped) -> Cleaned:
    """The clean values. Raises FileRefused with every finding at once: of the contracts, and of names nobody knows."""
    from di_data.loading.check import checked  # pandera is slow to import

    cleaned, findings = checked(shaped)
    with store.write(keep=False) as transaction:
        unknown = deliver.unknown_names(transaction, cleaned)
    told = {(finding.row, finding.column) for finding in findings}
    findings += [finding for finding in unknown if (finding.row, finding.column) not in told]
    if findings:
        raise FileRefused(sorted(findings, key=lambda finding: (finding.row or 0, finding.column or "")))
    return cleaned


def _extent(cleaned: Cleaned) -> tuple[int, list[str]]:
    """How many units the file is about, and its first and last period (or day)."""
    frame = cleaned.frame
    kind = cleaned.shaped.match.profile.kind.kind
    own = frame.filter(~pl.col("is_reference"))
    if kind == Kind.ACTIONS:
        count = len({unit for listed in own["units"].drop_nulls() for unit in listed})
    else:
        count = own.select(pl.coalesce("unit_code", "unit_name")).to_series().n_unique() if own.height else 0
    if "period" in frame.columns:
        spans = sorted({(start, grain) for start, grain in frame.select("period", "grain").rows()})
        return count, [_code(*spans[0]), _code(*spans[-1])]
    day = {Kind.SESSIONS: "held_on", Kind.ACTIONS: "starts_on"}.get(kind)
    return count, [] if day is None else [str(frame[day].min()), str(frame[day].max())]


def _code(start: date, grain: str) -> str:
    return str(Period(start, Grain(grain)))
