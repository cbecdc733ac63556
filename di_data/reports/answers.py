"""How the answers to survey questions are distributed, as far as that tells nothing about a few people."""

from collections.abc import Sequence
from datetime import datetime

from di_data.access import Right, Viewer
from di_data.disclosure import SafeTable, publish, published_answers
from di_data.store import Store


def answers(
    store: Store, viewer: Viewer, *, minimum_group: int, indicators: Sequence[str], as_of: datetime | None = None
) -> SafeTable:  # fmt: skip
    """The distribution of the answers behind these indicators, of every unit and period whose figure is shown.

    Columns: `unit_id, unit, unit_name, parent_id, indicator, period, grain, category, share` (0 to 1)`, count, answers`, a row
    per answer in the order of the scale, the most negative first; as departments were in their time. `category` is a code of
    `analysis.answer_scale`: small answers are merged, into negative, neutral and positive, or into what the figure tells:
    positive or not. `minimum_group`: as in `reports.figures.indicator_values`. `as_of`: what was shown at that moment.
    Raises NotAllowed.
    """
    viewer.must(Right.SEE_INDICATORS)
    publish(store, minimum_group)
    return published_answers(store, indicators, as_of)
