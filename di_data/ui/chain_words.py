"""How the chain of a goal puts figures in words: what moved, what was expected and what was seen."""

from collections.abc import Mapping
from typing import Any

from di_data import gaps
from di_data.language import gettext as _
from di_data.notation import day, measured, number, period, span_end
from di_data.reports.chain import Expectation, HeldTarget, Seen, period_of
from di_data.vocabulary import Measure

DECIMALS = {Measure.PERCENT: 1, Measure.COUNT: 0, Measure.ENPS: 0}
"""Decimals of a figure, and so of a change of it; two for the others."""


def amount(value: float, measure: Measure) -> str:
    """The size of a change, without a sign: 0,5 points for a percentage."""
    told = number(abs(value), DECIMALS.get(measure, 2))
    return _("{points} points", points=told) if measure == Measure.PERCENT else told


def moved(change: float, measure: Measure) -> str:
    """A change in words; what rounds to nothing is the same."""
    rounded = round(change, DECIMALS.get(measure, 2))
    if not rounded:
        return _("the same")
    return _("{amount} lower", amount=amount(rounded, measure)) if rounded < 0 else _("{amount} higher", amount=amount(rounded, measure))  # fmt: skip


def standing(name: str, unit: str, seen: Seen, baseline: float | None, baseline_period: str | None, measure: Measure) -> str:  # fmt: skip
    """Where an indicator of a unit stands against its baseline."""
    if seen.shown is None:
        if seen.latest is None:
            return _("{indicator}, {unit}: there is no figure yet.", indicator=name, unit=unit)
        reason = gaps.why(seen.latest, seen.instead, measure)
        return _("{indicator}, {unit}: the figure is not shown: {reason}.", indicator=name, unit=unit, reason=reason)
    told = _(
        "{indicator}, {unit}: {value} ({period}).",
        indicator=name, unit=unit, value=measured(seen.shown["value"], measure), period=period(period_of(seen.shown)),
    )  # fmt: skip
    if baseline is not None:
        at = f" ({span_end(baseline_period)})" if baseline_period else ""
        change = moved(seen.shown["value"] - baseline, measure)
        told += " " + _("The baseline was {value}: {change}.", value=measured(baseline, measure) + at, change=change)
    return told


def target_words(target: HeldTarget) -> str:
    """How a target stands."""
    if target.reached is None:
        return _("no figure to hold it against") if target.figure is None else _("no direction was chosen")
    if target.is_past:
        return _("reached") if target.reached else _("not reached")
    return _("reached already") if target.reached else _("still to come")


def figure_words(row: Mapping[str, Any] | None, measure: Measure) -> str:
    """A figure with its period; nothing for none."""
    return "" if row is None else f"{measured(row['value'], measure)} ({period(period_of(row))})"


def expected_words(one: Expectation, name: str, measure: Measure) -> str:
    """What an action expected of a figure."""
    told = f"{name}, {one.unit_name}"
    if one.direction is not None:
        told += f": {one.direction.label.lower()}"
    if one.change is not None:
        told += f" {amount(one.change, measure)}"
    return told if one.by is None else told + ", " + _("by {day}", day=day(one.by))


def seen_words(one: Expectation, measure: Measure) -> str:
    """What was seen of that figure, before the start and since; never that the one came of the other."""
    if one.before is None or one.since is None:
        if one.hidden is not None:
            return gaps.cell(one.hidden)
        return _("too early: no figure since the start yet") if one.before is not None else _("no figure from before the start")  # fmt: skip
    told = _(
        "from {before} to {since}: {change}",
        before=figure_words(one.before, measure), since=figure_words(one.since, measure),
        change=moved(one.since["value"] - one.before["value"], measure),
    )  # fmt: skip
    return told + (" " + _("(so far)") if one.open else "")
