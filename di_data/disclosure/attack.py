"""What an attacker can work out: the smallest and the largest value of every hidden cell, given all that is published.

Published totals are linear equations over cells. What is shown is known, so every equation becomes one over hidden cells
alone, which lie between bounds of their own (a count cannot pass its denominator). The smallest and the largest value of
a cell are two linear programmes (HiGHS). Pure.
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from math import inf, isfinite
from random import Random
from typing import Any, Generic, TypeVar

import numpy as np
import numpy.typing as npt

from di_data.config import ROUNDING

Cell = TypeVar("Cell", bound=Hashable)
Range = tuple[float, float]
"""The least and the most; infinite where nobody knows a bound."""

Numbers = npt.NDArray[np.float64]

_IDLE = 2
"""Solutions in random directions that settle nothing more before the cells that are left are tried one by one."""


@dataclass(frozen=True)
class Equation(Generic[Cell]):
    """Σ weight × cell = total, over cells that may be shown or hidden."""

    terms: tuple[tuple[Cell, float], ...]
    total: float = 0.0


def bounds(
    equations: Iterable[Equation[Cell]], ranges: Mapping[Cell, Range], known: Mapping[Cell, float] | None = None
) -> dict[Cell, Range]:
    """The least and the most that each hidden cell can be.

    `ranges`: for every hidden cell what anybody knows of it beforehand; `known`: the values of what is shown. Raises
    KeyError for a cell that is neither, ValueError when no values agree with all equations.
    """
    fixed, left = _fixed(equations, dict(known or {}))
    found = {cell: (fixed[cell], fixed[cell]) for cell in ranges if cell in fixed}
    for part in _parts(left, {cell: own for cell, own in ranges.items() if cell not in fixed}):
        found.update(part.bounds())
    return found


def narrowed(
    equations: Iterable[Equation[Cell]], ranges: Mapping[Cell, Range], needed: Mapping[Cell, float]
) -> dict[Cell, Range]:
    """Which hidden cells can be told more narrowly than they may, with the least and the most that they can be.

    Everything is a difference with the true value, so that the truth is zero everywhere and agrees with every equation
    whatever was rounded: `ranges` (of the hidden cells; the others are shown) hold zero, and totals are zero.
    `needed`: how far the least and the most of the cells that are asked about must lie apart. Any solution that lies far
    enough from the truth settles all cells that it moves far enough, so most cells need no programme of their own.
    """
    hidden = [
        Equation(tuple((cell, weight) for cell, weight in equation.terms if cell in ranges)) for equation in equations
    ]
    fixed, left = _fixed(hidden, {})
    found: dict[Cell, Range] = {cell: (0.0, 0.0) for cell, width in needed.items() if cell in fixed and width > 0}
    for part in _parts(left, {cell: own for cell, own in ranges.items() if cell not in fixed}):
        found.update(part.narrowed(needed))
    return found


def _fixed(
    equations: Iterable[Equation[Cell]], known: dict[Cell, float]
) -> tuple[dict[Cell, float], list[Equation[Cell]]]:
    """All that follows from equations over one cell, again and again; and the equations over what is left."""
    waiting = list(equations)
    count = -1
    while count != len(known):
        count, left = len(known), []
        for equation in waiting:
            weights: dict[Cell, float] = {}
            total = equation.total
            for cell, weight in equation.terms:
                if cell in known:
                    total -= weight * known[cell]
                else:
                    weights[cell] = weights.get(cell, 0.0) + weight
            terms = tuple((cell, weight) for cell, weight in weights.items() if weight)
            if len(terms) == 1:
                known[terms[0][0]] = total / terms[0][1]
            elif terms:
                left.append(Equation(terms, total))
        waiting = left
    return known, waiting


def _parts(equations: Iterable[Equation[Cell]], ranges: Mapping[Cell, Range]) -> "list[_Part[Cell]]":
    """Cells that hang together by equations, each group with its equations."""
    above: dict[Cell, Cell] = {cell: cell for cell in ranges}

    def root(cell: Cell) -> Cell:
        while above[cell] != cell:
            above[cell] = above[above[cell]]
            cell = above[cell]
        return cell

    equations = list(equations)
    for equation in equations:
        first = root(equation.terms[0][0])
        for cell, _weight in equation.terms[1:]:
            above[root(cell)] = first
    groups: dict[Cell, tuple[dict[Cell, Range], list[Equation[Cell]]]] = {}
    for cell, own in ranges.items():
        groups.setdefault(root(cell), ({}, []))[0][cell] = own
    for equation in equations:
        groups[root(equation.terms[0][0])][1].append(equation)
    return [_Part(own, held) for own, held in groups.values()]


class _Part(Generic[Cell]):
    """Cells that hang together, and their equations."""

    def __init__(self, ranges: Mapping[Cell, Range], equations: list[Equation[Cell]]) -> None:
        self.cells = list(ranges)
        self.ranges = ranges
        self.equations = equations

    def bounds(self) -> dict[Cell, Range]:
        """The least and the most of every cell."""
        if len(self.equations) <= 1:
            return {cell: self._of_one_equation(cell) for cell in self.cells}
        programme = _Programme(self.equations, self.ranges)
        programme.furthest({})
        return {
            cell: (0.0 - programme.furthest({place: -1.0}), programme.furthest({place: 1.0}))
            for place, cell in enumerate(self.cells)
        }

    def narrowed(self, needed: Mapping[Cell, float]) -> dict[Cell, Range]:
        """The cells whose least and most lie less far apart than needed."""
        asked = [cell for cell in self.cells if needed.get(cell, 0.0) > 0]
        if len(self.equations) <= 1:
            told = {cell: self._of_one_equation(cell) for cell in asked}
            return {cell: (low, high) for cell, (low, high) in told.items() if high - low < needed[cell]}
        return _Witnesses(self, needed).narrowed() if asked else {}

    def _of_one_equation(self, cell: Cell) -> Range:
        """Exact where there is one equation at most: what the others leave over."""
        low, high = self.ranges[cell]
        for equation in self.equations:
            own, least, most = 0.0, equation.total, equation.total
            for other, weight in equation.terms:
                if other == cell:
                    own = weight
                else:
                    ends = [weight * end for end in self.ranges[other]]
                    least, most = least - max(ends), most - min(ends)
            told = sorted((least / own, most / own))
            low, high = max(low, told[0]), min(high, told[1])
        return low, high


class _Witnesses(Generic[Cell]):
    """Solutions that agree with all that is published, and how far apart they hold each cell."""

    def __init__(self, part: _Part[Cell], needed: Mapping[Cell, float]) -> None:
        self.cells = part.cells
        self.needed = np.array([needed.get(cell, 0.0) for cell in part.cells])
        # A cell without a bound need not move further than a way along which all cells together can move.
        limit = float(self.needed.max()) * (1 + len(part.cells))
        self.programme = _Programme(
            part.equations, {cell: (max(low, -limit), min(high, limit)) for cell, (low, high) in part.ranges.items()}
        )
        self.least = np.zeros(len(part.cells))
        self.most = np.zeros(len(part.cells))

    def narrowed(self) -> dict[Cell, Range]:
        """The cells that no solutions hold far enough apart."""
        chance, idle, open_cells = Random(len(self.cells)), 0, self._open()
        while open_cells and idle < _IDLE:
            self._look({place: chance.choice((-1.0, 1.0)) / self.needed[place] for place in open_cells})
            before, open_cells = len(open_cells), self._open()
            idle = 0 if len(open_cells) < before else idle + 1
        found: dict[Cell, Range] = {}
        for place in self._open():
            for side in (1.0, -1.0):
                if self._is_open(place):
                    self._look({place: side})
            if self._is_open(place):
                found[self.cells[place]] = (float(self.least[place]), float(self.most[place]))
        return found

    def _open(self) -> list[int]:
        return [int(place) for place in np.flatnonzero(self.most - self.least < self.needed)]

    def _is_open(self, place: int) -> bool:
        return bool(self.most[place] - self.least[place] < self.needed[place])

    def _look(self, direction: Mapping[int, float]) -> None:
        self.programme.furthest(direction)
        values = self.programme.values()
        np.minimum(self.least, values, out=self.least)
        np.maximum(self.most, values, out=self.most)


class _Programme(Generic[Cell]):
    """One linear programme over some cells, solved in one direction after another from where it stands."""

    def __init__(self, equations: list[Equation[Cell]], ranges: Mapping[Cell, Range]) -> None:
        import highspy

        places = {cell: place for place, cell in enumerate(ranges)}
        terms = [(places[cell], weight) for equation in equations for cell, weight in equation.terms]
        starts = np.cumsum([0, *(len(equation.terms) for equation in equations)])
        self._places = np.array([place for place, _weight in terms])
        self._weights = np.array([weight for _place, weight in terms], dtype=np.float64)
        self._starts = starts[:-1]
        self._totals = np.array([equation.total for equation in equations])
        self._lows = np.array([low for low, _high in ranges.values()])
        self._highs = np.array([high for _low, high in ranges.values()])
        programme = highspy.HighsLp()
        programme.num_col_, programme.num_row_ = len(ranges), len(equations)
        programme.sense_ = highspy.ObjSense.kMaximize
        programme.col_cost_ = np.zeros(len(ranges))
        programme.col_lower_, programme.col_upper_ = self._lows, self._highs
        programme.row_lower_ = programme.row_upper_ = self._totals
        programme.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        programme.a_matrix_.start_ = starts.astype(np.int32)
        programme.a_matrix_.index_ = self._places.astype(np.int32)
        programme.a_matrix_.value_ = self._weights
        make: Any = highspy.Highs
        self._solver = make()
        self._solver.setOptionValue("output_flag", False)
        # Its presolve prints lines of its own, output flag or not, and is of no use to a solver that starts where it stands.
        self._solver.setOptionValue("presolve", "off")
        self._solver.passModel(programme)
        self._unbounded = (highspy.HighsModelStatus.kUnbounded, highspy.HighsModelStatus.kUnboundedOrInfeasible)
        self._infeasible = highspy.HighsModelStatus.kInfeasible
        self._optimal = highspy.HighsModelStatus.kOptimal
        self._direction: list[int] = []

    def furthest(self, direction: Mapping[int, float]) -> float:
        """The most that Σ weight × cell can be; infinite when nothing bounds it. Raises ValueError when no values agree
        with all equations: look in no direction first, because later that cannot be told from having no bound."""
        costs = dict.fromkeys(self._direction, 0.0) | dict(direction)
        places = np.array(list(costs), dtype=np.int32)
        self._solver.changeColsCost(len(costs), places, np.array(list(costs.values()), dtype=np.float64))
        self._direction = list(direction)
        self._solver.run()
        if self._solver.getModelStatus() not in (self._optimal, *self._unbounded):
            # From where the last direction ended the solver now and then finds no way on; from nowhere it does.
            self._solver.clearSolver()
            self._solver.run()
        status = self._solver.getModelStatus()
        if status == self._infeasible:
            raise ValueError("no values agree with all equations")
        if status in self._unbounded:
            return inf
        if status != self._optimal:
            raise RuntimeError(f"the solver found no answer: {status.name}")
        most = float(self._solver.getInfo().objective_function_value)
        return most if isfinite(most) else inf

    def values(self) -> Numbers:
        """The solution at which the last direction ended. Raises RuntimeError when it does not agree with the equations:
        a proof does not rest on the word of a solver."""
        values = np.array(self._solver.getSolution().col_value)
        terms = self._weights * values[self._places]
        gap = np.abs(np.add.reduceat(terms, self._starts) - self._totals)
        slack = ROUNDING * (1 + np.add.reduceat(np.abs(terms), self._starts))
        outside = np.maximum(self._lows - values, values - self._highs) > ROUNDING * (1 + np.abs(values))
        if (gap > slack).any() or outside.any():
            raise RuntimeError("the solver's answer does not agree with the equations")
        return values
