"""Two people who changed the same record: what each changed, where they clash, and what both want together. Pure."""

from collections.abc import Iterable, Mapping
from typing import Any

Values = Mapping[str, Any]


def _same(one: object, other: object) -> bool:
    """Nothing, an empty text and an empty list are alike: forms give one where the store gives the other."""
    if isinstance(one, (list, tuple)) and isinstance(other, (list, tuple)):
        return sorted(map(str, one)) == sorted(map(str, other))
    return one == other or (not one and not other and not isinstance(one, (int, float)) and not isinstance(other, (int, float)))  # fmt: skip


def clashes(opened: Values, theirs: Values, mine: Values) -> list[str]:
    """The fields that both changed since `opened`, each to something else."""
    return [
        name for name in mine
        if not _same(opened.get(name), theirs.get(name)) and not _same(opened.get(name), mine[name])
        and not _same(theirs.get(name), mine[name])
    ]  # fmt: skip


def changed(opened: Values, later: Values, names: Iterable[str]) -> list[str]:
    """The fields of `names` that differ from how they were opened."""
    return [name for name in names if not _same(opened.get(name), later.get(name))]


def merged(opened: Values, theirs: Values, mine: Values, chosen: Values) -> dict[str, Any]:
    """What to save: theirs where only they changed, mine where only I did, `chosen` where both did."""
    both = clashes(opened, theirs, mine)
    return {
        name: chosen[name] if name in both
        else mine[name] if not _same(opened.get(name), mine[name])
        else theirs.get(name)
        for name in mine
    }  # fmt: skip
