"""The benchmarks that a review holds a quarter against: of which period, from whom, and what they are not."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from di_data.disclosure import SafeTable
from di_data.language import gettext
from di_data.language import mark as _
from di_data.periods import Grain, Period

PUBLIC_ADMINISTRATION, ALL_SECTORS = "417400", "T001081"
"""CBS keys."""

PREFERRED = (PUBLIC_ADMINISTRATION, ALL_SECTORS)
"""The series to begin with where one is chosen."""

SERIES = {
    PUBLIC_ADMINISTRATION: _("public administration"),
    ALL_SECTORS: _("all sectors"),
    "WP19098": _("100 or more employees"),
}
"""The CBS series beside the sickness absence of a municipality, by key, in words that fit beside a chart."""

MUNICIPALITIES = {
    2007: 5.5, 2008: 5.3, 2009: 5.4, 2010: 5.3, 2011: 5.4, 2012: 5.3, 2013: 5.2, 2014: 5.1, 2015: 5.3, 2016: 5.6, 2017: 5.4,
    2018: 5.8, 2019: 5.8, 2020: 5.4, 2021: 5.8, 2022: 6.7, 2023: 6.5,
}  # fmt: skip
"""Sickness absence (%) of the Dutch municipalities by year. Source: `MONITOR` (domain reference, §3). Its half-year
measurements have another method and are not among these."""

MONITOR = "Personeelsmonitor Gemeenten (A&O fonds, VNG, Binnenlands Bestuur)"
ABSENCE = "absence_rate"

NOT_MUNICIPALITIES = _("Public administration as a whole is not the same as municipalities.")
_OF_A_YEAR = _("The figure of the municipalities is of a whole year: seasons are levelled in it.")


@dataclass(frozen=True)
class Benchmark:
    """A value of a period with who published it. `caveat`: what it is not, as a sentence; nothing where it needs none."""

    name: str
    value: float
    period: Period
    source: str
    caveat: str = ""


def of_quarter(known: SafeTable, indicator: str, quarter: Period) -> list[Benchmark]:
    """The benchmarks of an indicator: of CBS the newest of the same quarter in a year, because absence is seasonal, and of
    the municipalities the newest year that had ended. `known`: the reference values of the indicator."""
    newest: dict[str, Mapping[str, Any]] = {}
    usable = known.where(grain=Grain.QUARTER.value, series=list(SERIES)).between("period", high=quarter.end)
    for row in usable.sorted("period").rows():
        if Period(row["period"], Grain.QUARTER).quarter == quarter.quarter:
            newest[row["series"]] = row
    found = [
        Benchmark(
            gettext(words), newest[key]["value"], Period(newest[key]["period"], Grain.QUARTER), newest[key]["source"],
            gettext(NOT_MUNICIPALITIES) if key == PUBLIC_ADMINISTRATION else "",
        )
        for key, words in SERIES.items() if key in newest
    ]  # fmt: skip
    years = [year for year in MUNICIPALITIES if date(year, 12, 31) <= quarter.end]
    if indicator == ABSENCE and years:
        year = Period(date(max(years), 1, 1), Grain.YEAR)
        found.append(
            Benchmark(gettext("municipalities"), MUNICIPALITIES[max(years)], year, MONITOR, gettext(_OF_A_YEAR))
        )
    return found


def caveats(benchmarks: list[Benchmark]) -> str:
    """What the benchmarks are not, and whose they are, for below a chart; nothing without any."""
    sources = dict.fromkeys(one.source for one in benchmarks)
    if not sources:
        return ""
    told = [gettext("Benchmarks: {sources}.", sources="; ".join(sources))]
    return " ".join([*told, *(one.caveat for one in benchmarks if one.caveat)])
