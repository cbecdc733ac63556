"""The programme around the dialogue: roadmap, stakeholders, reach and moments, Het Goede Gesprek, instruments."""

import streamlit as st

from di_data.access import Right
from di_data.language import gettext as _
from di_data.ui import conversation_coverage, instrument_library, programme_reach, programme_roadmap, stakeholder_map
from di_data.ui.programme_parts import buttons
from di_data.ui.session import require
from di_data.ui.showing import saved_note

user = require(Right.SEE_PROGRAMME)

st.title(_("Programme"), anchor=False)
saved_note()
parts = {
    "roadmap": (_("Roadmap"), programme_roadmap.show),
    "stakeholders": (_("Stakeholders"), stakeholder_map.show),
    "reach": (_("Reach and moments"), programme_reach.show),
    "conversation": (_("Het Goede Gesprek"), conversation_coverage.show),
    "instruments": (_("Instruments"), instrument_library.show),
}
part = buttons(_("Part of the programme"), {code: words for code, (words, _show) in parts.items()}, name="part")
parts[part][1](user)
