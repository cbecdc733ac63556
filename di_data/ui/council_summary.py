"""The works council's page in a few sentences: the factors that it follows, for the whole organisation."""

from collections.abc import Mapping

import streamlit as st

from di_data.language import gettext as _
from di_data.notation import measured, period
from di_data.reports.factor_review import FactorReview, Moved
from di_data.vocabulary import Factor, Measure


def summary(found: Mapping[Factor, FactorReview | None]) -> None:
    """A figure and a reading for each factor, of the top of the organisation."""
    for factor, column in zip(found, st.columns(len(found)), strict=True):
        review = found[factor]
        moved = None if review is None else _top(review)
        with column, st.container(border=True):
            if moved is None or moved.newest["value"] is None:
                st.metric(factor.label, _("no figure yet"))
                continue
            st.metric(f"{factor.label}, {period(moved.period)}", measured(moved.newest["value"], Measure.PERCENT))
            st.text(f"{moved.newest['unit_name']}. {_reading(moved)}")


def _top(review: FactorReview) -> Moved | None:
    tops = [moved for moved in review.moved.values() if moved.newest["parent_id"] is None]
    return tops[0] if tops else None


def _reading(moved: Moved) -> str:
    if moved.change is None or moved.earlier is None:
        return _("There is no earlier round to compare with.")
    before = period(moved.earlier)
    if not moved.change.is_real:
        return _("No real change since {period}.", period=before)
    if moved.change.difference > 0:
        return _("Really went up since {period}.", period=before)
    return _("Really went down since {period}.", period=before)
