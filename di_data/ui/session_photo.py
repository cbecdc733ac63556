"""The photo of the paper card: taken in safely, shown to who logs sessions, and erased again with a click."""

import streamlit as st

from di_data.export.photo import safe_photo
from di_data.language import gettext as _
from di_data.notation import moment
from di_data.register.cards import remove_photo, save_photo
from di_data.register.erasure import erase
from di_data.reports import dialogue
from di_data.ui.card.later import attempt, later, refusal
from di_data.ui.people import who
from di_data.ui.session import Session
from di_data.ui.showing import plain, saves, saving

KINDS = ["jpg", "jpeg", "png", "heic", "heif"]


def show(user: Session, session: str) -> None:
    """The photos of a session, and the box to add one. Only for who may log sessions: on paper people write names."""
    for row in dialogue.photos(user.store, user.viewer, session=session).rows():
        words = _("Photo of the card, added by {who}, {when}", who=plain(who(row["changed_by"])), when=moment(row["valid_from"]))  # fmt: skip
        left, _right = st.columns([3, 1])
        left.image(row["content"], caption=words, alt=_("Photo of the paper card of this session"), width="stretch")
        with st.popover(_("Take this photo away"), icon=":material/delete:"):
            st.text(_("The photo is erased and cannot be brought back."))
            if st.button(_("Yes, erase the photo"), key=f"erase {row['id']}"):
                with saving(_("The photo is erased.")):
                    remove_photo(user.store, user.viewer, session, row["id"], read_version=row["version"])
                    erase(user.store, user.viewer, "photo", row["id"], "content")
    key = f"photo {session} {saves()}"
    st.file_uploader(
        _("Photo of the paper card"), KINDS, key=key, on_change=later, args=(_take_in, session, key),
        help=_("JPEG, PNG or HEIC. The place and the time at which it was taken are left out, and it is made smaller."),
    )  # fmt: skip
    refusal("photo")


def _take_in(user: Session, session: str, key: str) -> None:
    file = st.session_state.get(key)
    attempt(
        "photo", lambda: save_photo(user.store, user.viewer, session, safe_photo(file.getvalue())) if file else None
    )
