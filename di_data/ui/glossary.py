"""Words that are explained where they are used: a click on the word opens its meaning."""

import streamlit as st

from di_data.language import gettext as _
from di_data.reports.glossary import TERMS


def terms(*codes: str, place: str) -> None:
    """These words (codes of `TERMS`) beside one another below a text. `place`: where on the page, as a word stands in several."""
    with st.container(horizontal=True, gap="small"):
        for code in codes:
            word, meaning = TERMS[code]
            with st.popover(_(word), icon=":material/help:", key=f"term {place} {code}", type="tertiary"):
                st.text(_(meaning))


def everything() -> None:
    """The whole list, in the order of the alphabet of the reader."""
    with st.expander(_("All words explained")):
        for word, meaning in sorted((_(word), _(meaning)) for word, meaning in TERMS.values()):
            st.markdown(f"**{word}**")
            st.text(meaning)
