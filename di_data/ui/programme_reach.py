"""How far the programme reaches, and the moments on which it was presented, amended and agreed."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import streamlit as st

from di_data.access import Right
from di_data.disclosure import SafeTable
from di_data.language import gettext as _
from di_data.notation import day
from di_data.register.records import key_of
from di_data.register.roadmap import ProgrammeScope, save_scope
from di_data.reports import organisation, roadmap
from di_data.ui import draft, programme_moments, trace
from di_data.ui.draft import FormField
from di_data.ui.reading import read
from di_data.ui.session import Session
from di_data.ui.showing import label, plain, rows
from di_data.vocabulary import Body, Moment, Scope

_AGREED: dict[Body, Callable[[str], str]] = {
    Body.DIRECTION_TEAM: lambda on: _("The direction team agreed on {day}.", day=on),
    Body.MANAGEMENT_TEAM: lambda on: _("The MT agreed on {day}.", day=on),
    Body.WORKS_COUNCIL: lambda on: _("The works council agreed on {day}.", day=on),
    Body.EXECUTIVE: lambda on: _("The municipal executive agreed on {day}.", day=on),
}
_PRESENTED: dict[Body, Callable[[str], str]] = {
    Body.DIRECTION_TEAM: lambda on: _("It was presented to the direction team on {day}, which did not agree yet.", day=on),
    Body.MANAGEMENT_TEAM: lambda on: _("It was presented to the MT on {day}, which did not agree yet.", day=on),
    Body.WORKS_COUNCIL: lambda on: _("It was presented to the works council on {day}, which did not agree yet.", day=on),
    Body.EXECUTIVE: lambda on: _("It was presented to the municipal executive on {day}, which did not agree yet.", day=on),
}  # fmt: skip
_AMENDED: dict[Body, Callable[[str], str]] = {
    Body.DIRECTION_TEAM: lambda on: _("After the direction team it was amended on {day}, and it has to agree yet.", day=on),
    Body.MANAGEMENT_TEAM: lambda on: _("After the MT it was amended on {day}, and it has to agree yet.", day=on),
    Body.WORKS_COUNCIL: lambda on: _("After the works council it was amended on {day}, and it has to agree yet.", day=on),
    Body.EXECUTIVE: lambda on: _("After the municipal executive it was amended on {day}, and it has to agree yet.", day=on),
}  # fmt: skip
_NOT_YET: dict[Body, Callable[[], str]] = {
    Body.DIRECTION_TEAM: lambda: _("It was not presented to the direction team yet."),
    Body.WORKS_COUNCIL: lambda: _("It was not presented to the works council yet."),
}
"""A programme is presented to these two in any case; the others only where that is how it goes."""


def show(session: Session) -> None:
    """The reach, then the timeline."""
    st.header(_("Reach"), anchor=False)
    _reach(session)
    st.header(_("Presented and agreed"), anchor=False)
    moments = read(roadmap.moments, session)
    if not len(moments):
        st.info(
            _("No moment was recorded yet. A programme is presented to the direction team and the works council, amended, and then agreed.")
        )  # fmt: skip
    st.write(" ".join(sentences(moments, date.today())))
    if len(moments):
        rows(
            [
                {
                    _("Date"): day(row["held_on"]),
                    _("What"): Moment(row["step"]).label,
                    _("By or with whom"): Body(row["body"]).label,
                    _("Note"): row["note"] or "",
                }
                for row in moments.sorted("held_on", "valid_from").rows()
            ],
            name=_("Moments of presenting and agreeing, oldest first"),
        )
    programme_moments.show(session, moments)


def sentences(moments: SafeTable, today: date) -> Iterator[str]:
    """Where the programme stands with each body: what was agreed, and what happened last. What lies ahead is no fact yet."""
    passed: dict[Body, list[dict[str, Any]]] = {}
    for row in moments.between("held_on", high=today).sorted("held_on", "valid_from").rows():
        passed.setdefault(Body(row["body"]), []).append(row)
    for body in Body:
        if body in passed:
            yield from _standing(body, passed[body])
        elif body in _NOT_YET:
            yield _NOT_YET[body]()


def _standing(body: Body, passed: list[dict[str, Any]]) -> Iterator[str]:
    last, on = Moment(passed[-1]["step"]), day(passed[-1]["held_on"])
    agreed = [row for row in passed if row["step"] == Moment.AGREED]
    if not agreed:
        yield (_PRESENTED if last == Moment.PRESENTED else _AMENDED)[body](on)
        return
    yield _AGREED[body](day(agreed[-1]["held_on"]))
    if last == Moment.PRESENTED:
        yield _("After that it was presented there again, on {day}.", day=on)
    elif last == Moment.AMENDED:
        yield _("After that it was amended, on {day}.", day=on)


def _reach(session: Session) -> None:
    present = read(roadmap.scope, session).first()
    if present is None:
        st.write(
            _("It was not recorded yet whether the programme is for the whole organisation or begins with a pilot.")
        )
    elif present["scope"] == Scope.ORGANISATION:
        st.write(_("The programme is for the whole organisation."))
    else:
        st.write(_("The programme begins with a pilot: {departments}.", departments=plain(", ".join(present["unit_names"] or ()))))  # fmt: skip
    if present and present["note"]:
        st.text(present["note"])
    if session.viewer.may(Right.LOG_ACTIONS):
        with st.expander(_("Record the reach") if present is None else _("Change the reach"), icon=":material/edit:"):
            _form(session, present)
    if present:
        trace.show(session, "programme_scope", present["id"])


def _form(session: Session, present: dict[str, Any] | None) -> None:
    unsaid = {"id": key_of("programme_scope", "programme"), "version": 0, "valid_from": None, "changed_by": "",
              "scope": Scope.ORGANISATION.value, "note": None, "unit_ids": None}  # fmt: skip
    names = {unit["id"]: unit["name"] for unit in read(organisation.units, session).rows()}
    fields = {
        "scope": FormField(_("The programme is for"), lambda scope: Scope(scope).label if scope else ""),
        "unit_ids": FormField(
            _("Departments of the pilot"), lambda keys: ", ".join(sorted(names.get(key, "") for key in keys or ()))
        ),
        "note": FormField(_("Note")),
    }

    def write(values: dict[str, Any], version: int) -> None:
        is_pilot = values["scope"] == Scope.PILOT
        scope = ProgrammeScope(values["scope"], values["note"], tuple(values["unit_ids"] or ()) if is_pilot else ())
        save_scope(session.store, session.viewer, scope, read_version=version)

    def inputs(kept: dict[str, Any]) -> dict[str, Any]:
        scopes = list(Scope)
        scope = st.radio(fields["scope"].label, scopes, index=scopes.index(kept["scope"]), format_func=label, horizontal=True)  # fmt: skip
        chosen = [key for key in kept["unit_ids"] or () if key in names]
        units = st.multiselect(fields["unit_ids"].label, list(names), chosen, format_func=names.get, placeholder="",
                               help=_("Only for a pilot."))  # fmt: skip
        note = st.text_area(_("Note"), kept["note"] or "", height=80)
        return {"scope": scope, "unit_ids": units, "note": note.strip() or None}

    message = _("The reach is saved; everybody sees it now.")
    draft.form(present or unsaid, fields, inputs, write, button=_("Save the reach"), message=message)
