"""The dialogue sessions: list and read."""

import streamlit as st

from di_data.access import Right
from di_data.language import gettext as _
from di_data.language import ngettext
from di_data.notation import day
from di_data.reports import dialogue
from di_data.ui.address import choose
from di_data.ui.reading import read
from di_data.ui.session import require
from di_data.ui.showing import rows
from di_data.vocabulary import Factor, Position, Rating

user = require(Right.SEE_SESSIONS)

st.title(_("Dialogue sessions"), anchor=False)
sessions = read(dialogue.sessions, user)
if not len(sessions):
    st.info(_("No session was logged yet. HR loads sessions from the Excel template on the page Load data."))
    st.stop()

st.header(ngettext("{count} session", "{count} sessions", len(sessions)), anchor=False)
rows(
    [
        {
            _("Date"): day(row["held_on"]),
            _("Round"): row["round"],
            _("For"): row["unit_name"],
            _("Participants"): row["participants"],
            _("Works council present"): _("yes") if row["works_council_present"] else _("no"),
            _("Next steps"): row["next_steps"],
            _("Started"): row["started_steps"],
        }
        for row in sessions.rows()
    ],
    name=_("Dialogue sessions"),
)

labels = {row["reference"]: f"{day(row['held_on'])} · {row['unit_name']}" for row in sessions.rows()}
told = choose(_("Read a session"), labels, name="session")
session = sessions.where(reference=told).first()
st.header(labels[told].replace("[", "\\["), anchor=False)

taken_part = read(dialogue.participants, user).where(session_id=session["id"])
st.text(
    _(
        "Took part: {roles}",
        roles=", ".join(f"{row['participants']} × {Position(row['role']).label}" for row in taken_part.rows()),
    )
)
ratings = read(dialogue.ratings, user).where(session_id=session["id"])
rows(
    [
        {
            _("Factor"): Factor(row["factor"]).label,
            _("Judgement"): Rating(row["rating"]).label,
            _("Reason"): row["reason"] or "",
        }
        for row in ratings.rows()
    ],
    name=_("How the session judged the five factors"),
)
for step in read(dialogue.next_steps, user).where(session_id=session["id"]).rows():
    who = Position(step["owner_role"]).label if step["owner_role"] else _("nobody named")
    state = _("started") if step["started"] else _("not started")
    st.text(
        _("Next step: {text} ({who}, {day}, {state})", text=step["text"], who=who, day=day(step["due_on"]), state=state)
    )
