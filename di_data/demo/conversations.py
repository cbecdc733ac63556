"""How many employees had Het Goede Gesprek: generated per department, twice a year."""

from random import Random

from di_data.demo.chance import binomial
from di_data.demo.figures import headcounts
from di_data.demo.files import Row
from di_data.demo.organisation import Department
from di_data.demo.timeline import Timeline
from di_data.periods import quarter_of

GOOD_CONVERSATION = "good_conversation"

QUARTERS = (-5, -3, -1)
"""Quarters from the present one at whose end HR counted."""

_SHARES = (0.42, 0.56, 0.68)
"""The usual share in those quarters: it grows, and is not there yet."""


def conversations(every: list[Department], timeline: Timeline, seed: int) -> list[Row]:
    """Per department and quarter: employees, and how many had the conversation in the twelve months before its end."""
    rows: list[Row] = []
    for department in every:
        chance = Random(f"{seed} conversations {department.code}")
        own, people = chance.gauss(0, 0.08), headcounts(department, timeline, seed)
        for back, share in zip(QUARTERS, _SHARES, strict=True):
            quarter = quarter_of(timeline.today).shifted(back)
            counted = [count for month, count in people.items() if quarter.start <= month.start <= quarter.end]
            if not counted:
                continue
            employees = int(counted[-1])
            had = binomial(chance, employees, min(max(share + own, 0.1), 0.95))
            rows.append({"unit_code": department.code, "period": quarter, "indicator": GOOD_CONVERSATION,
                         "positive": had, "answers": employees, "invited": employees})  # fmt: skip
    return rows
