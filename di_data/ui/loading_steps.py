"""The steps of loading a file on the page: choose, see what was recognised and found, load."""

import streamlit as st

from di_data.errors import InzetwijzerError
from di_data.language import gettext as _
from di_data.language import ngettext
from di_data.loading.findings import Finding
from di_data.loading.load import load
from di_data.loading.profiles import shipped
from di_data.loading.report import Report, Source
from di_data.notation import span_end
from di_data.ui.session import Session
from di_data.ui.showing import note_saved, plain
from di_data.vocabulary import Kind

MOST_SHOWN = 50
"""Findings in the table; who has more mends these first, or uses the command line."""

TYPES = ["csv", "txt", "tsv", "xlsx", "xls", "ods"]


def show(session: Session) -> None:
    """Upload, check at once, and load with a button when all is well."""
    sent = st.file_uploader(
        _("Choose a file, or drag it here (CSV or Excel)"), type=TYPES, key=f"upload_{st.session_state.get('uploads', 0)}",
        max_upload_size=session.settings.upload_limit // (1024 * 1024),
    )  # fmt: skip
    with st.expander(_("The file does not say what it is? Say it here.")):
        left, right = st.columns(2)
        kind = left.selectbox(
            _("Kind of file"),
            list(Kind),
            index=None,
            format_func=lambda kind: kind.label,
            placeholder=_("recognise it"),
        )
        period = right.text_input(
            _("Period"),
            placeholder="2025",
            help=_("Only when the file does not name a period: 2025, 2025-Q1 or 2025-01."),
        )
    if sent is None:
        return
    source = Source(sent.getvalue(), sent.name, kind, None, period.strip() or None)
    try:
        with st.spinner(_("Reading and checking the file …")):
            report = load(session.store, session.viewer, source, session.settings, keep=False)
    except InzetwijzerError as error:
        st.error(error.message)
        return
    _recognised(report)
    _findings(report)
    if report.status == "checked" and st.button(_("Load this file"), type="primary", icon=":material/upload_file:"):
        _load(session, source)


def _load(session: Session, source: Source) -> None:
    bar = st.progress(0.0, text=_("Loading …"))
    report = load(session.store, session.viewer, source, session.settings, progress=bar.progress)
    bar.empty()
    if report.status == "loaded":
        st.session_state["uploads"] = st.session_state.get("uploads", 0) + 1
        note_saved(
            _(
                "Loaded: {rows} figures or records. You find them on the page Indicators, or on the page that they belong to.",
                rows=report.rows_loaded,
            )
        )
        st.rerun()
    _findings(report)


def _recognised(report: Report) -> None:
    if report.kind is None:
        return
    profile = shipped()[str(report.profile)]
    with st.container(border=True):
        st.subheader(_("Recognised as: {kind}", kind=Kind(report.kind).label), anchor=False)
        facts = [ngettext("{count} row read", "{count} rows read", report.rows_read)]
        if report.units:
            facts.append(ngettext("{count} department", "{count} departments", report.units))
        if report.periods:
            facts.append(
                _("from {first} to {last}", first=span_end(report.periods[0]), last=span_end(report.periods[-1]))
            )
        st.write(" · ".join(facts))
        if profile.source:
            st.caption(
                _("Source: {source}", source=profile.source)
                + (" · " + _("public, so shown without the size of the group") if profile.public else "")
            )


def _findings(report: Report) -> None:
    if report.status == "duplicate":
        st.info(_("This file was loaded before; nothing was stored again."), icon=":material/content_copy:")
        return
    for warning in report.warnings:
        st.caption(":material/info: " + warning.text)
    if report.status == "checked":
        st.success(_("The file is in order."), icon=":material/check:")
    if not report.errors:
        return
    st.error(ngettext("{count} thing has to be mended first; nothing was stored.", "{count} things have to be mended first; nothing was stored.", len(report.errors)),
             icon=":material/error:")  # fmt: skip
    sheets = any(finding.sheet for finding in report.errors)
    st.table([_row(finding, sheets) for finding in report.errors[:MOST_SHOWN]])
    if len(report.errors) > MOST_SHOWN:
        st.caption(_("Only the first {count} are shown.", count=MOST_SHOWN))


def _row(finding: Finding, sheets: bool) -> dict[str, str]:
    return {
        **({_("Sheet"): plain(finding.sheet or "")} if sheets else {}),
        _("Row"): str(finding.row or ""),
        _("Column"): plain(finding.column or ""),
        _("What is wrong"): plain(finding.text),
        _("What to do"): plain(finding.advice),
    }
