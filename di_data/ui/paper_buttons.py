"""The buttons that hand a paper over as files: each is made at its click."""

from collections.abc import Callable, Mapping

import streamlit as st

from di_data.export.paper_files import Make, maker
from di_data.export.review_paper import Paper
from di_data.language import chosen, speaking

_KINDS = {
    "pdf": ("application/pdf", "picture_as_pdf"),
    "html": ("text/html", "language"),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "table"),
}
"""By ending: the media type, and the icon."""


def show(labels: Mapping[str, str], paper: Callable[[], Paper], workbook: Make, *, name: str, key: str) -> None:
    """A button for each kind of file in `labels` (by ending), beside one another. `paper` puts the paper together; it runs
    without Streamlit, so it reads straight from the store. `name`: of the files, without their ending."""
    with st.container(horizontal=True):
        for ending, label in labels.items():
            media_type, icon = _KINDS[ending]
            make = maker(ending, workbook)
            assert make is not None
            st.download_button(
                label, _at_the_click(paper, make), f"{name}.{ending}", media_type, icon=f":material/{icon}:",
                on_click="ignore", key=f"{key} {ending}",
            )  # fmt: skip


def _at_the_click(paper: Callable[[], Paper], make: Make) -> Callable[[], bytes]:
    """Makes a file in a thread of its own, without Streamlit: the language goes along."""
    language = chosen()

    def made() -> bytes:
        with speaking(language):
            return make(paper())

    return made
