"""Publishing: what the gate lets through is worked out once, after what it rests on was written, and kept.

Pages read publications, never figures. A publication holds only what differs from the one before it; nothing in it is
ever changed, so what was shown at any moment can be shown again, and the gate knows what anybody has ever seen.
"""

import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any
from weakref import WeakKeyDictionary

import polars as pl

from di_data.disclosure.auditor_reading import published_before
from di_data.disclosure.cells import CELL, Organisation
from di_data.disclosure.gate import FIGURES, emptied
from di_data.disclosure.instead import with_nearest
from di_data.disclosure.linked import Before, after
from di_data.disclosure.rules import RULES, Minimums
from di_data.disclosure.safe_table import SafeTable, seal
from di_data.disclosure.standing import let_stand, release, told_by_difference
from di_data.store import Store, Transaction, now

_KEPT = [
    *FIGURES, "provisional", "public_source", "added_up", "derived", "delivery", "reason",
    "instead_unit", "instead_period", "instead_grain",
]  # fmt: skip
_SEEN = ["value", "numerator", "denominator", "group_size"]

_DIGITS = 11
"""Digits of a figure that count."""

_STEPS = 6
"""Times that corrections are taken back at most: what stands changes the sums above it, which are looked at again."""

_up_to_date: WeakKeyDictionary[Store, tuple[int, int, date]] = WeakKeyDictionary()
"""Per open store: the writes, the minimum and the day with which its newest publication was found to agree."""


def publish(store: Store, minimum_group: int) -> None:
    """Publish what was not published yet; nothing happens when nothing was written since.

    `minimum_group`: people in a group where no agreement with the works council names another number.
    """
    seen = (store.generation, minimum_group, now().date())
    if _up_to_date.get(store) == seen:
        return
    with store.write() as transaction:
        state = transaction.read("disclosure/state", today=seen[-1]).row(0, named=True)
        # A setting can raise the minimum only; to lower it takes an agreement with the works council.
        least = max(minimum_group, state["default_minimum"] or 0)
        newest = (state["published_state"], state["default_minimum"], state["rules"])
        is_old = state["reorganised"] or newest != (state["state"], least, RULES)
        if state["state"] is not None and is_old:
            _publish(transaction, state, least)
    _up_to_date[store] = seen


def published_figures(
    store: Store, structure: str, indicators: list[str] | None, as_of: datetime | None = None, *,
    since: date | None = None, whole: Sequence[str] = (),
) -> SafeTable:  # fmt: skip
    """The figures as they were published at `as_of` (UTC; None is now), in one structure of the organisation. `since`: only
    periods that began then or later, years, and those of the units in `whole`."""
    told = store.read(
        "figures/indicator_values", as_of=as_of, structure=structure, indicators=indicators, since=since,
        whole=list(whole),
    )  # fmt: skip
    if structure == "present" and told.is_empty():  # nothing was reorganised: both are the same
        return published_figures(store, "as_was", indicators, as_of, since=since, whole=whole)
    return seal(told)


def published_months(store: Store, indicators: list[str], as_of: datetime | None = None) -> SafeTable:
    """The months as they were published at `as_of` (UTC; None is now): `indicator, unit_id, period, value`, in no order."""
    return seal(store.read("figures/monthly_values", as_of=as_of, indicators=indicators))


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


def true_figures(
    transaction: Transaction, gone: Sequence[str], indicators: Sequence[str] | None = None
) -> pl.DataFrame:
    """Every figure of both structures, before the gate. The second structure is left out where it is the first."""
    structures = ["as_was", "present"] if gone else ["as_was"]
    codes = None if indicators is None else list(indicators)
    every = pl.concat([transaction.read("disclosure/figures", structure=one, indicators=codes) for one in structures])
    # The order of adding moves the last digit from one reading to the next.
    return every.with_columns(pl.col(FIGURES).round_sig_figs(_DIGITS))


def _publish(transaction: Transaction, newest: dict[str, Any], minimum_group: int) -> None:
    organisation, gone = organisation_of(transaction)
    minimums = minimums_in_force(transaction, minimum_group)
    publication = str(uuid.uuid4())
    transaction.insert("publication", pl.DataFrame([{
        "id": publication, "published_at": transaction.moment, "state": newest["state"],
        "default_minimum": minimum_group, "rules": RULES,
    }]))  # fmt: skip
    state = newest["published_state"]
    waited = release(transaction, publication)
    figures = true_figures(transaction, gone)
    shown = transaction.read("disclosure/ever_shown", indicators=figures["indicator"].unique().to_list())
    work = Work(transaction, publication, organisation, gone, minimums, waited, shown)
    figures, untold = _settled(work, figures)
    rows, parts, wrong = _judged(work, figures, untold)
    if wrong.height and _let_wait(work, wrong, figures, state):
        # What a correction told stands as it stood; everything is judged again with that.
        rows, parts, _wrong = _judged(work, true_figures(transaction, gone), untold)
    transaction.insert("published_figure", rows)
    transaction.insert("publication_part", parts)


