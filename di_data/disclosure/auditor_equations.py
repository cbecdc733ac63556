"""The equations of the auditor: the tree with the people directly under a unit, time, and the two structures.

Corrections between publications are equations too; they come with the numbers themselves (`auditor_puzzle`). Pure.
"""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from typing import NamedTuple

from di_data.config import LEFT_OVER, ROUNDING
from di_data.disclosure.auditor_puzzle import Kind, Measured, Place, Puzzle, is_same
from di_data.periods import MONTHS_IN, Grain, Period

AS_WAS, PRESENT = "as_was", "present"

When = tuple[str, date]
"""A grain and the first day of a period."""
Tree = Mapping[str, str | None]


class Row(NamedTuple):
    """A figure: `counted` when it has a numerator, `derived` when it was made of months."""

    measured: Measured
    counted: bool
    derived: bool
    shown: bool
    primary: bool


class View(NamedTuple):
    """One publication of one indicator: figures by structure, period and unit, and the tree of each structure."""

    rows: Mapping[str, Mapping[When, Mapping[str, Row]]]
    trees: Mapping[str, Tree]


Known = dict[When, dict[str, int]]
"""The number of every figure by period and unit."""


def hold(puzzle: Puzzle, views: list[View]) -> None:
    """Put publications into the puzzle, the oldest first."""
    for publication, view in enumerate(views):
        known = {AS_WAS: _as_it_was(puzzle, publication, view)}
        if PRESENT in view.rows:
            known[PRESENT] = _as_it_is(puzzle, publication, view, known[AS_WAS])
        for structure, own in known.items():
            layer = _Layer(puzzle, publication, structure, view.rows.get(structure, {}), own)
            timed = layer.add_up_time()
            layer.add_up_tree(view.trees[structure], timed)
    puzzle.tell_sums()


def _as_it_was(puzzle: Puzzle, publication: int, view: View) -> Known:
    return {
        when: {
            unit: puzzle.note((AS_WAS, unit, *when), row.measured, _place(publication, AS_WAS, unit, when, row))
            for unit, row in rows.items()
        }
        for when, rows in view.rows.get(AS_WAS, {}).items()
    }


def _as_it_is(puzzle: Puzzle, publication: int, view: View, was: Known) -> Known:
    """The figures in the present structure: the same number where nothing moved, else one with its equation.

    What was made of months has no equation of its own: it follows from theirs.
    """
    shares = _shares(view.trees)
    found: Known = {}
    for when, rows in view.rows[PRESENT].items():
        before = was.get(when, {})
        found[when] = {}
        for unit, row in rows.items():
            place = _place(publication, PRESENT, unit, when, row)
            same = unit in before and is_same(puzzle.numbers[before[unit]].measured, row.measured)
            known = puzzle.note((AS_WAS if same else PRESENT, unit, *when), row.measured, place)
            found[when][unit] = known
            if same or row.derived:
                continue
            terms = {unit: 1.0} | shares(unit)
            held = [(before[other], weight) for other, weight in terms.items() if other in before]
            if held and _adds_up(puzzle, row.measured, held):
                puzzle.equate([(known, -1.0), *held])
                puzzle.note_sum(frozenset(other for other, weight in held if weight > 0), place)
    return found


def _adds_up(puzzle: Puzzle, whole: Measured, held: list[tuple[int, float]]) -> bool:
    """Whether a present figure is what it was with what moved. It is not where the people directly under a unit are not
    delivered apart: then it is the sum of the units below it, which the tree says, and nobody knows more."""
    parts = [(puzzle.numbers[known].measured, weight) for known, weight in held]
    return all(
        abs(total - own) <= ROUNDING * max(1.0, abs(own))
        for own, total in (
            (whole.value, sum(weight * part.value for part, weight in parts)),
            (whole.most, sum(weight * part.most for part, weight in parts)),
        )
    )


def _shares(trees: Mapping[str, Tree]) -> Callable[[str], dict[str, float]]:
    """Which gone units count for a unit in the present structure only (1) or as it was only (−1).

    With a gone unit comes all that was under it; what of that went on elsewhere is taken off again.
    """
    was, now = trees[AS_WAS], trees[PRESENT]
    gone = [unit for unit, above in now.items() if was.get(unit) != above]

    @cache
    def holds(unit: str) -> frozenset[str]:
        return frozenset(part for part in now if unit in _line(part, now)) | {unit}

    def shares(unit: str) -> dict[str, float]:
        held = holds(unit)
        weights = {part: float((part in held) - (was.get(part) in held)) for part in gone if part != unit}
        return {part: weight for part, weight in weights.items() if weight}

    return shares


def _line(unit: str, tree: Tree) -> list[str]:
    """The units above a unit, the nearest first."""
    found: list[str] = []
    above = tree.get(unit)
    while above is not None and above not in found:
        found.append(above)
        above = tree.get(above)
    return found


