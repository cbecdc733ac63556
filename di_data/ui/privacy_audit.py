"""Can anybody be recognised? What the auditor found the last time, and a button that lets it try again."""

import streamlit as st

from di_data.language import gettext as _
from di_data.notation import moment
from di_data.register.privacy_audits import Found, keep
from di_data.reports import privacy_audit, privacy_audit_words
from di_data.reports.privacy_audit_words import Told
from di_data.ui.people import who
from di_data.ui.reading import read
from di_data.ui.session import Session
from di_data.ui.showing import note_saved, rows

_FOUND = "privacy audit"


def show(session: Session) -> None:
    """The last outcome, the button, and after it what was found."""
    st.write(
        _(
            "An independent check tries to work out every hidden figure from all that was ever shown: the totals, the periods, the structures and earlier figures."
        )
    )
    _last(session)
    if st.button(_("Try now"), icon=":material/policy:"):
        _run(session)
    outcome = st.session_state.get(_FOUND)
    if outcome is not None and outcome[0] == str(session.store.path):
        _found(outcome[1])


def _last(session: Session) -> None:
    row = read(privacy_audit.last, session).first()
    if row is None:
        st.info(_("It was not tried yet."))
        return
    told = privacy_audit_words.verdict(row["unprotected"])
    (st.error if row["unprotected"] else st.success)(told)
    st.caption(
        " ".join(
            [
                _("Tried on {when} by {who}.", when=moment(row["audited_at"]), who=who(row["audited_by"])),
                privacy_audit_words.counts(row["shown"], row["hidden"]),
                *([_("Figures were published since.")] if row["published_since"] else []),
            ]
        )
    )


def _run(session: Session) -> None:
    bar = st.progress(0.0, _("This can take some minutes."))
    outcome = privacy_audit.run(
        session.store, session.viewer, minimum_group=session.settings.minimum_group, progress=bar.progress
    )
    bar.empty()
    if outcome is None:
        st.info(_("There are no figures yet."))
        return
    keep(session.store, session.viewer, Found(outcome.publication, outcome.shown, outcome.hidden, outcome.unprotected))
    st.session_state[_FOUND] = (str(session.store.path), outcome)
    note_saved(_("The check is done."))
    st.rerun()


def _found(outcome: privacy_audit.Outcome) -> None:
    """What this visitor's own run found, by name and without values."""
    if outcome.unprotected:
        _table(outcome, Told.UNPROTECTED, _("Figures that are not protected"))
        st.write(_("Withdraw the delivery that they come from, and report this to the makers of Inzetwijzer."))
    if outcome.in_vain:
        st.write(privacy_audit_words.in_vain(outcome.in_vain))
    if outcome.before:
        st.write(privacy_audit_words.before(outcome.before))
        _table(outcome, Told.BEFORE, _("Figures that were shown before"))


def _table(outcome: privacy_audit.Outcome, told: Told, name: str) -> None:
    heads = (_("Department"), _("Indicator"), _("Period"), _("What"))
    found = outcome.cells.where(outcome=told.value).rows()
    rows([dict(zip(heads, privacy_audit_words.parts_of(row), strict=True)) for row in found], name=name)
