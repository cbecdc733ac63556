"""The stakeholders: a sentence that reads the map, the map itself, and the list."""

from collections.abc import Iterator

import streamlit as st

from di_data.access import Right
from di_data.charts.stakeholders import stakeholders as chart_of
from di_data.charts.stakeholders import support_words
from di_data.disclosure import SafeTable
from di_data.language import gettext as _
from di_data.language import ngettext
from di_data.reports import roadmap
from di_data.ui import stakeholder_form
from di_data.ui.reading import read
from di_data.ui.session import Session
from di_data.ui.showing import chart, plain, rows

NAMED_AT_MOST = 3
"""Names that fit in a sentence; the list has the rest."""

CHARTED_AT_MOST = 40
"""Stakeholders that can be told apart on the map; the list has the rest."""


def show(session: Session) -> None:
    """What the map says, the map, the list, and for HR the forms."""
    st.header(_("Stakeholders"), anchor=False)
    st.write(
        _("Who has an interest in the programme, and how much support there is. Write down roles or groups, never the name of a person.")
    )  # fmt: skip
    found = read(roadmap.stakeholders, session)
    if not len(found):
        st.info(
            _("Nobody stands on the map yet. Add the first below: the municipal secretary, the MT, the works council.")
            if session.viewer.may(Right.LOG_ACTIONS)
            else _("Nobody stands on the map yet. HR adds the stakeholders here.")
        )
    else:
        st.write(plain(" ".join(sentences(found))))
        first = found.where(id=found.column("id")[:CHARTED_AT_MOST])
        chart(chart_of(first, _("Support for the programme")))
        words = support_words()
        rows(
            [
                {
                    _("Who"): row["who"],
                    _("Interest"): row["interest"] or "",
                    _("Support"): words[row["support"]],
                    _("Ambassador"): _("yes") if row["ambassador"] else "",
                }
                for row in found.rows()
            ],
            name=_("Stakeholders"),
        )
    stakeholder_form.show(session, found)


def sentences(found: SafeTable) -> Iterator[str]:
    """Who is against, who carries it, and whether anybody is an ambassador."""
    ordered = list(found.rows())
    for chosen, one, many in (
        ([row for row in ordered if row["support"] > 0], _("{names} carries it."), _("{names} carry it.")),
        ([row for row in ordered if row["support"] < 0], _("{names} has doubts or is against."), _("{names} have doubts or are against.")),
    ):  # fmt: skip
        if chosen:
            yield (one if len(chosen) == 1 else many).format(names=_listed([row["who"] for row in chosen]))
    if not any(row["support"] > 0 for row in ordered):
        yield _("Nobody carries it yet.")
    ambassadors = [row["who"] for row in ordered if row["ambassador"]]
    if not ambassadors:
        yield _("There is no ambassador yet.")
    else:
        yield ngettext("{count} ambassador: {names}.", "{count} ambassadors: {names}.", len(ambassadors), names=_listed(ambassadors))  # fmt: skip


def _listed(names: list[str]) -> str:
    if len(names) > NAMED_AT_MOST:
        return ngettext("{names} and {count} other", "{names} and {count} others", len(names) - NAMED_AT_MOST,
                        names=", ".join(names[:NAMED_AT_MOST]))  # fmt: skip
    if len(names) > 1:
        return _("{names} and {last}", names=", ".join(names[:-1]), last=names[-1])
    return names[0]
