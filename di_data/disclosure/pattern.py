"""Which figures of one indicator and calendar year to hide, so that no secret can be worked out.

Longer periods first: a year tells most and hides best. What is hidden over a longer period is hidden in its parts as
well. At every grain the secret ones must lie in blocks that hold the minimum group together and leave every secret wide
enough (`knowledge`); where they do not, the cheapest further units are hidden, counted in people, and what turns out
not to be needed is shown again.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from di_data.config import SMALL_COUNT
from di_data.disclosure.knowledge import (
    NOBODY,
    Atoms,
    Blocks,
    Flags,
    Floats,
    Indices,
    Table,
    atoms_of,
    freedom,
    freedom_of_whole,
    nearest_above,
    owners,
)

_KEPT = 0.5
"""What hiding costs of a unit that was hidden in the year before: half, so that a pattern stays where that is sound."""

_ENOUGH = 1 - 1e-9


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


def decide(year: Year) -> list[Flags]:
    """Which units (rows) are hidden in which periods (columns), for each table of the year."""
    forced = [np.zeros(table.exists.shape, dtype=bool) for table in year.tables]
    year.wider, year.widest = [{} for _table in year.tables], [set() for _table in year.tables]
    for _attempt in range(2 * sum(table.exists.shape[0] for table in year.tables) + 1):
        year.hidden, unsafe = [], False
        for number in range(len(year.tables)):
            year.hidden.append(np.zeros(year.tables[number].exists.shape, dtype=bool))
            stuck = [found for part in _parts(year, number) if (found := _Level(year, number, part, forced[number]).settle())]
            if stuck and _force_longer(year, number, stuck, forced):
                break
            unsafe |= bool(stuck)
        else:
            if not unsafe:
                return _without_vain(year)
            break
    # What nothing could protect: only what everybody knows already is shown, so that nobody learns more.
    return [table.exists & ~table.known for table in year.tables]


def _without_vain(year: Year) -> list[Flags]:
    """Show what hides nothing, because it follows from what is shown: it was hidden for the sake of longer periods."""
    changed = True
    while changed:
        changed = False
        for number, table in enumerate(year.tables):
            vain = _told_by_tree(year, number) | _told_by_time(year, number)
            vain &= year.hidden[number] & ~table.primary
            year.hidden[number] &= ~vain
            changed |= bool(vain.any())
    return year.hidden


def _told_by_tree(year: Year, number: int) -> Flags:
    """Units of which nothing below is secret, and units that are the only secret of their block."""
    table = year.tables[number]
    atoms = atoms_of(table, year.people, SMALL_COUNT)
    told = np.zeros(table.exists.shape, dtype=bool)
    hidden = year.hidden[number] & ~table.known
    for column in range(table.exists.shape[1]):
        above = nearest_above(table.above, table.exists[:, column])
        secret = atoms.there[:, column] & (hidden[atoms.node, column] | atoms.is_rest) & ~atoms.known[:, column]
        holds = np.zeros(len(above), dtype=np.int64)
        at = atoms.node[secret]
        while len(at := at[at != NOBODY]):
            np.add.at(holds, at, 1)
            at = above[at]
        told[:, column] = holds == 0
        owner = owners(atoms.node, above, table.exists[:, column] & ~hidden[:, column])
        held, counts = np.unique(owner[secret], return_counts=True)
        alone = secret & np.isin(owner, held[(counts == 1) & (held != NOBODY)]) & ~atoms.is_rest
        told[atoms.node[alone], column] = True
    return told


def _told_by_time(year: Year, number: int) -> Flags:
    """Figures over a longer period of which every part is shown, and the only part that is not."""
    table, told = year.tables[number], np.zeros(year.tables[number].exists.shape, dtype=bool)
    shown = [one.exists & (~hidden | one.known) for one, hidden in zip(year.tables, year.hidden, strict=True)]
    if number + 1 < len(year.tables):
        spans = year.spans[number + 1]
        for column in np.unique(spans[spans != NOBODY]):
            inside = spans == column
            whole = year.lengths[number] // year.lengths[number + 1]
            told[:, column] |= shown[number + 1][:, inside].sum(axis=1) == whole
    if number:
        spans = year.spans[number]
        whole = year.lengths[number - 1] // year.lengths[number]
        for column in np.unique(spans[spans != NOBODY]):
            inside = spans == column
            alone = (shown[number][:, inside].sum(axis=1) == whole - 1) & shown[number - 1][:, column]
            told[:, inside] |= alone[:, None] & (table.exists[:, inside].sum(axis=1) == whole)[:, None]
    return told


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
                and owners(np.array([unit]), table.above, shown.any(axis=1))[0] != NOBODY]  # fmt: skip
        for unit in held:
            year.wider[longer][unit] = year.wider[longer].get(unit, 0) + 1
        if held:
            return True
    return False


class _Level:
    """One grain within one longer period, while its pattern is made."""

    def __init__(self, year: Year, number: int, part: slice, forced: Flags) -> None:
        self.year, self.number, self.part = year, number, part
        table = year.tables[number]
        self.table, self.forced = table, forced
        self.there = table.exists[:, part].any(axis=1)
        self.above = nearest_above(table.above, self.there)
        self.atoms: Atoms = atoms_of(table, year.people, SMALL_COUNT)
        self.known = (table.known | ~table.exists)[:, part]
        self.must = self.there & self._must()
        self.hidden = self.must.copy()
        before = year.before[number][:, part].any(axis=1)
        self.cost: Floats = (table.size[:, part] * ~self.known).sum(axis=1) + 1.0
        self.cost = np.where(before, _KEPT, 1.0) * self.cost
        self.hopeless: set[int] = set()
        self.lasting = self._lasting()
        self.target = self.atoms.primary[:, part] | (self._told_longer()[self.atoms.node] & ~self.atoms.is_rest)[:, None]
        self.longer, self.longest = (self._owners_at(number - back) for back in (1, 2))

    def _must(self) -> Flags:
        """Hidden by itself, over a longer period, or because nothing else helped."""
        own = (self.table.primary | self.table.stays | self.forced)[:, self.part].any(axis=1)
        return own | self._told_longer()

    def _told_longer(self) -> Flags:
        """Units whose hidden figure over the longer period would follow from all their figures here."""
        if not self._has_longer():
            return np.zeros(len(self.there), dtype=bool)
        span = self.year.spans[self.number] == self._column()
        whole = self.table.exists[:, span].sum(axis=1) == self._whole()
        whole |= self.year.tables[self.number - 1].partial[:, self._column()]
        return whole & self.year.hidden[self.number - 1][:, self._column()]

    def _whole(self) -> int:
        """How many periods of this grain make one of the next longer."""
        return self.year.lengths[self.number - 1] // self.year.lengths[self.number]

    def _column(self) -> int:
        return int(self.year.spans[self.number][self.part.start])

    def _has_longer(self) -> bool:
        return self.number > 0 and self._column() != NOBODY

    def _lasting(self) -> Flags:
        """Atoms × all periods of the year: secret in all of it, because the longer period is hidden for all the year."""
        if self.number == 0:
            return np.zeros(self.atoms.x.shape, dtype=bool)
        longer = self.year.hidden[self.number - 1]
        exists = self.year.tables[self.number - 1].exists
        counts = self.table.exists.sum(axis=1) == exists.sum(axis=1) * self._whole()
        always = (longer | ~exists).all(axis=1) & longer.any(axis=1) & counts
        return (always[self.atoms.node] | self.atoms.is_rest)[:, None] & ~self.atoms.known & self.atoms.there

    def _owners_at(self, level: int) -> Indices:
        """For each atom what holds it and is shown at a longer grain."""
        if level < 0 or not self._has_longer():
            return np.full(len(self.atoms.node), NOBODY)
        table, hidden = self.year.tables[level], self.year.hidden[level]
        column = self._column()
        for between in range(self.number - 1, level, -1):
            column = int(self.year.spans[between][column]) if column != NOBODY else NOBODY
        if column == NOBODY:
            return np.full(len(self.atoms.node), NOBODY)
        return owners(self.atoms.node, table.above, table.exists[:, column] & (~hidden | table.known)[:, column])

    def settle(self) -> list[int]:
        """Hide until every secret is safe, then show again what was not needed.

        Returns the units that nothing here can help: what is known of them over a longer period tells too much.
        """
        if wrong := self._wrong(helped=True):
            self.hopeless = set(wrong[1])
        while wrong := self._wrong():
            owner, units = wrong
            further = self._cheapest(owner, units)
            if not further:
                self.hopeless |= set(units)
            self.hidden[further] = True
        self._widen()
        self._show_again()
        self._store()
        return sorted(self.hopeless)

    def _widen(self) -> None:
        """Hide more beside units whose block was too small for their shorter periods; that is not undone."""
        for unit, count in sorted(self.year.wider[self.number].items()):
            for _one in range(count if self.hidden[unit] else 0):
                owner = int(owners(np.array([unit]), self.above, self._shown())[0])
                if not (further := self._cheapest(owner, [unit])):
                    self.year.widest[self.number].add(unit)
                self.hidden[further] = self.must[further] = True

    def _store(self) -> None:
        self.year.hidden[self.number][:, self.part] = self.hidden[:, None] & self.table.exists[:, self.part]

    def _shown(self) -> Flags:
        """Units of which a figure is known in this part: shown now, or ever before."""
        return self.there & (~self.hidden | (self.table.known & self.table.exists)[:, self.part].any(axis=1))

    def _secret(self) -> Flags:
        """Atoms × the periods of this part."""
        hidden = self.hidden[self.atoms.node] | self.atoms.is_rest
        return hidden[:, None] & (self.atoms.there & ~self.atoms.known)[:, self.part]

    def _blocks(self, helped: bool) -> Blocks:
        owner = np.full(len(self.atoms.node), NOBODY) if helped else owners(self.atoms.node, self.above, self._shown())
        return Blocks(owner, self.longer, self.longest)

    def _wrong(self, helped: bool = False) -> tuple[int, list[int]] | None:
        """A shown unit whose block gives something away, lowest first, and the units about which.

        `helped`: as if everything else of this grain were hidden.
        """
        secret, blocks = self._secret(), self._blocks(helped)
        if not (secret & ~self.atoms.is_rest[:, None]).any() and not (secret & self.target).any():
            return None
        free = sum(freedom(self.atoms, blocks, secret, self.lasting, self.part))
        narrow = secret & self.target & (free < self.atoms.need[:, self.part] * _ENOUGH)
        failing: dict[int, list[int]] = {}
        narrow &= ~np.isin(self.atoms.node, list(self.hopeless))[:, None]
        for atom in np.flatnonzero(narrow.any(axis=1)):
            failing.setdefault(int(blocks.block[atom]), []).append(int(self.atoms.node[atom]))
        for owner, unit in self._narrow_wholes(secret, blocks) if not helped else ():
            if unit not in self.hopeless:
                failing.setdefault(owner, []).append(unit)
        for owner in self._too_small(secret, blocks) if not helped else ():
            units = [int(node) for node in self.atoms.node[(blocks.block == owner) & secret.any(axis=1)]]
            if not self.hopeless.issuperset(units):
                failing.setdefault(owner, []).extend(units)
        if not failing:
            return None
        depth = {owner: self._depth(owner) for owner in failing}
        lowest = max(failing, key=lambda owner: (depth[owner], -owner))
        return lowest, failing[lowest]

    def _too_small(self, secret: Flags, blocks: Blocks) -> list[int]:
        """Blocks that hold fewer people together than the minimum group."""
        found = []
        for owner in np.unique(blocks.block[secret.any(axis=1)]):
            mine = secret & (blocks.block == owner)[:, None]
            people = np.where(mine, self.atoms.size[:, self.part], 0.0).sum(axis=0)
            if owner != NOBODY and (mine.any(axis=0) & (people < self.table.minimum)).any():
                found.append(int(owner))
        return found

    def _narrow_wholes(self, secret: Flags, blocks: Blocks) -> list[tuple[int, int]]:
        """Units with units below them that are hidden by themselves and known too well, with the owner of their block."""
        table, found = self.table, []
        primary = table.primary & ~table.known
        wholes = np.flatnonzero(self.hidden & primary[:, self.part].any(axis=1) & ~np.isin(np.arange(len(self.hidden)), self.atoms.node[~self.atoms.is_rest]))
        for unit in wholes:
            owner = int(owners(np.array([unit]), self.above, self._shown())[0])
            inside = secret.any(axis=1) & (blocks.block == owner) & self._below(int(unit))
            if not table.need[unit, self.part].any():
                continue
            if not inside.any():
                found.append((int(unit), int(unit)))
                continue
            free = freedom_of_whole(self.atoms, blocks, secret, self.lasting, self.part, inside)
            narrow = primary[unit, self.part] & (free < table.need[unit, self.part] * _ENOUGH)
            if narrow.any():
                # Where nothing is known of the block, only more secrets inside the unit can help.
                found.append((int(unit) if owner == NOBODY else owner, int(unit)))
        return found

    def _below(self, unit: int) -> Flags:
        """The atoms at or below a unit."""
        found = self.atoms.node == unit
        at = self.atoms.node.copy()
        for _step in range(len(self.above)):
            climbing = at != NOBODY
            at[climbing] = self.above[at[climbing]]
            if not climbing.any():
                break
            found |= at == unit
        return found

    def _depth(self, unit: int) -> int:
        steps = 0
        while unit != NOBODY:
            unit, steps = int(self.above[unit]), steps + 1
        return steps

    def _cheapest(self, owner: int, units: list[int]) -> list[int]:
        """The further units to hide: one without units below it with those between it and the owner, or the owner."""
        if owner == NOBODY:
            return []
        leaves = np.unique(self.atoms.node[~self.atoms.is_rest])
        able = [int(leaf) for leaf in leaves if not self.hidden[leaf] and not self.known[leaf].all()]
        choices = []
        for leaf in able:
            path = self._path(leaf, owner)
            if path is not None:
                gain = min(1.0, float(self.table.x[leaf, self.part].sum()) / max(float(self.table.need[units].max()), 1e-9))
                cost = float(self.cost[path].sum())
                choices.append((cost / (0.05 + gain), cost, leaf, path))
        if choices:
            return min(choices)[3]
        return [owner] if not self.hidden[owner] and not self.known[owner].all() else []

    def _path(self, leaf: int, owner: int) -> list[int] | None:
        """From a unit up to just below another one: what is still shown of it; None when it is not below it."""
        path, unit = [], leaf
        while unit != owner:
            if unit == NOBODY or (unit != leaf and self._stays(unit)):
                return None
            if not self.hidden[unit]:
                path.append(unit)
            unit = int(self.above[unit])
        return path

    def _stays(self, unit: int) -> bool:
        return bool((self.table.known & self.table.exists)[unit, self.part].any())

    def _show_again(self) -> None:
        """Show what is hidden for another's sake and not needed, the most people first."""
        again = True
        while again:
            again = False
            extra = np.flatnonzero(self.hidden & ~self.must)
            for unit in sorted(extra, key=lambda one: (-self.cost[one], one)):
                self.hidden[unit] = False
                if self._wrong() is None:
                    again = True
                else:
                    self.hidden[unit] = True
