"""What an attacker knows of the figures of one grain in one calendar year, and how free each secret is to be otherwise.

The units that are not shown leave *blocks*: what a shown unit holds that is not shown below it. Of a block everybody
knows the sum in every period, and where units of it are shown over a longer period also their sums over that. A secret
can be larger only where somebody else in the block is smaller, and back again in another period when the sums over the
longer period are known: an exchange. How much can be exchanged follows from sums alone, so nothing needs to be solved;
it is never more than what is truly possible, which the auditor proves by linear programming.
"""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from di_data.config import LEFT_OVER, PROTECTED_PEOPLE, PROTECTED_POINT, PROTECTED_SHARE

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Indices = npt.NDArray[np.int64]

NOBODY = -1
"""The owner of what no shown figure holds."""

_ROUNDING = 1e-6

_PLENTY = 1e15
"""More than any figure: where nothing limits."""


def in_any(flags: Flags) -> Flags:
    """The rows with a flag in any column."""
    return np.asarray(flags.any(axis=1))


@dataclass(frozen=True)
class Table:
    """The figures of one indicator at one grain: units (rows) × periods of one calendar year (columns).

    `above`: the row of the unit above, or NOBODY; `weight`: what `x` is divided by. Where a unit has no figure `exists` is false and the rest is zero.
    `primary`: hidden by itself; `known`: shown in an earlier publication; `stays`: hidden in the one before; `partial`: no figure, but the sum of a part of
    the period in which the unit was there; `given`, `given_cap`: what of `x` and `cap` was told by known shorter periods;
    `minimum`: people in a group.
    """

    above: Indices
    x: Floats
    cap: Floats
    need: Floats
    weight: Floats
    size: Floats
    exists: Flags
    primary: Flags
    known: Flags
    stays: Flags
    partial: Flags
    given: Floats
    given_cap: Floats
    minimum: float


@dataclass
class Year:
    """One indicator in one calendar year: its tables, longest grain first, and which units are hidden in which periods.

    `above` is the tree; `spans` says for every column of a table which column of the next longer table holds it (or
    NOBODY), `lengths` how many months a column of each table is, `people` whether the figures count people, `before` which units were hidden in the
    year before, at each grain.
    """

    tables: list[Table]
    spans: list[Indices]
    lengths: list[int]
    people: bool
    before: list[Flags]
    hidden: list[Flags] = field(default_factory=list)
    wider: list[dict[int, int]] = field(default_factory=list)
    widest: list[set[int]] = field(default_factory=list)


@dataclass(frozen=True)
class Atoms:
    """The smallest parts: units without units below them here, and the people directly under the others (`is_rest`)."""

    node: Indices
    is_rest: Flags
    x: Floats
    cap: Floats
    need: Floats
    size: Floats
    primary: Flags
    known: Flags
    there: Flags

    def in_periods(self, columns: slice) -> "Atoms":
        """The same atoms in some of the periods."""
        return Atoms(
            self.node, self.is_rest, self.x[:, columns], self.cap[:, columns], self.need[:, columns], self.size[:, columns],
            self.primary[:, columns], self.known[:, columns], self.there[:, columns],
        )  # fmt: skip


def nearest_above(above: Indices, exists: Flags) -> Indices:
    """For every unit the nearest unit above that has a figure itself; units between them need not have one."""
    found = above.copy()
    for _step in range(len(above)):
        climbing = (found != NOBODY) & ~exists[found]
        if not climbing.any():
            break
        found[climbing] = above[found[climbing]]
    return found


