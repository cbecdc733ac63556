"""The generated figures of the personnel administration: absence per month and outflow per year, per department.

Every department draws from its own stream of chance, so that a change to one leaves the others as they were.
"""

import math
from random import Random

from di_data.demo.chance import binomial
from di_data.demo.files import Row
from di_data.demo.organisation import IMPROVING, Department
from di_data.demo.timeline import Timeline, full_years
from di_data.periods import Grain, Period

IMPROVED_LEVEL = 5.8
"""Absence of the improving department after the improvement, in percent."""

MONTHS_TO_IMPROVE = 6
"""An action does not work overnight."""

PART_TIME_FACTOR = 0.86
"""Average part-time factor."""

# January to December, relative to the year: colds in winter, holidays in summer
_SEASON = (1.17, 1.18, 1.11, 1.01, 0.96, 0.93, 0.83, 0.81, 0.93, 1.00, 1.04, 1.03)

_CASES_A_YEAR = 1.15
"""Sick reports per employee and year at an absence of six percent."""

_DAYS_A_CASE = 1.5
"""Part-time calendar days that a new report adds at the very least."""

_SPELLS = 6
"""Independent parts of an employee's month: the noise is that of a binomial with size × this many trials."""


def headcounts(department: Department, timeline: Timeline, seed: int) -> dict[Period, float]:
    """Average number of employees per month of the department's life: a slow growth or shrinking, and some movement."""
    chance = Random(f"{seed} headcount {department.code}")
    growth, wobble, counted = chance.uniform(-0.012, 0.025), 0.0, {}
    for months_back, month in enumerate(reversed(timeline.simulated), start=1):
        wobble = 0.8 * wobble + chance.gauss(0, 0.004)
        people = department.size * math.exp(wobble - growth * (months_back - 1) / 12)
        if department.exists_in(month.start, month.end):
            counted[month] = max(2.0, round(people * 2) / 2)
    return dict(sorted(counted.items()))


def _level(department: Department, month: Period, timeline: Timeline) -> float:
    """Expected absence in percent, without season and chance."""
    if department.code != IMPROVING:
        return department.absence
    begin = timeline.improvement_starts_on
    passed = (month.start.year - begin.year) * 12 + month.start.month - begin.month + 1
    done = min(max(passed / MONTHS_TO_IMPROVE, 0.0), 1.0)
    return department.absence + done * (IMPROVED_LEVEL - department.absence)


def absence(every: list[Department], timeline: Timeline, seed: int) -> list[Row]:
    """Absence per department and simulated month: days sick, days available, employees, new reports."""
    rows = [row for department in every for row in _absence_of(department, timeline, seed)]
    return sorted(rows, key=lambda row: (str(row["period"]), str(row["unit_code"])))


def _absence_of(department: Department, timeline: Timeline, seed: int) -> list[Row]:
    chance = Random(f"{seed} absence {department.code}")
    own = 1.0 if department.code == IMPROVING else max(0.85, min(1.15, chance.gauss(1, 0.04)))
    spread = 0.5 / math.sqrt(department.size)
    persistence, memory, rows = 0.5, 0.0, []
    for month, people in headcounts(department, timeline, seed).items():
        # Long absences last for months, so that a high month is followed by a high one more often than not.
        memory = persistence * memory + chance.gauss(0, spread * math.sqrt(1 - persistence**2))
        level = own * _level(department, month, timeline) * math.exp(memory) / 100
        season = _SEASON[month.start.month - 1]
        trials = round(people * _SPELLS)
        days = (month.end - month.start).days + 1
        available = round(people * PART_TIME_FACTOR * days, 1)
        # Short absences swing more with the season than the long ones that make up most of the days.
        cases = binomial(chance, round(people), _CASES_A_YEAR / 12 * (level / 0.06) ** 0.5 * season**1.5)
        sick = available * binomial(chance, trials, min(level * season, 0.5)) / trials
        rows.append({
            "unit_code": department.code, "period": month, "employees": people, "new_cases": cases,
            "sick_days": round(max(sick, cases * _DAYS_A_CASE), 1), "available_days": available,
            "provisional": month == timeline.months[-1],
        })  # fmt: skip
    return rows


def outflow(every: list[Department], timeline: Timeline, seed: int) -> list[Row]:
    """Leavers per department and simulated full calendar year."""
    rows: list[Row] = []
    for department in every:
        chance = Random(f"{seed} outflow {department.code}")
        usual, voluntary = chance.uniform(0.075, 0.105), chance.uniform(0.5, 0.68)
        people = headcounts(department, timeline, seed)
        for year in full_years(list(people)):
            begin, end = (people[Period(day.replace(day=1), Grain.MONTH)] for day in (year.start, year.end))
            average = (begin + end) / 2
            leavers = binomial(chance, round(average), usual)
            rows.append({
                "unit_code": department.code, "period": year, "leavers": leavers,
                "voluntary_leavers": binomial(chance, leavers, voluntary), "average_employees": round(average, 1),
            })  # fmt: skip
    return sorted(rows, key=lambda row: (str(row["period"]), str(row["unit_code"])))


def share(rows: list[Row], part: str, whole: str) -> float:
    """Σ part ÷ Σ whole over the rows, in percent with one decimal. Raises ZeroDivisionError without rows."""
    return round(100 * sum(_number(row[part]) for row in rows) / sum(_number(row[whole]) for row in rows), 1)


def _number(value: object) -> float:
    assert isinstance(value, (int, float))
    return value
