"""Inzetwijzer: start with `make run`, or `streamlit run app.py`."""

import streamlit as st

from di_data.config import PROJECT
from di_data.language import LANGUAGES, chosen
from di_data.language import gettext as _
from di_data.ui import loopback, quiet_log, session, sign_in
from di_data.ui.navigation import navigation

presenting = st.query_params.get("present") == "1"  # a review in the meeting room has the whole screen
st.set_page_config(
    page_title="Inzetwijzer", page_icon=str(PROJECT / "di_data" / "ui" / "icon.png"), layout="wide",
    initial_sidebar_state="collapsed" if presenting else "auto",
)  # fmt: skip
quiet_log.install()
session.speak()
loopback.refuse_elsewhere()

viewer = sign_in.present_viewer(session.store_or_none, session.settings().administrator)
page = navigation(viewer)
with st.sidebar:
    st.selectbox(
        _("Language"), list(LANGUAGES), index=list(LANGUAGES).index(chosen()), format_func=LANGUAGES.get, key="language"
    )
if viewer is not None:
    sign_in.show_in_sidebar(viewer)
    sign_in.show_demo_banner()
page.run()