@cache
def parts(when: When, grain: Grain) -> tuple[date, ...]:
    """The first days of the shorter periods (months, quarters) that make up a longer one."""
    length, step = MONTHS_IN[Grain(when[0])], MONTHS_IN[grain]
    return tuple(Period(when[1], grain).shifted(number).start for number in range(length // step))


def _place(publication: int, structure: str, unit: str, when: When, row: Row) -> Place:
    return Place(publication, structure, unit, when[0], when[1], row.shown, row.primary)


class _Layer:
    """One structure in one publication."""

    def __init__(
        self, puzzle: Puzzle, publication: int, structure: str, rows: Mapping[When, Mapping[str, Row]], known: Known
    ) -> None:
        self.puzzle = puzzle
        self.publication = publication
        self.structure = structure
        self.rows = rows
        self.known = known
        self.rests: Known = {}

    def add_up_time(self) -> set[tuple[str, When]]:
        """A longer period is the sum of its months, or of its quarters where there are no months. Returns the longer
        figures whose months are all there."""
        timed: set[tuple[str, When]] = set()
        for when, units in self.known.items():
            for unit, longer in units.items():
                for grain in (Grain.MONTH, Grain.QUARTER):
                    spans = [(grain.value, day) for day in parts(when, grain)]
                    shorter = [self.known.get(span, {}).get(unit) for span in spans]
                    held = [known for known in shorter if known is not None]
                    if len(spans) < 2 or len(held) < len(spans):
                        continue
                    own = [(self.rows[span][unit], known) for span, known in zip(spans, held, strict=True)]
                    whole = self.rows[when][unit]
                    weigh = _weights([whole, *(row for row, _known in own)])
                    times = 1.0 if weigh is _plain else float(len(own))
                    self.puzzle.equate([(longer, -times * weigh(whole)), *((known, weigh(row)) for row, known in own)])
                    if grain == Grain.MONTH:
                        timed.add((unit, when))
                    break
        return timed

    def add_up_tree(self, tree: Tree, timed: set[tuple[str, When]]) -> None:
        """A unit is the sum of the nearest units under it that have a figure, and of the people directly under it."""
        lines = {unit: _line(unit, tree) for unit in {unit for units in self.known.values() for unit in units}}
        for when in sorted(self.known, key=lambda when: MONTHS_IN[Grain(when[0])]):
            units = self.known[when]
            families: dict[str | None, list[str]] = {}
            for unit in units:
                above = next((other for other in lines[unit] if other in units), None)
                families.setdefault(above, []).append(unit)
            for over, children in families.items():
                if over is None:
                    continue
                follows = all((member, when) in timed for member in (over, *children))
                rest = self._rest_of_months(over, when) if follows else self._rest(over, children, when)
                members = frozenset([*(units[child] for child in children), *([] if rest is None else [rest])])
                row = self.rows[when][over]
                self.puzzle.note_sum(members, _place(self.publication, self.structure, over, when, row))

    def _rest(self, unit: str, children: list[str], when: When) -> int | None:
        """The equation of one family, with the people directly under the unit where there are any."""
        row, under = self.rows[when][unit], [self.rows[when][child] for child in children]
        weigh = _weights([row, *under])
        terms = [(self.known[when][unit], -weigh(row))]
        terms += [(self.known[when][child], weigh(other)) for child, other in zip(children, under, strict=True)]
        value = weigh(row) * row.measured.value - sum(weigh(other) * other.measured.value for other in under)
        most = row.measured.most - sum(other.measured.most for other in under)
        sizes = [other.measured.size for other in (row, *under)]
        size = None
        if None not in sizes:
            size = (sizes[0] or 0.0) - sum(other or 0.0 for other in sizes[1:])
            most = most if weigh is _plain else size
        rest = None
        if (most if size is None else size) >= LEFT_OVER:
            rest = self._note_rest(unit, when, Measured(value, max(most, 0.0), size))
            terms.append((rest, 1.0))
        self.puzzle.equate(terms)
        return rest

    def _rest_of_months(self, unit: str, when: When) -> int | None:
        """The people directly under a unit in a longer period: the equation follows from those of its months."""
        months = [self.rests.get((Grain.MONTH.value, day), {}).get(unit) for day in parts(when, Grain.MONTH)]
        held = [known for known in months if known is not None]
        if not held:
            return None
        own = [self.puzzle.numbers[known].measured for known in held]
        sizes = [part.size for part in own if part.size is not None]
        size = sum(sizes) / len(sizes) if sizes else None
        rest = self._note_rest(
            unit, when, Measured(sum(part.value for part in own), sum(part.most for part in own), size)
        )
        self.puzzle.equate([(rest, -1.0), *((known, 1.0) for known in held)])
        return rest

    def _note_rest(self, unit: str, when: When, measured: Measured) -> int:
        few = measured.size is None or measured.size < self.puzzle.traits.minimums[self.publication]
        place = Place(self.publication, self.structure, unit, *when, shown=False, primary=few)
        rest = self.puzzle.note((Kind.REST, unit, *when), measured, place, Kind.REST)
        self.rests.setdefault(when, {})[unit] = rest
        return rest


def _plain(_row: Row) -> float:
    return 1.0


def _per_person(row: Row) -> float:
    """From days or answers to people: a rate times the size of the group."""
    _value, most, size = row.measured
    return size / most if row.counted and size and most else 1.0


def _weights(rows: list[Row]) -> Callable[[Row], float]:
    """How figures add up: as they are when all have counts, else all as a rate times the size of the group."""
    return _plain if all(row.counted for row in rows) else _per_person
