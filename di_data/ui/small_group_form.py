"""The form in which HR proposes from how many people a figure is shown."""

from typing import Any

import streamlit as st

from di_data.config import FLOOR_GROUP
from di_data.language import gettext as _
from di_data.register.group_minimums import Proposal, minimum_key, propose
from di_data.reports import group_minimums
from di_data.ui import draft
from di_data.ui.draft import FormField
from di_data.ui.reading import read
from di_data.ui.session import Session
from di_data.ui.showing import plain, saves
from di_data.ui.small_group_words import names
from di_data.vocabulary import MinimumStatus


def show(session: Session) -> None:
    """Choose the figures, and propose a number with the text of the agreement."""
    default, named = session.settings.minimum_group, names(session)
    chosen = st.selectbox(
        _("For which figures"), [code or "" for code in named], format_func=lambda code: named.get(code or None, code), key="minimum of",
        help=_("A number for one indicator goes before the one for all figures."),
    )  # fmt: skip
    indicator = chosen or None
    now = group_minimums.in_force(read(group_minimums.agreed, session), indicator, default)
    st.write(
        _(
            "Now figures are shown from {now} people. A number that is not lower takes effect at once. A lower one waits until the works council agrees, and so does going back to a lower one later. Fewer than {floor} people is not possible.",
            now=now, floor=FLOOR_GROUP,
        )
    )  # fmt: skip
    present = _present(session, indicator, now)

    def write(values: dict[str, Any], version: int) -> None:
        proposal = Proposal(indicator=indicator, minimum=values["minimum"], agreement=values["agreement"])
        propose(session.store, session.viewer, proposal, default=default, read_version=version)

    def inputs(kept: dict[str, Any]) -> dict[str, Any]:
        """The fields start with a proposal that waits; else with the number that holds, and no text."""
        waits = kept["status"] == MinimumStatus.PROPOSED
        minimum = st.number_input(
            _("Shown from how many people"), 1, value=kept["minimum"] if waits else now, step=1,
            key=f"number {present['id']} {saves()}",
        )  # fmt: skip
        agreement = st.text_area(
            _("Text of the agreement"), kept["agreement"] if waits else "", height=120, key=f"text {present['id']} {saves()}",
            help=_("What you and the works council agree on, and why. Everybody with access to this page can read it."),
        )  # fmt: skip
        return {"minimum": int(minimum), "agreement": agreement}

    fields = {
        "minimum": FormField(_("Shown from how many people")),
        "agreement": FormField(_("Text of the agreement")),
    }
    message = _("Saved. This page shows whether the number holds already or waits for the works council.")
    button = _("Propose this for {figures}", figures=plain(named[indicator]))
    draft.form(present, fields, inputs, write, button=button, message=message, type="primary")


def _present(session: Session, indicator: str | None, now: int) -> dict[str, Any]:
    """The newest version of the record, or what stands there before anything was proposed: version 0."""
    own = read(group_minimums.newest, session).where(indicator=indicator).first()
    return own or {"id": minimum_key(indicator), "version": 0, "minimum": now, "agreement": "", "status": None}
