"""The works council's page: how participation and autonomy develop, what is done about them, and what it has to say."""

from datetime import date
from functools import partial

import streamlit as st

from di_data.access import Right
from di_data.language import gettext as _
from di_data.periods import quarter_of
from di_data.reports import organisation
from di_data.reports.factor_review import factor_review
from di_data.ui import council_follow_up, council_sessions, council_survey, glossary, social_policy
from di_data.ui.address import choose
from di_data.ui.council_summary import summary
from di_data.ui.navigation import link
from di_data.ui.reading import read
from di_data.ui.session import require
from di_data.ui.showing import plain
from di_data.vocabulary import Factor

user = require(Right.SEE_WORKS_COUNCIL)
FOLLOWED = (Factor.PARTICIPATION, Factor.AUTONOMY)

st.title(_("Participation and autonomy"), anchor=False)
last = quarter_of(date.today()).shifted(-1)
ask_for = partial(read, factor_review, user, minimum_group=user.settings.minimum_group, quarter=str(last))
units = list(read(organisation.units, user).where(ends_on=None).rows())
if not units:
    st.info(_("There are no departments yet. HR loads them on the page Load data."))
    st.stop()
summary({factor: ask_for(factor=factor.value) for factor in FOLLOWED})

left, right = st.columns(2)
with left:
    codes = {factor.value: factor.label for factor in (*FOLLOWED, *(one for one in Factor if one not in FOLLOWED))}
    factor = Factor(choose(_("Factor"), codes, name="factor"))
with right:
    ordered = sorted(units, key=lambda row: (row["parent_id"] is not None, row["name"]))
    code = choose(_("Department"), {row["code"]: row["name"] for row in ordered}, name="unit")
unit = next(row["id"] for row in units if row["code"] == code)
review = ask_for(factor=factor.value)

st.header(plain(_("{factor}: what the survey says", factor=factor.label)), anchor=False)
if review is None or not len(review.rounds):
    st.info(_("No survey was loaded yet that asks about this. HR loads it on the page Load data."))
else:
    council_survey.show(user, factor, review, unit)
    st.subheader(_("In which departments did it really change?"), anchor=False)
    council_survey.everywhere(review)
    council_survey.differences(user, review)
council_survey.questions(user)
st.subheader(_("What others say"), anchor=False)
council_survey.others(user, factor)

st.header(_("What the dialogue sessions say"), anchor=False)
council_sessions.show(user, factor, unit)
council_sessions.participants(user)
if review is not None:
    st.subheader(_("What was said beside what the figures say"), anchor=False)
    council_sessions.against(user, factor, review)

st.header(_("What happens with it"), anchor=False)
council_follow_up.goals(review)
council_follow_up.show(user, factor, unit)
st.subheader(_("What came of the sessions"), anchor=False)
council_follow_up.origins(user)
st.subheader(_("Promise and delivery"), anchor=False)
council_follow_up.promises(user)

st.header(_("A voice, and what happens with the data"), anchor=False)
link("questions", _("See the questions, the answers, and the requests for advice and consent"))
link("data_oversight", _("See what is collected, who looks at it, and how it is kept safe"))
st.subheader(_("Social policy in writing (WOR art. 31b)"), anchor=False)
social_policy.show(user)

glossary.everything()