def atoms_of(table: Table, people: bool, small_count: float) -> Atoms:
    """The atoms of a table. `people`: the figures count people, and a rest of 1 to `small_count` of them is few."""
    has_below = np.zeros(len(table.above), dtype=bool)
    rest_x, rest_size, rest_weight = table.x.copy(), table.size.copy(), table.weight.copy()
    for column in range(table.x.shape[1]):
        exists = table.exists[:, column]
        parent = nearest_above(table.above, exists)
        below = np.flatnonzero(exists & (parent != NOBODY))
        has_below[parent[below]] = True
        for rest, whole in ((rest_x, table.x), (rest_size, table.size), (rest_weight, table.weight)):
            np.subtract.at(rest[:, column], parent[below], whole[below, column])
    is_there = (rest_size >= LEFT_OVER) & table.exists
    rests = np.flatnonzero(has_below & is_there.any(axis=1))
    leaves = np.flatnonzero(in_any(table.exists) & ~has_below)
    own_x = np.where(is_there, np.maximum(rest_x, 0.0), 0.0)[rests]
    own_size = np.where(is_there, rest_size, 0.0)[rests]
    own_weight = np.maximum(rest_weight[rests], 0.0)
    own_cap = np.where(np.isfinite(table.cap[rests]), np.maximum(own_weight, own_x), np.inf)
    share = np.maximum(PROTECTED_SHARE * own_x, PROTECTED_POINT * own_weight)
    own_need = np.minimum(PROTECTED_PEOPLE, own_cap / 2) if people else share
    few = (own_size > 0) & (own_size < table.minimum)
    if people:
        few |= (own_x > _ROUNDING) & (own_x < small_count + 1)
    joined = np.concatenate
    return Atoms(
        node=joined([leaves, rests]),
        is_rest=joined([np.zeros(len(leaves), dtype=bool), np.ones(len(rests), dtype=bool)]),
        x=joined([(table.x - table.given)[leaves], own_x]),
        cap=joined([(table.cap - table.given_cap)[leaves], own_cap]),
        need=joined([table.need[leaves], own_need]),
        size=joined([table.size[leaves], own_size]),
        primary=joined([table.primary[leaves], few]),
        known=joined([table.known[leaves], np.zeros((len(rests), table.x.shape[1]), dtype=bool)]),
        there=joined([table.exists[leaves], own_size > 0]),
    )


def owners(nodes: Indices, above: Indices, shown: Flags) -> Indices:
    """For each of these units the nearest unit that is shown, itself or above it, or NOBODY."""
    found = nodes.copy()
    for _step in range(len(above) + 1):
        climbing = (found != NOBODY) & ~shown[found]
        if not climbing.any():
            break
        found[climbing] = above[found[climbing]]
    return found


@dataclass(frozen=True)
class Blocks:
    """Which atoms hang together: by the shown unit of this grain that holds them (`owner`, or NOBODY where nothing is
    known of them), by a number for that and the shown unit of the next longer period (`second`), and by one for those
    and the one of the longest (`third`). `is_free`: for each of the three, whether nothing at all limits the atom."""

    owner: Indices
    second: Indices
    third: Indices
    is_free: tuple[Flags, Flags, Flags]

    @classmethod
    def of_owners(cls, block: Indices, longer: Indices, longest: Indices) -> "Blocks":
        """The blocks by their owners (rows of units, or NOBODY)."""
        second = _numbered(block, longer)
        third = _numbered(second, longest)
        free = block == NOBODY
        looser = free & (longer == NOBODY)
        return cls(block, second, third, (free, looser, looser & (longest == NOBODY)))

    def with_last(self, keep: Flags, last: int) -> "Blocks":
        """The blocks of the atoms that are kept, and once more that of one of them at the end."""
        rows = np.append(np.flatnonzero(keep), last)
        free, looser, loosest = (flags[rows] for flags in self.is_free)
        return Blocks(self.owner[rows], self.second[rows], self.third[rows], (free, looser, loosest))


