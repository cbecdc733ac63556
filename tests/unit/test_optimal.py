"""The pattern that hides the fewest people's figures, against trying every pattern of small trees."""

import itertools
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from di_data.disclosure.knowledge import NOBODY, Table, Year
from di_data.disclosure.level import Level
from di_data.disclosure.optimal import MOST_UNITS, cheapest
from di_data.disclosure.settling import settle

MINIMUM = 10.0


def year_of(above: list[int], people: list[int], counts: list[int], known: frozenset[int] = frozenset()) -> Year:
    """One period of a tree: `people` and `counts` are those directly in each unit; a unit holds all below it."""
    size, x = np.array(people, dtype=float), np.array(counts, dtype=float)
    for unit in reversed(range(len(above))):
        if above[unit] != NOBODY:
            size[above[unit]] += size[unit]
            x[above[unit]] += x[unit]
    primary = (size < MINIMUM) | ((x > 0) & (x < 5))
    is_known = np.array([unit in known for unit in range(len(above))]) & ~primary

    def column(values: np.ndarray) -> np.ndarray:  # type: ignore[type-arg]
        return values[:, None]

    no, zero = np.zeros((len(above), 1), dtype=bool), np.zeros((len(above), 1))
    table = Table(
        np.array(above), column(x), column(size), column(np.minimum(5.0, size / 2)), column(size), column(size), ~no,
        column(primary), column(is_known), no, no, zero, zero, MINIMUM,
    )  # fmt: skip
    return Year([table], [np.array([NOBODY])], [12], True, [no], [no.copy()], [{}], [set()])


def level_of(year: Year) -> Level:
    return Level(year, 0, slice(0, 1), np.zeros_like(year.tables[0].exists))


def counted_out(year: Year) -> float | None:
    """What the best of all patterns costs; None when no pattern is safe."""
    level = level_of(year)
    free = [int(unit) for unit in np.flatnonzero(~level.must & ~level.choice().stays)]
    best = None
    for chosen in itertools.product((False, True), repeat=len(free)):
        level.hidden = level.must.copy()
        level.hidden[free] = chosen
        cost = float(level.cost[level.hidden].sum())
        if (best is None or cost < best) and level.is_safe():
            best = cost
    return best


Drawn = tuple[list[int], list[int], list[int], frozenset[int]]


@st.composite
def trees(draw: st.DrawFn) -> Drawn:
    """Up to ten units in up to four levels, most of them small."""
    count = draw(st.integers(2, 10))
    above = [NOBODY, *(draw(st.integers(0, unit - 1)) for unit in range(1, count))]
    inner = set(above)
    people = [
        draw(st.sampled_from((0, 0, 1, 4, 12) if unit in inner else (3, 6, 9, 14, 30, 61))) for unit in range(count)
    ]
    counts = [draw(st.integers(0, min(had, 20))) for had in people]
    known = draw(st.frozensets(st.integers(0, count - 1), max_size=2))
    return above, people, counts, known


@given(trees())
@settings(max_examples=150, deadline=None)
def test_no_pattern_is_cheaper_and_it_gives_nothing_away(drawn: Drawn) -> None:
    year = year_of(*drawn)
    level, best = level_of(year), counted_out(year)
    found = cheapest(level.choice())
    assert (found is None) == (best is None)
    if found is not None and best is not None:
        assert float(level.cost[found].sum()) == pytest.approx(best)
        level.hidden = found
        assert level.is_safe()
        assert not (level.must & ~found).any()


@given(trees())
@settings(max_examples=100, deadline=None)
def test_what_is_settled_is_the_best_pattern(drawn: Drawn) -> None:
    year = year_of(*drawn)
    best, level = counted_out(year), level_of(year)
    if settle(level) == [] and best is not None:
        assert float(level.cost[level.hidden].sum()) == pytest.approx(best)


def test_a_smaller_neighbour_is_not_enough_and_two_are_dearer_than_one() -> None:
    # Six people of whom one left; beside them 3 of whom none, 12 of whom none, and 40 of whom nine.
    year = year_of([NOBODY, 0, 0, 0, 0], [0, 6, 12, 40, 11], [0, 1, 0, 9, 0])
    level = level_of(year)
    assert settle(level) == []
    # With the twelve there would be people enough, but one leaver stays one leaver at most: 0 or 1 of six.
    assert level.hidden.tolist() == [False, True, False, True, False]


def test_a_large_tree_is_left_to_the_quick_way() -> None:
    dice, count = Random(1), MOST_UNITS + 1
    year = year_of([NOBODY, *[0] * (count - 1)], [0, *(dice.randint(5, 40) for _ in range(count - 1))], [0] * count)
    assert cheapest(level_of(year).choice()) is None
