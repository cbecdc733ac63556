"""The actions: list and filter, log a new one, evaluate one."""

from datetime import date

import streamlit as st

from di_data.access import Right
from di_data.language import gettext as _
from di_data.language import ngettext
from di_data.notation import day
from di_data.reports import organisation, programme
from di_data.reports.attention import overdue, unevaluated
from di_data.ui import action_change, action_form, evaluation_form
from di_data.ui.address import choose
from di_data.ui.reading import read
from di_data.ui.session import require
from di_data.ui.showing import rows, saved_note
from di_data.vocabulary import ActionStatus, EvaluationResult, Factor, Position

user = require(Right.SEE_ACTIONS)

st.title(_("Actions"), anchor=False)
saved_note()
actions, goals = read(programme.actions, user), read(programme.goals, user)
units = read(organisation.units, user)
late, unseen = overdue(actions, date.today()), unevaluated(actions)

everything = {"": _("All")}
first, second, third = st.columns(3)
with first:
    looks = {"overdue": _("Past its date"), "unevaluated": _("Done, not evaluated")}
    status = choose(_("Status"), everything | {term.value: term.label for term in ActionStatus} | looks, name="status")
with second:
    goal = choose(_("Goal"), everything | {row["id"]: row["title"] for row in goals.rows()}, name="goal")
with third:
    unit = choose(_("Department"), everything | {row["code"]: row["name"] for row in units.rows()}, name="unit")

shown = {"overdue": late, "unevaluated": unseen}.get(status, actions)
if status in set(ActionStatus):
    shown = shown.where(status=status)
if goal:
    shown = shown.where(goal_id=goal)
if unit:
    shown = shown.holding("units", unit)

st.header(ngettext("{count} action", "{count} actions", len(shown)), anchor=False)
if not len(actions):
    st.info(_("No action was logged yet. HR logs actions below, or loads them from the Excel template."))
rows(
    [
        {
            _("Action"): row["title"],
            _("Status"): ActionStatus(row["status"]).label,
            _("Ready on"): day(row["due_on"]),
            _("Departments"): ", ".join(row["unit_names"] or ()),
            _("Goal"): row["goal"] or "",
            _("Factors"): ", ".join(Factor(factor).label for factor in row["factors"] or ()),
            _("Who"): Position(row["owner_role"]).label,
            _("Evaluation"): EvaluationResult(row["result"]).label if row["result"] else "",
        }
        for row in shown.rows()
    ],
    name=_("Actions of the programme"),
)

if user.viewer.may(Right.LOG_ACTIONS):
    new, changed, evaluated = st.tabs([_("Log an action"), _("Change an action"), _("Log an evaluation")])
    with new:
        action_form.show(user, goals, units)
    with changed:
        action_change.show(user, actions)
    with evaluated:
        evaluation_form.show(user, actions)

st.header(_("What evaluations taught"), anchor=False)
for row in read(programme.evaluations, user).rows():
    with st.expander(f"{day(row['evaluated_on'])} · {row['action']}".replace("[", "\\[")):
        st.text(f"{EvaluationResult(row['result']).label}. {row['learned']}")