@dataclass(frozen=True, eq=False)
class Work:
    """What one publication is made with. `waited`: the corrections that waited until now; `shown`: every version of a figure
    that was ever shown."""

    transaction: Transaction
    publication: str
    organisation: Organisation
    gone: list[str]
    minimums: Minimums
    waited: pl.DataFrame
    shown: pl.DataFrame


def _settled(work: Work, figures: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The true figures, where corrections about a few people wait, and the cells of which one could not."""
    for step in range(1, _STEPS):
        told = told_by_difference(figures, work.shown, work.organisation, work.minimums)
        if told.is_empty() or not let_stand(
            work.transaction, work.publication, step, told, work.organisation, work.waited
        ):
            break
        figures = true_figures(work.transaction, work.gone)
    return figures, told.select(CELL)


def _let_wait(work: Work, wrong: pl.DataFrame, figures: pl.DataFrame, since: datetime | None) -> int:
    """Let the corrections of these years of indicators stand as they stood at the last publication. Not where figures
    went: what was withdrawn does not count any more. Returns for how many figures."""
    published = work.transaction.read("disclosure/published", indicators=wrong["indicator"].unique().to_list())
    within = published.with_columns(year=pl.col("period").dt.year()).join(wrong, on=["indicator", "year"], how="semi")
    went = within.join(figures, on=CELL, how="anti").select("indicator", "year").unique()
    told = within.join(went, on=["indicator", "year"], how="anti").select(*CELL, since=pl.lit(since))
    return let_stand(work.transaction, work.publication, _STEPS, told, work.organisation, work.waited)


def _judged(work: Work, figures: pl.DataFrame, untold: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """The rows to publish of the indicators that changed, the marks of these, and in which of their years (`indicator,
    year`) more had to be hidden because of what was published before."""
    marks = _marks(figures, work.organisation, work.minimums)
    before = dict(work.transaction.read("disclosure/fingerprints").rows())
    changed = [code for code in {*marks, *before} if marks.get(code, "") != before.get(code, "")]
    parts = [
        {"publication": work.publication, "indicator": code, "fingerprint": marks.get(code, "")} for code in changed
    ]
    own = figures.filter(pl.col("indicator").is_in(changed))
    alike = [code for code in changed if _context(marks.get(code)) == _context(before.get(code))]
    rows, wrong = _rows(work, own, changed, alike, untold)
    return rows, pl.DataFrame(parts), wrong


def _marks(figures: pl.DataFrame, organisation: Organisation, minimums: Minimums) -> dict[str, str]:
    """For every indicator a mark of all that its publication rests on."""
    trees = repr((sorted(organisation.as_was.items()), sorted(organisation.present.items()), RULES))
    context = hashlib.sha256(trees.encode()).hexdigest()
    return {
        str(
            code
        ): f"{part.height}:{part.hash_rows(seed=1).sum()} {context}:{minimums.of.get(str(code), minimums.group)}"
        for (code,), part in figures.partition_by("indicator", as_dict=True).items()
    }


def _context(mark: str | None) -> str:
    """Of a mark, the departments and the minimum."""
    return (mark or "").partition(" ")[2]


def _rows(
    work: Work, figures: pl.DataFrame, indicators: list[str], alike: list[str], untold: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """What differs from what was published of these indicators, and what is no longer there; and where the auditor found
    something. In those that are `alike`, with the same departments and the same minimum as before, what was hidden and is
    the same file's stays hidden; `untold` is hidden as well."""
    published = work.transaction.read("disclosure/published", indicators=indicators)
    hidden = published.filter(pl.col("reason").is_not_null())
    same = hidden.filter(pl.col("indicator").is_in(alike)).join(figures, on=[*CELL, "delivery"], how="semi")
    before = Before(
        # Shown before with the figures that they have now.
        known=figures.join(work.shown, on=[*CELL, *_SEEN], how="semi", nulls_equal=True).select(CELL),
        kept=pl.concat([same.select(CELL), untold]).unique(),
        hidden=hidden.select(CELL),
        histories=partial(published_before, work.transaction),
    )
    told, wrong = after(before, figures, work.organisation, work.minimums)
    now = with_nearest(emptied(told), work.organisation).select(*CELL, *_KEPT)
    as_before = now.join(published.select(now.columns), on=now.columns, how="semi", nulls_equal=True)
    new = now.join(as_before.select(CELL), on=CELL, how="anti").with_columns(gone=pl.lit(False))
    lost = published.join(now, on=CELL, how="anti").select(CELL).with_columns(gone=pl.lit(True))
    rows = pl.concat([new, lost], how="diagonal").with_columns(publication=pl.lit(work.publication))
    return rows.rename({"unit_id": "unit"}), wrong
