"""Hiding at one grain, within one period of the next longer grain, until no secret can be worked out.

The cheapest further unit that helps is hidden, again and again, and what turns out not to be needed is shown again.
Where an integer programme finds a pattern that hides fewer people's figures and gives nothing away either, that is taken.
"""

import numpy as np

from di_data.disclosure.knowledge import NOBODY, owners
from di_data.disclosure.level import Level
from di_data.disclosure.optimal import cheapest

_LEAST_GAIN = 0.05
"""What a unit counts for at least as a partner, also when it has nothing to hide another one with."""

_TRIED = 6
"""The cheapest further units of which each is tried by itself, before several are taken together."""


def settle(level: Level) -> list[int]:
    """Hide until every secret is safe, then show again what was not needed.

    Returns the units that nothing here can help: what is known of them over a longer period tells too much.
    """
    if wrong := level.wrong(helped=True):
        level.hopeless = set(wrong[1])
    while wrong := level.wrong():
        owner, units = wrong
        further = _cheapest(level, owner, units)
        if not further:
            level.hopeless |= set(units)
        level.hidden[further] = True
    _widen(level)
    _show_again(level)
    _take_cheapest(level)
    level.store()
    return sorted(level.hopeless)


def _widen(level: Level) -> None:
    """Hide more beside units whose block was too small for their shorter periods; that is not undone."""
    for unit, count in sorted(level.year.wider[level.number].items()):
        for _one in range(count if level.hidden[unit] else 0):
            owner = int(owners(np.array([unit]), level.above, level.shown())[0])
            if not (further := _cheapest(level, owner, [unit])):
                level.year.widest[level.number].add(unit)
            level.hidden[further] = level.must[further] = True


def _cheapest(level: Level, owner: int, units: list[int]) -> list[int]:
    """The further units to hide: one without units below it with those between it and the owner, or the owner."""
    if owner == NOBODY:
        return []
    leaves = np.unique(level.atoms.node[~level.atoms.is_rest])
    able = [int(leaf) for leaf in leaves if not level.hidden[leaf] and not level.known[leaf].all()]
    need = float(level.table.need[units].max()) or 1.0
    choices = []
    for leaf in able:
        if (path := _path(level, leaf, owner)) is not None:
            gain = min(1.0, float(level.table.x[leaf, level.part].sum()) / need)
            choices.append((float(level.cost[path].sum()), leaf, gain, path))
    for _cost, _leaf, _gain, path in sorted(choices)[:_TRIED]:
        if _helps(level, path, owner):
            return path
    if choices:
        return min((cost / (_LEAST_GAIN + gain), leaf, path) for cost, leaf, gain, path in choices)[-1]
    return [owner] if not level.hidden[owner] and not level.known[owner].all() else []


def _helps(level: Level, further: list[int], owner: int) -> bool:
    """Whether hiding these makes the block of the owner safe."""
    level.hidden[further] = True
    wrong = level.wrong()
    level.hidden[further] = False
    return wrong is None or wrong[0] != owner


def _path(level: Level, leaf: int, owner: int) -> list[int] | None:
    """From a unit up to just below another one: what is still shown of it; None when it is not below it."""
    path, unit = [], leaf
    while unit != owner:
        if unit == NOBODY or (unit != leaf and level.stays(unit)):
            return None
        if not level.hidden[unit]:
            path.append(unit)
        unit = int(level.above[unit])
    return path


def _show_again(level: Level) -> None:
    """Show what is hidden for another's sake and not needed, the most people first."""
    again = True
    while again:
        again = False
        extra = np.flatnonzero(level.hidden & ~level.must)
        for unit in sorted(extra, key=lambda one: (-level.cost[one], one)):
            level.hidden[unit] = False
            if level.is_safe():
                again = True
            else:
                level.hidden[unit] = True


def _take_cheapest(level: Level) -> None:
    """Take the pattern that hides the fewest people's figures, where that can be found."""
    columns = level.part.stop - level.part.start
    if columns > 1 or level.has_longer() or level.hopeless or not (level.hidden & ~level.must).any():
        return
    found = cheapest(level.choice())
    if found is None or level.cost[found].sum() >= level.cost[level.hidden].sum():
        return
    before, level.hidden = level.hidden, found
    if not level.is_safe():
        level.hidden = before
