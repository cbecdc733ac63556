"""One grain within one longer period: which units are hidden, and what that gives away all the same."""

from collections.abc import Iterator

import numpy as np

from di_data.config import SMALL_COUNT
from di_data.disclosure.knowledge import (
    NOBODY,
    Atoms,
    Blocks,
    Flags,
    Floats,
    Indices,
    Year,
    atoms_of,
    freedom,
    freedom_of_whole,
    in_any,
    nearest_above,
    owners,
)
from di_data.disclosure.optimal import Choice

_KEPT = 0.5
"""What hiding costs of a unit that was hidden in the year before: half, so that a pattern stays where that is sound."""

_ENOUGH = 1 - 1e-9


class Level:
    """One grain within one longer period, while its pattern is made."""

    def __init__(self, year: Year, number: int, part: slice, forced: Flags) -> None:
        self.year, self.number, self.part = year, number, part
        table = year.tables[number]
        self.table, self.forced = table, forced
        self.there = in_any(table.exists[:, part])
        self.above = nearest_above(table.above, self.there)
        self.atoms: Atoms = atoms_of(table, year.people, SMALL_COUNT)
        self.known = (table.known | ~table.exists)[:, part]
        self.must = self.there & self._must()
        self.hidden = self.must.copy()
        before = year.before[number][:, part].any(axis=1)
        self.cost: Floats = (table.size[:, part] * ~self.known).sum(axis=1) + 1.0
        self.cost = np.where(before, _KEPT, 1.0) * self.cost
        self.hopeless: set[int] = set()
        self.wholes = self._wholes()
        self.below: dict[int, Flags] = {}
        self.found: dict[tuple[int, int, bytes, bytes], bool] = {}
        self.lasting = self._lasting()
        self.target = (
            self.atoms.primary[:, part] | (self._told_longer()[self.atoms.node] & ~self.atoms.is_rest)[:, None]
        )
        self.longer, self.longest = (self._owners_at(number - back) for back in (1, 2))

    def _must(self) -> Flags:
        """Hidden by itself, over a longer period, or because nothing else helped."""
        own = (self.table.primary | self.table.stays | self.forced)[:, self.part].any(axis=1)
        return own | self._told_longer()

    def _told_longer(self) -> Flags:
        """Units whose hidden figure over the longer period would follow from all their figures here."""
        if not self.has_longer():
            return np.zeros(len(self.there), dtype=bool)
        span = self.year.spans[self.number] == self._column()
        whole = self.table.exists[:, span].sum(axis=1) == self._whole()
        whole |= self.year.tables[self.number - 1].partial[:, self._column()]
        return np.asarray(whole & self.year.hidden[self.number - 1][:, self._column()])

    def _whole(self) -> int:
        """How many periods of this grain make one of the next longer."""
        return self.year.lengths[self.number - 1] // self.year.lengths[self.number]

    def _column(self) -> int:
        return int(self.year.spans[self.number][self.part.start])

    def has_longer(self) -> bool:
        """Whether there are figures over the longer period that holds this part."""
        return self.number > 0 and self._column() != NOBODY

    def _lasting(self) -> Flags:
        """Atoms × all periods of the year: secret in all of it, because the longer period is hidden for all the year."""
        if self.number == 0:
            return np.zeros(self.atoms.x.shape, dtype=bool)
        longer = self.year.hidden[self.number - 1]
        exists = self.year.tables[self.number - 1].exists
        counts = self.table.exists.sum(axis=1) == exists.sum(axis=1) * self._whole()
        always = (longer | ~exists).all(axis=1) & longer.any(axis=1) & counts
        return np.asarray(
            (always[self.atoms.node] | self.atoms.is_rest)[:, None] & ~self.atoms.known & self.atoms.there
        )

    def _owners_at(self, level: int) -> Indices:
        """For each atom what holds it and is shown at a longer grain."""
        if level < 0 or not self.has_longer():
            return np.full(len(self.atoms.node), NOBODY)
        table, hidden = self.year.tables[level], self.year.hidden[level]
        column = self._column()
        for between in range(self.number - 1, level, -1):
            column = int(self.year.spans[between][column]) if column != NOBODY else NOBODY
        if column == NOBODY:
            return np.full(len(self.atoms.node), NOBODY)
        return owners(self.atoms.node, table.above, table.exists[:, column] & (~hidden | table.known)[:, column])

    def store(self) -> None:
        """Keep the pattern in the year."""
        self.year.hidden[self.number][:, self.part] = self.hidden[:, None] & self.table.exists[:, self.part]

    def shown(self) -> Flags:
        """Units of which a figure is known in this part: shown now, or ever before."""
        return self.there & (~self.hidden | (self.table.known & self.table.exists)[:, self.part].any(axis=1))

    def _secret(self) -> Flags:
        """Atoms × the periods of this part."""
        hidden = self.hidden[self.atoms.node] | self.atoms.is_rest
        return hidden[:, None] & (self.atoms.there & ~self.atoms.known)[:, self.part]

    def _blocks(self, helped: bool) -> Blocks:
        owner = np.full(len(self.atoms.node), NOBODY) if helped else owners(self.atoms.node, self.above, self.shown())
        return Blocks.of_owners(owner, self.longer, self.longest)

    def wrong(self, helped: bool = False) -> tuple[int, list[int]] | None:
        """A shown unit whose block gives something away, lowest first, and the units about which.

        `helped`: as if everything else of this grain were hidden.
        """
        failing: dict[int, list[int]] = {}
        for owner, units in self._failing(helped):
            failing.setdefault(owner, []).extend(units)
        if not failing:
            return None
        depth = {owner: self._depth(owner) for owner in failing}
        lowest = max(failing, key=lambda owner: (depth[owner], -owner))
        return lowest, failing[lowest]

    def _failing(self, helped: bool = False) -> Iterator[tuple[int, list[int]]]:
        """Blocks that give something away, by the unit that holds them, and the units about which; the quickest to find first."""
        secret, blocks = self._secret(), self._blocks(helped)
        if not (secret & ~self.atoms.is_rest[:, None]).any() and not (secret & self.target).any():
            return
        free = sum(freedom(self.atoms, blocks, secret, self.lasting, self.part))
        narrow = secret & self.target & (free < self.atoms.need[:, self.part] * _ENOUGH)
        narrow &= ~np.isin(self.atoms.node, list(self.hopeless))[:, None]
        for atom in np.flatnonzero(narrow.any(axis=1)):
            yield int(blocks.owner[atom]), [int(self.atoms.node[atom])]
        if helped:
            return
        for owner in self._too_small(secret, blocks):
            units = [int(node) for node in self.atoms.node[(blocks.owner == owner) & in_any(secret)]]
            if not self.hopeless.issuperset(units):
                yield owner, units
        for owner, unit in self._narrow_wholes(secret, blocks):
            if unit not in self.hopeless:
                yield owner, [unit]

    def _too_small(self, secret: Flags, blocks: Blocks) -> Iterator[int]:
        """Blocks that hold fewer people together than the minimum group."""
        for owner in np.unique(blocks.owner[in_any(secret)]):
            mine = secret & (blocks.owner == owner)[:, None]
            people = np.where(mine, self.atoms.size[:, self.part], 0.0).sum(axis=0)
            if owner != NOBODY and (mine.any(axis=0) & (people < self.table.minimum)).any():
                yield int(owner)

    def _narrow_wholes(self, secret: Flags, blocks: Blocks) -> Iterator[tuple[int, int]]:
        """Units with units below them that are hidden by themselves and known too well, with the owner of their block."""
        for unit in np.flatnonzero(self.hidden & self.wholes):
            owner = int(owners(np.array([unit]), self.above, self.shown())[0])
            inside = in_any(secret) & (blocks.owner == owner) & self._below(int(unit))
            if not inside.any():
                yield int(unit), int(unit)
            elif self._is_narrow(int(unit), secret, blocks, inside):
                # Where nothing is known of the block, only more secrets inside the unit can help.
                yield int(unit) if owner == NOBODY else owner, int(unit)

    def _is_narrow(self, unit: int, secret: Flags, blocks: Blocks, inside: Flags) -> bool:
        """Whether too much is known of all atoms `inside` a unit together. That depends on their block alone, and most
        blocks stay as they are while one of them is made."""
        owner = int(blocks.owner[inside][0])
        block = blocks.owner == owner
        key = (unit, owner, block.tobytes(), secret[block].tobytes())
        if key not in self.found:
            free = freedom_of_whole(self.atoms, blocks, secret, self.lasting, self.part, inside)
            primary = (self.table.primary & ~self.table.known)[unit, self.part]
            self.found[key] = bool((primary & (free < self.table.need[unit, self.part] * _ENOUGH)).any())
        return self.found[key]

    def _wholes(self) -> Flags:
        """Units with units below them that are hidden by themselves."""
        own = in_any((self.table.primary & ~self.table.known)[:, self.part]).copy()
        own[self.atoms.node[~self.atoms.is_rest]] = False
        return np.asarray(own & self.table.need[:, self.part].any(axis=1))

    def _below(self, unit: int) -> Flags:
        """The atoms at or below a unit."""
        if unit not in self.below:
            at = self.atoms.node.copy()
            found: Flags = np.asarray(at == unit)
            while (climbing := at != NOBODY).any():
                at[climbing] = self.above[at[climbing]]
                found |= at == unit
            self.below[unit] = found
        return self.below[unit]

    def _depth(self, unit: int) -> int:
        steps = 0
        while unit != NOBODY:
            unit, steps = int(self.above[unit]), steps + 1
        return steps

    def stays(self, unit: int) -> bool:
        """Whether a unit is known from an earlier publication, so that hiding it is no use."""
        return bool((self.table.known & self.table.exists)[unit, self.part].any())

    def is_safe(self) -> bool:
        """Whether what is hidden now gives nothing away."""
        return next(self._failing(), None) is None

    def choice(self) -> Choice:
        """What there is to choose, where this level has one period and nothing is known of a longer one."""
        wholes = np.flatnonzero(self.must & self.wholes)
        return Choice(
            self.above, self.there, self.must, in_any((self.table.known & self.table.exists)[:, self.part]), self.cost,
            {int(unit): float(self.table.need[unit, self.part][0]) for unit in wholes},
            self.atoms.in_periods(self.part), self.target[:, 0], self.table.minimum,
        )  # fmt: skip
