"""Step 5: the five factors, each poor, could be better or good, and why."""

import streamlit as st

from di_data.card_catalogue import FACTORS
from di_data.contracts.sessions import REASONS
from di_data.language import gettext as _
from di_data.ui.card import fields
from di_data.ui.card.opened import OpenCard
from di_data.vocabulary import Factor


def analysis(card: OpenCard) -> None:
    """A factor a row: what it asks, the judgement, the reason."""
    for factor in Factor:
        with st.container(border=True):
            left, right = st.columns(2, vertical_alignment="center")
            left.header(factor.label, anchor=False)
            left.write(_(FACTORS[factor]))
            with right:
                fields.judgement(card, factor)
                fields.line(
                    card, REASONS[factor], _("Why: {factor}", factor=factor.label),
                    label_visibility="collapsed", placeholder=_("Why?"),
                )  # fmt: skip
