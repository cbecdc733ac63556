"""The mapping profiles that were saved: what reads the next file of a source without a question."""

import streamlit as st

from di_data.language import gettext as _
from di_data.notation import moment
from di_data.register.mapping_profiles import retire_profile
from di_data.reports.mapping_profiles import mapping_profiles
from di_data.ui.people import who
from di_data.ui.reading import read
from di_data.ui.session import Session
from di_data.ui.showing import plain, rows, saving
from di_data.vocabulary import Kind


def show(session: Session) -> None:
    """The list; one profile can be downloaded as a file, or no longer used."""
    found = {row["name"]: row for row in read(mapping_profiles, session).rows()}
    if not found:
        st.caption(_("Nothing is remembered yet. When you answer questions about a file, you can keep the answers under a name."))  # fmt: skip
        return
    rows(
        [{_("Name"): name, _("Kind"): Kind(row["kind"]).label, _("Version"): row["version"],
          _("Saved"): moment(row["valid_from"]), _("By"): who(row["changed_by"])} for name, row in found.items()],
        name=_("Remembered answers"),
    )  # fmt: skip
    choice, download, retire = st.columns([3, 1, 1], vertical_alignment="bottom")
    name = choice.selectbox(_("Which one?"), list(found), index=None, placeholder="")
    content = found[name]["content"] if name else ""
    download.download_button(
        _("Download"), content, file_name=f"{name}.toml", disabled=name is None, width="stretch", icon=":material/download:"
    )  # fmt: skip
    if retire.button(_("No longer use"), disabled=name is None, width="stretch"):
        with saving(_("The answers “{name}” are no longer used.", name=plain(name))):
            retire_profile(session.store, session.viewer, str(name))
