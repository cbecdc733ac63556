"""Publishing: what the gate lets through is worked out once, after what it rests on was written, and kept.

Pages read publications, never figures. A publication holds only what differs from the one before it; nothing in it is
ever changed, so what was shown at any moment can be shown again, and the gate knows what anybody has ever seen.
"""

import hashlib
import uuid
from collections.abc import Sequence
from datetime import datetime
from weakref import WeakKeyDictionary

import polars as pl

from di_data.disclosure.gate import emptied
from di_data.disclosure.instead import with_nearest
from di_data.disclosure.linked import CELL, Organisation, hidden_reasons
from di_data.disclosure.rules import RULES, Minimums
from di_data.disclosure.safe_table import SafeTable, seal
from di_data.store import Store, Transaction

FIGURES = ["value", "numerator", "denominator", "group_size", "invited"]
_KEPT = [
    *FIGURES, "provisional", "public_source", "added_up", "derived", "delivery", "reason",
    "instead_unit", "instead_period", "instead_grain",
]  # fmt: skip
_SEEN = ["value", "numerator", "denominator", "group_size"]

_up_to_date: WeakKeyDictionary[Store, tuple[int, int]] = WeakKeyDictionary()
"""Per open store: the writes and the minimum with which its newest publication was found to agree."""


def publish(store: Store, minimum_group: int) -> None:
    """Publish what was not published yet; nothing happens when nothing was written since.

    `minimum_group`: people in a group where no agreement with the works council names another number.
    """
    seen = (store.generation, minimum_group)
    if _up_to_date.get(store) == seen:
        return
    with store.write() as transaction:
        state = transaction.read("disclosure/state").row(0, named=True)
        newest = (state["published_state"], state["default_minimum"], state["rules"])
        if state["state"] is not None and newest != (state["state"], minimum_group, RULES):
            _publish(transaction, state["state"], minimum_group)
    _up_to_date[store] = seen


def published_figures(
    store: Store, structure: str, indicators: list[str] | None, as_of: datetime | None = None
) -> SafeTable:
    """The figures as they were published at `as_of` (UTC; None is now), in one structure of the organisation."""
    told = store.read("figures/indicator_values", as_of=as_of, structure=structure, indicators=indicators)
    if structure == "present" and told.is_empty():  # nothing was reorganised: both are the same
        return published_figures(store, "as_was", indicators, as_of)
    return seal(told)


def minimums_in_force(transaction: Transaction, minimum_group: int) -> Minimums:
    """The group minimums that were agreed with the works council, and the default for the rest."""
    agreed = dict(transaction.read("organisation/group_minimums").select("indicator", "minimum").rows())
    return Minimums(agreed.pop(None, minimum_group), agreed)


def organisation_of(transaction: Transaction) -> tuple[Organisation, list[str]]:
    """The trees of both structures, and the units that are gone."""
    tree = dict(transaction.read("organisation/units").select("id", "parent_id").rows())
    parents = transaction.read("organisation/present_parents")
    gone = parents.filter("gone")["unit"].to_list()
    if not gone:
        return Organisation.unchanged(tree), gone
    present = dict(parents.select("unit", "parent").rows())
    return Organisation(tree, present, transaction.read("disclosure/moved_units")), gone


def true_figures(transaction: Transaction, gone: Sequence[str], indicators: Sequence[str] | None = None) -> pl.DataFrame:
    """Every figure of both structures, before the gate. The second structure is left out where it is the first."""
    structures = ["as_was", "present"] if gone else ["as_was"]
    codes = None if indicators is None else list(indicators)
    return pl.concat(
        [transaction.read("disclosure/figures", structure=one, indicators=codes) for one in structures]
    )


def _publish(transaction: Transaction, state: object, minimum_group: int) -> None:
    organisation, gone = organisation_of(transaction)
    minimums = minimums_in_force(transaction, minimum_group)
    figures = true_figures(transaction, gone)
    marks = _marks(figures, organisation, minimums)
    before = dict(transaction.read("disclosure/fingerprints").rows())
    changed = [code for code in {*marks, *before} if marks.get(code, "") != before.get(code, "")]
    publication = str(uuid.uuid4())
    transaction.insert("publication", pl.DataFrame([{
        "id": publication, "published_at": transaction.moment, "state": state, "default_minimum": minimum_group,
        "rules": RULES,
    }]))  # fmt: skip
    if changed:
        own = figures.filter(pl.col("indicator").is_in(changed))
        alike = [code for code in changed if _context(marks.get(code)) == _context(before.get(code))]
        rows = _rows(transaction, own, changed, alike, organisation, minimums, publication)
        transaction.insert("published_figure", rows)
        transaction.insert("publication_part", pl.DataFrame(
            [{"publication": publication, "indicator": code, "fingerprint": marks.get(code, "")} for code in changed]
        ))  # fmt: skip


def _marks(figures: pl.DataFrame, organisation: Organisation, minimums: Minimums) -> dict[str, str]:
    """For every indicator a mark of all that its publication rests on."""
    trees = repr((sorted(organisation.as_was.items()), sorted(organisation.present.items()), RULES))
    context = hashlib.sha256(trees.encode()).hexdigest()
    return {
        str(code): f"{part.height}:{part.hash_rows(seed=1).sum()} {context}:{minimums.of.get(str(code), minimums.group)}"
        for (code,), part in figures.partition_by("indicator", as_dict=True).items()
    }


def _context(mark: str | None) -> str:
    """Of a mark, the departments and the minimum."""
    return (mark or "").partition(" ")[2]


def _rows(
    transaction: Transaction, figures: pl.DataFrame, indicators: list[str], alike: list[str],
    organisation: Organisation, minimums: Minimums, publication: str,
) -> pl.DataFrame:  # fmt: skip
    """What differs from what was published of these indicators, and what is no longer there. In those that are `alike`,
    with the same departments and the same minimum as before, what was hidden stays hidden."""
    published = transaction.read("disclosure/published", indicators=indicators)
    known = _known(figures, transaction.read("disclosure/ever_shown", indicators=indicators))
    was_hidden = published.filter(pl.col("reason").is_not_null() & pl.col("indicator").is_in(alike)).select(CELL)
    told = hidden_reasons(figures, organisation, minimums, known, was_hidden)
    now = with_nearest(emptied(told), organisation).select(*CELL, *_KEPT)
    same = now.join(published.select(now.columns), on=now.columns, how="semi", nulls_equal=True)
    new = now.join(same.select(CELL), on=CELL, how="anti").with_columns(gone=pl.lit(False))
    lost = published.join(now, on=CELL, how="anti").select(CELL).with_columns(gone=pl.lit(True))
    return (
        pl.concat([new, lost], how="diagonal")
        .with_columns(publication=pl.lit(publication))
        .rename({"unit_id": "unit"})
    )


def _known(figures: pl.DataFrame, shown: pl.DataFrame) -> pl.DataFrame:
    """Cells that were shown before with the figures that they have now."""
    return figures.join(shown, on=[*CELL, *_SEEN], how="semi", nulls_equal=True).select(CELL)
