"""Which figures of one indicator and calendar year to hide, so that no secret can be worked out.

Longer periods first: a year tells most and hides best. What is hidden over a longer period is hidden in its parts as
well. At every grain the secret ones must lie in blocks that hold the minimum group together and leave every secret wide
enough (`knowledge`); where they do not, the cheapest further units are hidden, counted in people, and what turns out
not to be needed is shown again.
"""

from collections.abc import Iterator

import numpy as np

from di_data.disclosure.knowledge import NOBODY, Flags, Year, in_any, owners
from di_data.disclosure.level import Level
from di_data.disclosure.settling import settle
from di_data.disclosure.vain import without_vain


def decide(year: Year) -> list[Flags]:
    """Which units (rows) are hidden in which periods (columns), for each table of the year."""
    forced = [np.zeros(table.exists.shape, dtype=bool) for table in year.tables]
    year.wider, year.widest = [{} for _table in year.tables], [set() for _table in year.tables]
    for _attempt in range(2 * sum(table.exists.shape[0] for table in year.tables) + 1):
        year.hidden, unsafe = [], False
        for number in range(len(year.tables)):
            year.hidden.append(np.zeros(year.tables[number].exists.shape, dtype=bool))
            stuck = [
                found for part in _parts(year, number) if (found := settle(Level(year, number, part, forced[number])))
            ]
            if stuck and _force_longer(year, number, stuck, forced):
                break
            unsafe |= bool(stuck)
        else:
            if not unsafe:
                return without_vain(year)
            break
    # What nothing could protect: only what everybody knows already is shown, so that nobody learns more.
    return [table.exists & ~table.known for table in year.tables]


def _parts(year: Year, number: int) -> Iterator[slice]:
    """Columns that are decided together: those within one period of the next longer grain of which the same is known."""
    spans, known = year.spans[number], year.tables[number].known
    start = 0
    for column in range(1, len(spans) + 1):
        if (
            column == len(spans)
            or spans[column] != spans[start]
            or spans[column] == NOBODY
            or (known[:, column] != known[:, start]).any()
        ):
            yield slice(start, column)
            start = column


def _force_longer(year: Year, number: int, stuck: list[list[int]], forced: list[Flags]) -> bool:
    """Hide what cannot be protected over a longer period as well; whether that changes anything."""
    units = [unit for found in stuck for unit in found]
    for longer in range(number - 1, -1, -1):
        new = year.tables[longer].exists[units] & ~year.hidden[longer][units] & ~forced[longer][units]
        new &= ~year.tables[longer].known[units]
        if new.any():
            for place, unit in enumerate(units):
                forced[longer][unit] |= new[place].any()
            return True
    return _widen_longer(year, number, units)


def _widen_longer(year: Year, number: int, units: list[int]) -> bool:
    """Hide one more beside what is hidden over a longer period already, where too few share its sum."""
    for longer in range(number - 1, -1, -1):
        table = year.tables[longer]
        shown = table.exists & (~year.hidden[longer] | table.known)
        held = [unit for unit in units if unit not in year.widest[longer] and (year.hidden[longer] & ~table.known)[unit].any()
                and owners(np.array([unit]), table.above, in_any(shown))[0] != NOBODY]  # fmt: skip
        for unit in held:
            year.wider[longer][unit] = year.wider[longer].get(unit, 0) + 1
        if held:
            return True
    return False
