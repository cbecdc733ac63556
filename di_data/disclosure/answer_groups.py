"""Which units' answers may be told in how much detail, so that nothing follows about a few people. Pure.

What is told of a question is a family of nested groups: every unit that is told, less the told units below it, is a
*group* of people of whom everybody can work out the answers, and nobody those of a part of it. So every group must be
safe by itself; a unit that makes one unsafe is told in less detail, and its people count in the group above it. The proof
is in docs/privacy.md, "Distributions of answers".
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from di_data.analysis.answer_scale import Counts, Detail, is_told, merged, parts
from di_data.config import FEWEST_ALIKE

Tree = Mapping[str, str | None]


@dataclass(frozen=True)
class Told:
    """A unit whose figure is shown: how many of its people were asked, and gave each answer (None where nobody knows)."""

    people: float
    positive: int
    answers: int
    counts: Counts | None


@dataclass
class Group:
    """People of whom the answers are known together. `places`: the units whose own figures it is made of."""

    people: float
    counts: Counts
    places: frozenset[str]
    within: list[Counts]
    """Its parts of which a coarser detail is known, in that detail."""

    def add(self, other: "Group") -> None:
        """Take the people of another group in."""
        self.people += other.people
        self.counts = _sum(self.counts, other.counts)
        self.places |= other.places
        self.within += other.within


Groups = Mapping[str, Group]
"""The groups by the unit that is told."""

Knowledge = Mapping[Detail, Groups]
"""What was told at one moment."""


def _sum(one: Counts, other: Counts, sign: int = 1) -> Counts:
    return tuple(left + sign * right for left, right in zip(one, other, strict=True))


def told_apart(
    units: Mapping[str, Told], own: frozenset[str], tree: Tree, minimum: int, before: Sequence[Knowledge]
) -> dict[Detail, dict[str, Group]]:
    """Per detail the groups of the units that may be told in it.

    `units`: those whose figures are shown; the counts of all have the same number of answers. `own`: the units with figures
    of their own, shown or not. `minimum`: people in a group. `before`: what was told of this question and period earlier.
    """
    known: dict[Detail, dict[str, Group]] = {}
    two = {unit: (told.answers - told.positive, told.positive) for unit, told in units.items()}
    coarser = known[Detail.TWO] = _groups(two, units, own, tree, {})
    for detail in (Detail.THREE, Detail.EVERY):
        counts = {
            unit: merged(told.counts, detail)
            for unit, told in units.items()
            if unit in coarser and told.counts is not None and is_told(len(told.counts), detail)
        }
        known[detail] = {}
        if counts:
            scale = next(len(units[unit].counts or ()) for unit in counts)
            groups = _groups(counts, units, own, tree, coarser)
            earlier = [moment[detail] for moment in before if detail in moment]
            coarser = known[detail] = _safe(groups, tree, _Rule(minimum, parts(scale, detail), earlier))
    return known


def _nearest(unit: str | None, among: Mapping[str, object], tree: Tree) -> str | None:
    """The unit itself or the nearest one above it that is among these."""
    seen = 0
    while unit is not None and unit not in among and seen <= len(tree):
        unit, seen = tree.get(unit), seen + 1
    return unit


def _groups(
    counts: Mapping[str, Counts], units: Mapping[str, Told], own: frozenset[str], tree: Tree, coarser: Groups
) -> dict[str, Group]:
    """Every unit less the nearest ones below it."""
    places: dict[str, set[str]] = {unit: set() for unit in counts}
    for unit in own:
        if (above := _nearest(unit, counts, tree)) is not None:
            places[above].add(unit)
    found = {unit: Group(units[unit].people, one, frozenset(places[unit]), []) for unit, one in counts.items()}
    for unit, one in counts.items():
        if (above := _nearest(tree.get(unit), counts, tree)) is not None:
            found[above].people -= units[unit].people
            found[above].counts = _sum(found[above].counts, one, -1)
    for unit, group in coarser.items():
        if (above := _nearest(unit, counts, tree)) is not None:
            found[above].within.append(group.counts)
    return found


@dataclass(frozen=True)
class _Rule:
    """When a group is safe. `split`: which answers each coarser one is taken apart into."""

    minimum: int
    split: tuple[slice, ...]
    before: Sequence[Groups]

    def holds(self, group: Group) -> bool:
        if not all(self._follows(group, earlier) for earlier in self.before):
            return False
        if not any(group.counts):
            return True
        return group.people >= self.minimum and min(group.counts) >= FEWEST_ALIKE and self._hides_parts(group)

    def _hides_parts(self, group: Group) -> bool:
        """Whether of each part whose coarser answers are known the finer ones stay open: others gave that answer too."""
        whole = [sum(group.counts[finer]) for finer in self.split]
        taken_apart = [place for place, finer in enumerate(self.split) if finer.stop - finer.start > 1]
        rests = (whole[place] - part[place] for part in group.within for place in taken_apart)
        return all(rest == 0 or rest >= FEWEST_ALIKE for rest in rests)

    def _follows(self, group: Group, earlier: Groups) -> bool:
        """Whether the group tells, beside what was told earlier, nothing of a part of an earlier group and no change of a few."""
        then = [other for other in earlier.values() if other.places & group.places]
        if any(not other.places <= group.places or len(other.counts) != len(group.counts) for other in then):
            return False
        change = group.counts
        for other in then:
            change = _sum(change, other.counts, -1)
        return not then or all(moved == 0 or abs(moved) >= FEWEST_ALIKE for moved in change)


def _safe(groups: dict[str, Group], tree: Tree, rule: _Rule) -> dict[str, Group]:
    """The groups of the units that may be told. From below: where a group is not safe those below it, the smallest first,
    are told in less detail, so that their people count in it; where that does not help the unit itself is."""
    depth = {unit: _depth(unit, tree) for unit in groups}
    kept = dict(groups)
    for unit in sorted(groups, key=lambda one: (-depth[one], one)):
        if rule.holds(kept[unit]):
            continue
        if (tried := _with_those_below(unit, kept, tree, rule)) is not None:
            kept = tried
            continue
        gone = kept.pop(unit)
        if (above := _nearest(tree.get(unit), kept, tree)) is not None:
            kept[above].add(gone)
    return kept


def _with_those_below(unit: str, groups: Mapping[str, Group], tree: Tree, rule: _Rule) -> dict[str, Group] | None:
    """The groups after the people of the smallest units below were added to that of a unit until it is safe; None where it
    never is."""
    tried = {other: Group(one.people, one.counts, one.places, list(one.within)) for other, one in groups.items()}
    while not rule.holds(tried[unit]):
        below = [other for other in tried if _nearest(tree.get(other), tried, tree) == unit]
        if not below:
            return None
        least = min(below, key=lambda other: (tried[other].people, other))
        tried[unit].add(tried.pop(least))
    return tried


def _depth(unit: str, tree: Tree) -> int:
    depth, above = 0, tree.get(unit)
    while above is not None and depth <= len(tree):
        depth, above = depth + 1, tree.get(above)
    return depth
