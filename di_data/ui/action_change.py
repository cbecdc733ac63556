"""Changing where an action stands: its status and the day on which it is to be ready."""

from dataclasses import fields

import streamlit as st

from di_data.disclosure import SafeTable
from di_data.language import gettext as _
from di_data.register.programme import Action, save_action
from di_data.ui.session import Session
from di_data.ui.showing import saves, saving
from di_data.vocabulary import ActionStatus


def show(session: Session, actions: SafeTable) -> None:
    """Choose an action, change it, save it as a new version. Who saved in the meantime is not overwritten."""
    rows = {row["id"]: row for row in actions.sorted("title").rows()}
    if not rows:
        st.info(_("There is no action to change yet."))
        return
    chosen = st.selectbox(_("Action"), list(rows), format_func=lambda key: rows[key]["title"], key="changed_action")
    row = rows[chosen]
    with st.form(f"change {chosen} {saves()}", border=True):
        left, right = st.columns(2)
        statuses = list(ActionStatus)
        status = left.selectbox(
            _("Status"),
            statuses,
            index=statuses.index(ActionStatus(row["status"])),
            format_func=lambda term: term.label,
        )
        due_on = right.date_input(_("Ready on"), row["due_on"], format="DD-MM-YYYY")
        sent = st.form_submit_button(_("Save the change"), type="primary")
    if not sent:
        return
    kept = {field.name: row[field.name] for field in fields(Action) if field.name in row}
    kept |= {"goal": row["goal_id"], "units": tuple(row["unit_ids"] or ()), "factors": tuple(row["factors"] or ())}
    with saving(_("The change is saved; everybody sees it now.")):
        changed = Action(**(kept | {"status": status, "due_on": due_on}))
        save_action(session.store, session.viewer, changed, id=chosen, read_version=row["version"])
