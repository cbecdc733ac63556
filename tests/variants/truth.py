"""The one clean truth: a small municipality, its figures per quarter and month, its survey, sessions and actions.

Everything is worked out here in plain Python, apart from the product, so that it can judge what the product stores.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from di_data.store import Store

ROOT = "GEM"
DEPARTMENTS = {
    "0100": "Zorg en Welzijn",
    "0200": "Bouwen en Wonen",
    "0300": "Financiën",
    "0400": "Bedrijfsvoering",
    "0500": "Werk en Inkomen",
    "1-7": "Openbare Ruimte",
}
"""Codes with a leading zero, one that a spreadsheet takes for a date, one name with a diacritic."""

UNITS = (
    "unit_code;unit_name;parent_code;starts_on;ends_on;successor_code\n"
    "GEM;Gemeente;;;;\n"
    + "".join(f"{code};{name};GEM;;;\n" for code, name in DEPARTMENTS.items())
    + "0110;Team Advies;0100;;;\n0210;Team Advies;0200;;;\n"
    "0810;Sociale Dienst;GEM;;31-12-2023;0500\n"
    "0820;Groen en Milieu;GEM;;31-12-2023;1-7\n"
)
"""The departments; two teams of one name; two departments that went on in another one when 2024 began."""

_EMPLOYEES = {"0100": 146, "0200": 84, "0300": 61, "0400": 97, "0500": 118, "1-7": 52}
_RATE = {"0100": 6.1, "0200": 4.8, "0300": 7.2, "0400": 3.9, "0500": 5.5, "1-7": 8.3}
_SEASON = (0.9, 1.1, 0.6, -0.2, -0.4, -0.3, -0.6, -0.9, -0.5, 0.2, 0.5, 0.3)
_CASES_A_YEAR = {"0100": 1.3, "0200": 0.9, "0300": 1.1, "0400": 1.0, "0500": 1.2, "1-7": 1.4}


@dataclass(frozen=True)
class Absence:
    """One department in one month, quarter or year. `rate` has one decimal, days sick and available give it exactly."""

    unit_code: str
    unit_name: str
    start: date
    grain: str
    absence_rate: float
    sick_days: float
    available_days: int
    employees: int
    new_cases: int

    @property
    def days(self) -> int:
        """The calendar days in the period."""
        return (_next(self.start, self.grain) - self.start).days


MONTHS_IN = {"month": 1, "quarter": 3, "year": 12}


def _next(start: date, grain: str) -> date:
    months = start.year * 12 + start.month - 1 + MONTHS_IN[grain]
    return date(months // 12, months % 12 + 1, 1)


def absence(grain: str = "quarter", years: Iterable[int] = (2024, 2025)) -> list[Absence]:
    """The absence of every department in every period of these years, by department and then by period."""
    rows = []
    for code, name in DEPARTMENTS.items():
        for year in years:
            for month in range(1, 13, MONTHS_IN[grain]):
                start = date(year, month, 1)
                days = (_next(start, grain) - start).days
                employees = _EMPLOYEES[code] + (year - 2024) * 2 + month // 4
                season = sum(_SEASON[month - 1 : month - 1 + MONTHS_IN[grain]]) / MONTHS_IN[grain]
                rate = round(_RATE[code] + season + (year - 2024) * 0.2, 1)
                available = employees * days * 9 // 10 // 10 * 10  # tens, so that the days sick have two decimals
                sick = round(available * rate / 100, 2)
                cases = round(employees * _CASES_A_YEAR[code] * days / 365)
                rows.append(Absence(code, name, start, grain, rate, sick, available, employees, cases))
    return rows


Key = tuple[str, str, str, str]
Figure = tuple[float | None, float | None, float | None, float | None, bool]
"""Value, numerator, denominator, group size, and whether it is provisional."""


def figures_of(
    rows: Iterable[Absence], fields: Iterable[str], provisional: Callable[[Absence], bool] = lambda row: False
) -> dict[Key, Figure]:
    """What a file with these columns of these rows has to give: (indicator, unit, first day, grain) → figure."""
    fields = set(fields)
    told: dict[Key, Figure] = {}
    for row in rows:
        group = float(row.employees) if "employees" in fields else None
        place = (row.unit_code, row.start.isoformat(), row.grain)
        if {"sick_days", "available_days"} <= fields:
            rate = 100 * row.sick_days / row.available_days
            counts = (row.sick_days, float(row.available_days))
            told["absence_rate", *place] = (rate, *counts, group, provisional(row))
        elif "absence_rate" in fields:
            told["absence_rate", *place] = (row.absence_rate, None, None, group, provisional(row))
        if {"new_cases", "employees"} <= fields:
            years = row.employees * row.days / 365
            told["absence_frequency", *place] = (
                row.new_cases / years, float(row.new_cases), years, group, provisional(row),
            )  # fmt: skip
    return told


INDICATORS = {
    "participation": "Participatie",
    "autonomy": "Autonomie",
    "learning_space": "Leerruimte",
    "dialogue": "Dialoog",
    "tailored_agreements": "Maatwerkafspraken",
}


@dataclass(frozen=True)
class Score:
    """One department's answers to one question in one year. `percentage` is whole, and exact."""

    unit_code: str
    unit_name: str
    year: int
    indicator: str
    percentage: int
    positive: int
    answers: int
    invited: int


