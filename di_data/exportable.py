"""What `export QUERY` can give: safe tables by name, with their filters."""

import argparse
from collections.abc import Callable
from datetime import date

from di_data.access import SYSTEM
from di_data.config import Settings
from di_data.disclosure import SafeTable
from di_data.errors import WrongUse
from di_data.language import gettext
from di_data.language import mark as _
from di_data.periods import Period, parse
from di_data.store import Store

EXPORT_COLUMNS = (
    "unit", "unit_name", "period", "grain", "indicator", "value", "numerator", "denominator", "group_size",
    "hidden", "reason", "instead_unit_name", "instead_period", "instead_grain", "delivery",
)  # fmt: skip


def _indicator_values(store: Store, arguments: argparse.Namespace, settings: Settings) -> SafeTable:
    from di_data.reports import figures

    table = figures.indicator_values(store, SYSTEM, minimum_group=settings.minimum_group, as_of=arguments.as_of).where(
        derived=False
    )
    if arguments.indicator:
        table = table.where(indicator=_indicator_codes(store, arguments.indicator))
    if arguments.unit:
        table = table.where(unit=_unit_codes(table, arguments.unit))
    first, last = _period(arguments.first), _period(arguments.last)
    return table.between("period", first and first.start, last and last.end).select(*EXPORT_COLUMNS)


def _indicator_codes(store: Store, told: str) -> list[str]:
    """The indicators that are meant: by code, by the name in the user's language, or by factor."""
    from di_data.reports import figures

    known = list(figures.indicators(store, SYSTEM).rows())
    by_code = [str(row["code"]) for row in known if row["code"] == told]
    others = [
        str(row["code"])
        for row in known
        if told.lower() in (row["factor"], str(row["name"]).lower(), gettext(str(row["name"])).lower())
    ]
    if not by_code and not others:
        raise WrongUse(
            _("There is no indicator “{name}”. Known are: {known}."),
            name=told,
            known=", ".join(str(row["code"]) for row in known),
        )
    return by_code or others


def _unit_codes(table: SafeTable, told: str) -> list[str]:
    names = zip(table.column("unit"), table.column("unit_name"), strict=True)
    found = sorted({str(code) for code, name in names if told.lower() in (str(code).lower(), str(name).lower())})
    if not found:
        raise WrongUse(_("There is no department “{name}” with figures."), name=told)
    return found


def _period(told: str | None) -> Period | None:
    if told is None:
        return None
    try:
        return parse(told)
    except ValueError:
        raise WrongUse(
            _("“{period}” is not a period. Write a month (2025-01), a quarter (2025-Q1) or a year (2025)."), period=told
        ) from None


def _report(module: str, name: str) -> Callable[[Store, argparse.Namespace, Settings], SafeTable]:
    def read(store: Store, arguments: argparse.Namespace, settings: Settings) -> SafeTable:
        from importlib import import_module

        report: Callable[..., SafeTable] = getattr(import_module(f"di_data.reports.{module}"), name)
        return report(store, SYSTEM) if name == "deliveries" else report(store, SYSTEM, as_of=arguments.as_of)

    return read


def _coverage(store: Store, arguments: argparse.Namespace, settings: Settings) -> SafeTable:
    from di_data.reports import coverage

    today = arguments.as_of.date() if arguments.as_of else date.today()
    table = coverage.coverage(
        store, SYSTEM, today=today, delivery_days=settings.delivery_days, as_of=arguments.as_of
    ).without("place")
    if arguments.indicator:
        table = table.where(indicator=_indicator_codes(store, arguments.indicator))
    if arguments.unit:
        table = table.where(unit=_unit_codes(table, arguments.unit))
    first, last = _period(arguments.first), _period(arguments.last)
    return table.between("period", first and first.start, last and last.end)


EXPORTS: dict[str, Callable[[Store, argparse.Namespace, Settings], SafeTable]] = {
    "indicator_values": _indicator_values,
    "reference_values": _report("figures", "reference_values"),
    "indicators": _report("figures", "indicators"),
    "coverage": _coverage,
    "units": _report("organisation", "units"),
    "goals": _report("programme", "goals"),
    "actions": _report("programme", "actions"),
    "evaluations": _report("programme", "evaluations"),
    "decisions": _report("programme", "decisions"),
    "sessions": _report("dialogue", "sessions"),
    "ratings": _report("dialogue", "ratings"),
    "next_steps": _report("dialogue", "next_steps"),
    "deliveries": _report("deliveries", "deliveries"),
}
