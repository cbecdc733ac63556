"""The pattern that hides the fewest people's figures, by an integer programme (HiGHS): one period of a small tree.

There the knowledge of an attacker is one sum per block, so the rules of `level` are linear. For every unit `inside` is
what is secret under it, `passed` what of that nobody can tell apart from the rest of the block above (all of it when the
unit is hidden, nothing when it is shown), and `block` what is secret in the block in which it lies. Each exists three
times: of what is counted, of the room above it, and of people.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from di_data.disclosure.knowledge import NOBODY, Atoms, Flags, Floats, Indices

MOST_UNITS = 30
"""Units of a table for which the best pattern is looked for; above that it takes too long after a load."""

_MOST_NODES = 2_000
"""Branches after which the search ends, so that the same figures give the same pattern on any machine."""

_MARGIN = 1e-6

_PARTS = ("x", "room", "size")


@dataclass(frozen=True)
class Choice:
    """What there is to choose: units (rows) of one tree in one period.

    `above`: the nearest unit above that is there, or NOBODY; `there`: which units have a figure; `must`: which of these
    are hidden in any case; `stays`: which are known and cannot be hidden any more; `cost`: what hiding costs; `need`: how
    wide the units must be that are hidden by themselves and have units below them; `minimum`: people in a group.
    `target`: which atoms must be wide enough. Atoms have one period here.
    """

    above: Indices
    there: Flags
    must: Flags
    stays: Flags
    cost: Floats
    need: Mapping[int, float]
    atoms: Atoms
    target: Flags
    minimum: float


def cheapest(choice: Choice) -> Flags | None:
    """Which units to hide; None where the table is too large, or no pattern was found to be the best one."""
    if int(choice.there.sum()) > MOST_UNITS:
        return None
    return _Programme(choice).solved()


class _Programme:
    """The integer programme. Columns are added by name, rows as sums of columns that are at least some number."""

    def __init__(self, choice: Choice) -> None:
        import highspy

        self._optimal = highspy.HighsModelStatus.kOptimal
        make: Any = highspy.Highs
        self._solver = make()
        for option, value in (("output_flag", False), ("mip_max_nodes", _MOST_NODES), ("threads", 1),
                              ("mip_rel_gap", 0.0), ("mip_abs_gap", _MARGIN)):  # fmt: skip
            self._solver.setOptionValue(option, value)
        self._integer = highspy.HighsVarType.kInteger
        self.choice = choice
        self.units = [int(unit) for unit in np.flatnonzero(choice.there)]
        self.own = _secrets(choice.atoms)
        spare = float(choice.atoms.need.max(initial=0.0)) + max(choice.need.values(), default=0.0) + 1.0
        self.most = {part: sum(values[part] for values in self.own.values()) + spare for part in _PARTS}
        self.hidden = {unit: self._hidden(unit) for unit in self.units}
        self.inside = {unit: self._sums(unit) for unit in self.units}
        self.passed = {unit: self._sums(unit) for unit in self.units}
        self.block = {unit: self._sums(unit) for unit in self.units}
        for unit in self.units:
            self._add_up(unit)
            self._enough_people(unit)
        for target in self._targets():
            self._wide(*target)

    def solved(self) -> Flags | None:
        """The best pattern, when it was proven to be that."""
        self._solver.run()
        if self._solver.getModelStatus() != self._optimal:
            return None
        values = self._solver.getSolution().col_value
        found = np.zeros(len(self.choice.there), dtype=bool)
        for unit in self.units:
            found[unit] = values[self.hidden[unit]] > 1 / 2
        return found

    def _column(self, low: float, high: float, cost: float = 0.0) -> int:
        place = int(self._solver.getNumCol())
        self._solver.addVar(low, high)
        if cost:
            self._solver.changeColCost(place, cost)
        return place

    def _at_least(self, least: float, *terms: tuple[int, float]) -> None:
        places = np.array([place for place, _weight in terms], dtype=np.int32)
        self._solver.addRow(least, np.inf, len(terms), places, np.array([weight for _place, weight in terms]))

    def _hidden(self, unit: int) -> int:
        choice = self.choice
        low = 1.0 if choice.must[unit] else 0.0
        high = 0.0 if choice.stays[unit] and not choice.must[unit] else 1.0
        place = self._column(low, high, float(choice.cost[unit]))
        self._solver.changeColIntegrality(place, self._integer)
        return place

    def _sums(self, unit: int) -> dict[str, int]:
        return {part: self._column(0.0, self.most[part]) for part in _PARTS}

    def _below(self, unit: int) -> list[int]:
        return [other for other in self.units if self.choice.above[other] == unit]

    def _add_up(self, unit: int) -> None:
        """Inside is what the units below pass on and the people directly under it; a unit passes it on when hidden."""
        hidden, above = self.hidden[unit], int(self.choice.above[unit])
        below = self._below(unit)
        for part in _PARTS:
            most = self.most[part]
            inside, passed, block = self.inside[unit][part], self.passed[unit][part], self.block[unit][part]
            terms = [(inside, 1.0), *((self.passed[other][part], -1.0) for other in below)]
            self._equal(self.own[unit][part] if unit in self.own else 0.0, *terms)
            self._at_least(0.0, (inside, 1.0), (passed, -1.0))
            self._at_least(-most, (passed, 1.0), (inside, -1.0), (hidden, -most))
            self._at_least(0.0, (hidden, most), (passed, -1.0))
            # Shown: its block is what is inside. Hidden: the block of the unit above; the top one has no bounds at all.
            self._at_least(0.0, (inside, 1.0), (hidden, most), (block, -1.0))
            if above != NOBODY:
                self._at_least(-most, (self.block[above][part], 1.0), (hidden, -most), (block, -1.0))

    def _equal(self, total: float, *terms: tuple[int, float]) -> None:
        self._at_least(total, *terms)
        self._at_least(-total, *((place, -weight) for place, weight in terms))

    def _enough_people(self, unit: int) -> None:
        """A unit that is shown and holds a secret holds secrets of as many people as a group."""
        inside, hidden, least = self.inside[unit]["size"], self.hidden[unit], self.choice.minimum
        for other in self._below(unit):
            self._at_least(-least * _MARGIN, (inside, 1.0), (hidden, least), (self.hidden[other], -least))
        if self._below(unit) and unit in self.own:
            self._at_least(least * (1 - _MARGIN), (inside, 1.0), (hidden, least))

    def _targets(self) -> Iterator[tuple[int, int, int, float]]:
        """What must be wide enough: the unit in whose block it lies, the columns of what it counts and of the room above
        it, and its need."""
        choice = self.choice
        for atom in np.flatnonzero(choice.target):
            node, need = int(choice.atoms.node[atom]), float(choice.atoms.need[atom, 0])
            if need > 0 and node in self.own and (choice.atoms.is_rest[atom] or choice.must[node]):
                x, room = (self._column(self.own[node][part], self.own[node][part]) for part in ("x", "room"))
                yield node, x, room, need
        for unit, need in choice.need.items():
            yield unit, self.inside[unit]["x"], self.inside[unit]["room"], need

    def _wide(self, unit: int, x: int, room: int, need: float) -> None:
        """More by what others of the block can give, less by what they can take; together at least the need."""
        up, down = self._column(0.0, 2 * need), self._column(0.0, 2 * need)
        block = self.block[unit]
        for way, own, others, whole in ((up, room, x, block["x"]), (down, x, room, block["room"])):
            self._at_least(0.0, (own, 1.0), (way, -1.0))
            self._at_least(0.0, (whole, 1.0), (others, -1.0), (way, -1.0))
        self._at_least(need, (up, 1.0), (down, 1.0))


def _secrets(atoms: Atoms) -> dict[int, dict[str, float]]:
    """Of every unit what is secret of itself: a unit without units below it, or the people directly under another."""
    total = float(atoms.x.sum()) + float(atoms.need.sum()) + 1.0
    return {
        int(node): {
            "x": float(atoms.x[atom, 0]),
            # More room than all there is to be exchanged is no more use.
            "room": float(min(atoms.cap[atom, 0] - atoms.x[atom, 0], total)),
            "size": float(atoms.size[atom, 0]),
        }
        for atom, node in enumerate(atoms.node)
        if atoms.there[atom, 0] and not atoms.known[atom, 0]
    }
