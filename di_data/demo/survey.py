"""Two generated rounds of the employee survey, per department."""

from datetime import date
from random import Random

from di_data.demo.chance import binomial
from di_data.demo.figures import headcounts
from di_data.demo.files import Row
from di_data.demo.organisation import Department
from di_data.demo.timeline import Timeline
from di_data.periods import Grain, Period
from di_data.vocabulary import Factor

RELUCTANT, RELUCTANT_RESPONSE = "KCC", 0.34
"""The department where fewer than 40% answer, and the share that does."""

FREED, FREED_AUTONOMY = "WERK", (0.50, 0.69)
"""The department that really got more autonomy, and the share of positive answers in the two rounds."""

_SURVEY_MONTH = 10

_USUAL = {
    Factor.LEARNING_SPACE: 0.66,
    Factor.AUTONOMY: 0.61,
    Factor.PARTICIPATION: 0.57,
    Factor.DIALOGUE: 0.63,
    Factor.TAILORED_AGREEMENTS: 0.54,
}
_OF_THE_REST_NEUTRAL, _WHOLLY = 0.55, 0.32
"""Share of the answers that are not positive that is neutral, and of the others the share that wholly agrees or disagrees."""

_SKIPPED = 0.02
"""Share of the respondents that skip a question."""


def survey(every: list[Department], timeline: Timeline, seed: int) -> list[Row]:
    """Positive answers, answers and invited per department, round (a year) and question, and the response."""
    rows: list[Row] = []
    for department in every:
        chance = Random(f"{seed} survey {department.code}")
        own = {factor: chance.gauss(0, 0.04) for factor in Factor}
        willing = chance.uniform(0.54, 0.76)
        people = headcounts(department, timeline, seed)
        for number, year in enumerate(timeline.survey_years):
            counted = people.get(Period(date(year.start.year, _SURVEY_MONTH, 1), Grain.MONTH))
            if counted is None:
                continue
            rows += _round_of(department, year, int(counted), number, willing, own, chance)
    return sorted(rows, key=lambda row: (str(row["period"]), str(row["unit_code"])))


def _round_of(
    department: Department, year: Period, invited: int, number: int, willing: float, own: dict[Factor, float],
    chance: Random,
) -> list[Row]:  # fmt: skip
    rate = RELUCTANT_RESPONSE if department.code == RELUCTANT else willing + chance.gauss(0, 0.02)
    completed = min(round(invited * rate), invited)
    place: Row = {"unit_code": department.code, "period": year, "invited": invited}
    rows = [{**place, "indicator": "survey_response", "positive": completed, "answers": invited}]
    for factor, usual in _USUAL.items():
        positive = usual + own[factor] + chance.gauss(0, 0.01)
        if factor == Factor.AUTONOMY and department.code == FREED:
            positive = FREED_AUTONOMY[number]
        answers = completed - binomial(chance, completed, _SKIPPED)
        agreed = binomial(chance, answers, positive)
        # Chance of their own, so that the other numbers of the municipality do not move.
        told = Random(f"{invited} {number} {department.code} {factor.value} answers {agreed}")
        rows.append({
            **place, "indicator": factor.value, "positive": agreed, "answers": answers, **_spread(agreed, answers, told),
        })  # fmt: skip
    return rows


def _spread(positive: int, answers: int, chance: Random) -> Row:
    """How many gave each of the five answers, from wholly disagree to wholly agree: so many of them positive."""
    neutral = binomial(chance, answers - positive, _OF_THE_REST_NEUTRAL)
    most = binomial(chance, answers - positive - neutral, _WHOLLY)
    agree = binomial(chance, positive, _WHOLLY)
    counts = (most, answers - positive - neutral - most, neutral, positive - agree, agree)
    return {f"answer_{place}": count for place, count in enumerate(counts, start=1)}