def freedom(atoms: Atoms, blocks: Blocks, secret: Flags, of_year: Flags, columns: slice) -> tuple[Floats, Floats]:
    """How far above and below the truth the value of each atom can lie at least (atoms × `columns`, twice).

    `secret`: which atoms are secret in which of these periods; `of_year`: in which periods of the year, for atoms that
    are secret all through it.
    """
    # The largest exchange over other periods that is looked at.
    most = float(atoms.need.max(initial=0.0))
    mine = np.where(secret, atoms.x[:, columns], 0.0)
    year = np.where(of_year, atoms.x, 0.0)
    slack = np.where(secret, np.minimum(atoms.cap[:, columns] - atoms.x[:, columns], _PLENTY), 0.0)
    first, second, third = blocks.owner + 1, blocks.second, blocks.third
    free, looser, loosest = (flags[:, None] for flags in blocks.is_free)

    # With who shares every sum: one more here is one less there, in the same period.
    near = np.where(loosest, _PLENTY, _sums(mine, third) - mine)
    near_room = np.where(loosest, _PLENTY, _sums(slack, third) - slack)

    # With who shares the block alone: and back again in another period within the longer one.
    able = (slack.min(axis=1) >= most)[:, None]
    giving = np.where(able, mine, 0.0)
    far = np.where(free, _PLENTY, _sums(giving, first) - _sums(giving, second))
    alike = _sums(mine, third)
    up_far = np.minimum(far, alike.sum(axis=1, keepdims=True) - alike)
    back = np.minimum(far, _sums(slack, third))
    down_far = back.sum(axis=1, keepdims=True) - back

    # With who shares the sums of the longer period too: and back again in another one of the year.
    throughout = of_year.all(axis=1, keepdims=True)
    spread = np.where(able & throughout, year, 0.0)
    middle = np.where(looser, _PLENTY, _sums(spread, second) - _sums(spread, third))
    alike = _sums(np.where(throughout, year, 0.0), third)
    room = np.where(throughout, np.minimum(atoms.cap - atoms.x, _PLENTY), 0.0)
    back = np.minimum(middle, _sums(room, third))
    # Who gives need not do so in this very period: anybody else of the block can pass it on within the longer one.
    passed = np.maximum(middle[:, columns], np.minimum(middle[:, columns].sum(axis=1, keepdims=True), far))
    up_middle = np.minimum(passed, alike.sum(axis=1, keepdims=True) - alike[:, columns])
    down_middle = back.sum(axis=1, keepdims=True) - back[:, columns]

    up = np.minimum(slack, near + np.minimum(most, np.maximum(up_far, np.where(throughout, up_middle, 0.0))))
    down = np.minimum(mine, near_room + np.minimum(most, np.maximum(down_far, np.where(throughout, down_middle, 0.0))))
    return up, down


def freedom_of_whole(
    atoms: Atoms, blocks: Blocks, secret: Flags, of_year: Flags, columns: slice, inside: Flags
) -> Floats:
    """How far apart the least and the most of all secret atoms `inside` one block together can lie at least.

    Atoms that share every sum count as one. The others each change against atoms outside, one of them at a time; where
    nothing is known of the block, all of them at once.
    """
    free = blocks.is_free[0][inside][0]
    # Only what shares the block can be exchanged with.
    keep = ~inside & (blocks.owner == blocks.owner[inside][0])
    ups, downs = [], []
    for row in np.unique(blocks.third[inside]):
        own = inside & (blocks.third == row)
        one = _joined(atoms, own, keep, secret, of_year, columns)
        shared = blocks.with_last(keep, int(np.argmax(own)))
        told = [np.vstack([flags[keep], flags[own].any(axis=0)]) for flags in (secret, of_year)]
        up, down = freedom(one, shared, told[0], told[1], columns)
        ups.append(up[-1])
        downs.append(down[-1])
    together = np.sum if free else np.max
    return np.asarray(together(ups, axis=0) + together(downs, axis=0))


def _joined(atoms: Atoms, own: Flags, keep: Flags, secret: Flags, of_year: Flags, columns: slice) -> Atoms:
    """Some atoms as they are, and others together as the last one, as far as these are secret."""
    told = of_year.copy()
    told[:, columns] = secret
    x = np.where(told, atoms.x, 0.0)[own].sum(axis=0)
    slack = np.where(told, np.minimum(atoms.cap - atoms.x, _PLENTY), 0.0)[own].sum(axis=0)

    def with_last(name: str, last: Any) -> Any:
        return np.vstack([getattr(atoms, name)[keep], last])

    return Atoms(
        node=np.append(atoms.node[keep], NOBODY),
        is_rest=np.append(atoms.is_rest[keep], False),
        x=with_last("x", x),
        cap=with_last("cap", x + slack),
        **{
            name: with_last(name, getattr(atoms, name)[own].max(axis=0))
            for name in ("need", "size", "primary", "known", "there")
        },
    )


def _numbered(first: Indices, second: Indices) -> Indices:
    """A number for every pair."""
    keys = (first + 1) * (int(second.max(initial=0)) + 2) + second + 1
    return np.asarray(np.unique(keys, return_inverse=True)[1], dtype=np.int64)


def _sums(values: Floats, group: Indices) -> Floats:
    """For every row the sum of the rows of its group."""
    count, width = int(group.max(initial=0)) + 1, values.shape[1]
    cells = (group[:, None] * width + np.arange(width)).ravel()
    total = np.bincount(cells, weights=values.ravel(), minlength=count * width)
    return np.asarray(total, dtype=np.float64).reshape(count, width)[group]
