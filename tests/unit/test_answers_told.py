"""Distributions of answers over generated organisations: what an attacker with linear programming can make of all that is told.

Written from the proof in docs/privacy.md: a hidden group's count of an answer is never known closer than three people, or than
the published figures tell already.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from random import Random

import highspy
import numpy as np
import polars as pl
import pytest

from di_data.analysis.answer_scale import Detail, merged
from di_data.config import FEWEST_ALIKE, MINIMUM_GROUP
from di_data.disclosure.answer_groups import Told, told_apart
from di_data.disclosure.cells import Organisation as Structures
from di_data.disclosure.linked import hidden_reasons
from di_data.disclosure.rules import Minimums
from tests.unit.organisations import Counts, Organisation, organisation

ANSWERS = 5
_ALMOST = 1e-6


@dataclass
class Survey:
    """A survey of one round. `places`: the answers of the people directly in each unit; `covers`: of which places the figure
    of a unit is; `own`: the units of which it was delivered; `shown`: those that the gate shows."""

    places: dict[str, tuple[int, ...]]
    people: dict[str, int]
    covers: dict[str, list[str]]
    own: frozenset[str]
    shown: set[str]
    tree: dict[str, str | None]

    def counts(self, unit: str) -> tuple[int, ...]:
        return tuple(map(sum, zip(*(self.places[place] for place in self.covers[unit]), strict=True)))

    def told(self) -> dict[str, Told]:
        every = {unit: self.counts(unit) for unit in self.shown}
        sizes = {unit: sum(self.people[place] for place in self.covers[unit]) for unit in self.shown}
        return {unit: Told(sizes[unit], sum(counts[3:]), sum(counts), counts) for unit, counts in every.items()}


def survey(seed: int, departments: int, times: int) -> Survey:
    """A round in a generated organisation whose departments are so many times as large."""
    made = organisation(seed, departments=departments, months=12)
    made = replace(
        made, people={unit: people * times for unit, people in made.people.items()}, ended=frozenset(), successor=""
    )
    figures = made.published().figures.filter(pl.col("indicator") == "autonomy", pl.col("structure") == "as_was")
    figures = figures.filter(pl.col("value").is_not_null())
    reasons = hidden_reasons(figures.drop("shown"), Structures.unchanged(made.tree), Minimums(MINIMUM_GROUP))
    when = figures.select("grain", "period").row(0)
    chance = Random(seed)
    counted = {unit: made._own("autonomy", unit, when) for unit in made.tree if made.exists(unit, when[1])}
    own = frozenset(figures.filter(~pl.col("added_up"))["unit_id"])
    return Survey(
        {unit: _spread(counts, chance) for unit, counts in counted.items()},
        {unit: round(counts.size) for unit, counts in counted.items()},
        {unit: sorted(_covered(unit, own, made, counted)) for unit in figures["unit_id"]},
        own, set(reasons.filter(pl.col("reason").is_null())["unit_id"]), dict(made.tree),
    )  # fmt: skip


def _spread(counts: Counts, chance: Random) -> tuple[int, ...]:
    """The answers of a place over five, a few of them seldom given."""
    rest = round(counts.denominator - counts.numerator)
    drawn = [chance.choices(range(3), (1, 5, 6))[0] for _ in range(rest)]
    drawn += [chance.choices((3, 4), (5, 3))[0] for _ in range(round(counts.numerator))]
    return tuple(drawn.count(answer) for answer in range(ANSWERS))


def _covered(unit: str, own: frozenset[str], made: Organisation, counted: Mapping[str, Counts]) -> Iterator[str]:
    below = [child for child in made.tree if made.tree[child] == unit and child in counted]
    if unit in own:
        yield from _within(unit, made, counted)
    else:
        for child in below:
            yield from _covered(child, own, made, counted)


def _within(unit: str, made: Organisation, counted: Mapping[str, Counts]) -> Iterator[str]:
    if unit in counted:
        yield unit
    for child in made.tree:
        if made.tree[child] == unit:
            yield from _within(child, made, counted)


class Attacker:
    """Knows how many answered in each place, the published figures, and what is told in which detail."""

    def __init__(self, about: Survey, told: Mapping[Detail, set[str]]) -> None:
        self.order = {place: number for number, place in enumerate(sorted(about.places))}
        rows: list[np.ndarray] = []
        sums: list[float] = []

        def know(places: list[str], answers: range | list[int], number: float) -> None:
            rows.append(self.over(places, answers))
            sums.append(number)

        for place, counts in about.places.items():
            know([place], range(ANSWERS), sum(counts))
        split = {Detail.TWO: [[3, 4]], Detail.THREE: [[0, 1], [2], [3, 4]], Detail.EVERY: [[0], [1], [2], [3], [4]]}
        for detail, units in told.items():
            for unit in units:
                counts = about.counts(unit)
                for answers in split[detail]:
                    know(about.covers[unit], answers, sum(counts[one] for one in answers))
        self.solver = highspy.Highs()
        self.solver.silent()
        size = len(self.order) * ANSWERS
        self.solver.addVars(size, np.zeros(size), np.full(size, highspy.kHighsInf))
        for row, number in zip(rows, sums, strict=True):
            held = np.flatnonzero(row).astype(np.int32)
            self.solver.addRow(number, number, len(held), held, row[held])

    def over(self, places: list[str], answers: range | list[int]) -> np.ndarray:
        """One for each of these answers in these places."""
        ones = np.zeros(len(self.order) * ANSWERS)
        for place in places:
            for answer in answers:
                ones[self.order[place] * ANSWERS + answer] = 1.0
        return ones

    def width(self, places: list[str], answers: list[int]) -> float:
        """How far the least and the most that can have given these answers lie apart."""
        aim = self.over(places, answers)
        return -self._least(-aim) - self._least(aim)

    def _least(self, aim: np.ndarray) -> float:
        self.solver.changeColsCost(len(aim), np.arange(len(aim), dtype=np.int32), aim)
        self.solver.run()
        assert self.solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
        return float(self.solver.getInfo().objective_function_value)


def narrowed(about: Survey, told: Mapping[Detail, set[str]], chance: Random) -> list[tuple[list[str], list[int]]]:
    """The hidden groups, places and a few of those together, of which an answer is known closer than it may be."""
    everything = Attacker(about, told)
    figures = Attacker(about, {Detail.TWO: about.shown})
    hidden = [about.covers[unit] for unit in about.covers if unit not in about.shown]
    secret = sorted({place for places in hidden for place in places if sum(about.places[place])})
    groups = [*([place] for place in secret), *hidden]
    groups += [sorted(chance.sample(secret, 2)) for _ in range(3) if len(secret) > 1]
    every = ([0, 1], [2], *([one] for one in range(ANSWERS) if one != 2))
    return [
        (places, answers)
        for places in groups
        for known in [figures.width(places, [3, 4])]
        for answers in every
        if everything.width(places, answers) < min(FEWEST_ALIKE, known) - _ALMOST
    ]


def told_of(about: Survey) -> dict[Detail, set[str]]:
    known = told_apart(about.told(), about.own, about.tree, MINIMUM_GROUP, [])
    return {detail: set(groups) for detail, groups in known.items()}


@pytest.mark.parametrize("seed", range(12))
def test_hidden_groups_stay_hidden(seed: int) -> None:
    about = survey(seed, departments=6 + seed, times=(1, 3, 6)[seed % 3])
    assert narrowed(about, told_of(about), Random(seed)) == []


@pytest.mark.long
def test_hidden_groups_stay_hidden_in_many_organisations() -> None:
    for seed in range(12, 200):
        about = survey(seed, departments=5 + seed % 30, times=(1, 3, 6)[seed % 3])
        assert narrowed(about, told_of(about), Random(seed)) == [], seed


def test_much_is_told() -> None:
    """The proof above is no proof where nothing is told."""
    counts = dict.fromkeys(Detail, 0)
    for seed in range(12):
        about = survey(seed, departments=6 + seed, times=(1, 3, 6)[seed % 3])
        for detail, units in told_of(about).items():
            counts[detail] += len(units)
    assert counts[Detail.TWO] > counts[Detail.THREE] > counts[Detail.EVERY] > 5


def test_a_rule_for_each_unit_by_itself_would_leak() -> None:
    """Telling every unit of which each answer was given by three or more is not enough: the attacker catches it."""
    caught = 0
    for seed in range(12):
        about = survey(seed, departments=6 + seed, times=(1, 3, 6)[seed % 3])
        alone = {
            detail: {
                unit for unit in about.shown if min(merged(about.counts(unit), detail)) >= FEWEST_ALIKE
            } for detail in (Detail.THREE, Detail.EVERY)
        }  # fmt: skip
        told = {Detail.TWO: about.shown, **alone}
        caught += bool(small_groups(about, told)) and not small_groups(about, told_of(about))
    assert caught


def small_groups(about: Survey, told: Mapping[Detail, set[str]]) -> list[tuple[str, str, tuple[int, ...]]]:
    """The shown units of which one or two people's answer follows exactly from what is told of others."""
    attacker = Attacker(about, told)
    found = []
    for unit in about.shown - told[Detail.THREE]:
        for answers in ([0, 1], [2]):
            number = sum(about.counts(unit)[answer] for answer in answers)
            if 0 < number < FEWEST_ALIKE and attacker.width(about.covers[unit], answers) < _ALMOST:
                found.append((unit, str(answers), about.counts(unit)))
    return found


@pytest.mark.parametrize("seed", range(12))
def test_no_answer_of_one_or_two_follows(seed: int) -> None:
    about = survey(seed, departments=6 + seed, times=(1, 3, 6)[seed % 3])
    assert small_groups(about, told_of(about)) == []


@pytest.mark.parametrize("seed", range(12))
def test_every_group_is_large_and_no_answer_in_it_is_of_a_few(seed: int) -> None:
    """Worked out anew: a unit that is told, less the nearest ones below it that are."""
    about = survey(seed, departments=6 + seed, times=(1, 3, 6)[seed % 3])
    for detail, units in told_of(about).items():
        if detail == Detail.TWO:
            continue
        for unit in units:
            inside = {place for other in units - {unit} if set(about.covers[other]) < set(about.covers[unit])
                      for place in about.covers[other]}  # fmt: skip
            places = [place for place in about.covers[unit] if place not in inside]
            counts = merged(tuple(map(sum, zip(*(about.places[place] for place in places), strict=True))) or (0,) * ANSWERS, detail)  # fmt: skip
            assert not any(counts) or min(counts) >= FEWEST_ALIKE
            assert not any(counts) or sum(about.people[place] for place in places) >= MINIMUM_GROUP