def survey(years: Iterable[int] = (2023, 2025)) -> list[Score]:
    """The scores by department, year and indicator; answers come in fifties, so that percentages are whole."""
    rows = []
    for number, (code, name) in enumerate(DEPARTMENTS.items()):
        for year in years:
            for place, indicator in enumerate(INDICATORS):
                answers = 50 if number % 2 else 100
                percentage = 44 + 4 * number + 6 * place + (year - 2023) * (2 if place % 2 else -1)
                rows.append(Score(code, name, year, indicator, percentage, percentage * answers // 100, answers, answers + 28))  # fmt: skip
    return rows


def scores_of(rows: Iterable[Score], *, counts: bool) -> dict[Key, Figure]:
    """What a survey file has to give, with the counts or with the percentage alone."""
    return {
        (row.indicator, row.unit_code, f"{row.year}-01-01", "year"): (
            (float(row.percentage), float(row.positive), float(row.answers), float(row.invited), False)
            if counts else (float(row.percentage), None, None, None, False)
        )
        for row in rows
    }  # fmt: skip


@dataclass(frozen=True)
class Truth:
    """What the store has to hold after a file is loaded, and how it is read back."""

    read: Callable[[Store], Mapping[object, object]]
    expected: Mapping[object, object]


def stored_figures(store: Store) -> dict[object, object]:
    """The figures as they were delivered: nothing added up, nothing derived."""
    frame = store.read("disclosure/figures", structure="as_was", indicators=None)
    return {
        (row["indicator"], row["unit"], str(row["period"]), row["grain"]): (
            row["value"], row["numerator"], row["denominator"], row["group_size"], row["provisional"],
        )
        for row in frame.filter(~pl.col("added_up") & ~pl.col("derived")).to_dicts()
    }  # fmt: skip


def stored_sessions(store: Store) -> dict[object, object]:
    """Day, round and department of every session."""
    return {row["reference"]: (row["held_on"], row["round"], row["unit"]) for row in store.read("dialogue/sessions").to_dicts()}  # fmt: skip


def stored_actions(store: Store) -> dict[object, object]:
    """Title, first and last day of every action, and its departments."""
    return {
        row["reference"]: (row["title"], row["starts_on"], row["due_on"], tuple(row["units"] or ()))
        for row in store.read("programme/actions").to_dicts()
    }


def stored_units(store: Store) -> dict[object, object]:
    """Name, first and last day of every unit below the root that the base store does not have."""
    return {
        row["code"]: (row["name"], row["starts_on"], row["ends_on"])
        for row in store.read("organisation/units").to_dicts()
        if row["code"].startswith("09")
    }


def figures(expected: Mapping[Key, Figure]) -> Truth:
    """The truth of a file with figures."""
    return Truth(stored_figures, dict(expected))


SESSIONS = {
    "S-1": (date(2025, 4, 3), 1, "0100"),
    "S-2": (date(2025, 6, 5), 1, "0200"),
    "S-3": (date(2025, 9, 1), 2, "0500"),
}
"""Days that can be read in both orders: no day above 12."""

SESSIONS_LATE = {
    "S-1": (date(2025, 4, 23), 1, "0100"),
    "S-2": (date(2025, 6, 5), 1, "0200"),
    "S-3": (date(2025, 9, 30), 2, "0500"),
}
"""Days that settle the order."""

ACTIONS = {
    "A-1": ("Teams maken hun rooster", date(2025, 9, 1), date(2026, 3, 31), ("0100", "0200")),
    "A-2": ("Goed gesprek in elk team", date(2025, 10, 15), date(2026, 6, 30), ("0500",)),
}

NEW_UNITS = {
    "0910": ("Klantcontact", date(2021, 1, 1), date(2024, 12, 31)),
    "0920": ("Vergunningen", date(2022, 7, 15), None),
}
