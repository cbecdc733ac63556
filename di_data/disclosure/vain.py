"""What is hidden and follows from what is shown all the same protects nobody, and can be shown."""

import numpy as np

from di_data.config import SMALL_COUNT
from di_data.disclosure.knowledge import NOBODY, Flags, Year, atoms_of, nearest_above, owners


def without_vain(year: Year) -> list[Flags]:
    """Show what hides nothing, because it follows from what is shown: it was hidden for the sake of longer periods."""
    changed = True
    while changed:
        changed = False
        for number, table in enumerate(year.tables):
            vain = _told_by_tree(year, number) | _told_by_time(year, number)
            vain &= year.hidden[number] & ~table.primary & ~table.stays
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
