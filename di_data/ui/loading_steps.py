"""The steps of loading a file on the page: choose, answer what is not clear, see what it changes, load."""

import re
from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from di_data.errors import InzetwijzerError
from di_data.language import gettext as _
from di_data.language import ngettext
from di_data.loading.findings import Question
from di_data.loading.load import load
from di_data.loading.report import Report, Source
from di_data.notation import number, span_end
from di_data.reports.corrections import corrections, publish_loaded, waiting
from di_data.ui import differences, findings_panel, loading_questions
from di_data.ui.session import Session
from di_data.ui.showing import note_saved, plain
from di_data.vocabulary import Kind

TYPES = ["csv", "txt", "tsv", "xlsx", "xls", "ods", "htm", "html"]


def show(session: Session) -> None:
    """Upload, check at once, ask, and load with a button when all is well."""
    sent = st.file_uploader(
        _("Choose a file, or drag it here (CSV or Excel)"), type=TYPES, key=f"upload_{st.session_state.get('uploads', 0)}",
        max_upload_size=session.settings.upload_limit // (1024 * 1024),
    )  # fmt: skip
    kind, period = _told()
    if sent is None:
        return
    given = loading_questions.answers_of(sent.name)
    source = Source(sent.getvalue(), sent.name, kind, None, period, dict(given))
    try:
        with st.spinner(_("Reading and checking the file …")):
            report = load(session.store, session.viewer, source, session.settings, keep=False)
    except InzetwijzerError as error:
        st.error(error.message)
        return
    _recognised(report)
    loading_questions.ask(report, given)
    _findings(session, source, report)
    loading_questions.columns(report, given)
    if report.status == "checked":
        _changes(session, report)
        _offer(session, source, report)


def _told() -> tuple[Kind | None, str | None]:
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
    return kind, period.strip() or None


def _recognised(report: Report) -> None:
    if report.match is None:
        return
    profile = report.match.profile
    with st.container(border=True):
        st.subheader(_("Recognised as: {kind}", kind=profile.kind.kind.label), anchor=False)
        facts = [ngettext("{count} row read", "{count} rows read", report.rows_read)] if report.rows_read else []
        if report.units:
            facts.append(ngettext("{count} department", "{count} departments", report.units))
        if report.periods:
            facts.append(
                _("from {first} to {last}", first=span_end(report.periods[0]), last=span_end(report.periods[-1]))
            )
        st.write(" · ".join(facts))
        if profile.headers:
            st.caption(_("Read with your profile “{name}”, version {version}.", name=plain(profile.name), version=profile.version))  # fmt: skip
        if profile.source:
            st.caption(
                _("Source: {source}", source=profile.source)
                + (" · " + _("public, so shown without the size of the group") if profile.public else "")
            )


def _findings(session: Session, source: Source, report: Report) -> None:
    if report.status == "duplicate":
        st.info(_("This file was loaded before; nothing was stored again."), icon=":material/content_copy:")
        return
    for warning in report.warnings:
        st.caption(":material/info: " + plain(warning.text))
    if report.status == "checked":
        st.success(_("The file is in order."), icon=":material/check:")
    wrong = [finding for finding in report.errors if not isinstance(finding, Question)]
    if wrong:
        st.error(ngettext("{count} thing has to be mended first; nothing was stored.", "{count} things have to be mended first; nothing was stored.", len(wrong)),
                 icon=":material/error:")  # fmt: skip
        findings_panel.show(session, source, report, report.tables)


def _changes(session: Session, report: Report) -> None:
    if report.changes is not None:
        differences.show(
            corrections(session.store, session.viewer, report.changes, minimum_group=session.settings.minimum_group)
        )


def _offer(session: Session, source: Source, report: Report) -> None:
    """The button that loads; after answers, also the name under which they are kept."""
    name = None
    if source.answers and report.match is not None:
        name = st.text_input(
            _("Remember the answers under this name, so that the next file of this kind needs none"),
            value=report.match.profile.name if report.match.profile.headers else _suggested(source.name),
            max_chars=60, help=_("Leave it empty to forget the answers."),
        ).strip()  # fmt: skip
    if st.button(_("Load this file"), type="primary", icon=":material/upload_file:"):
        _load(session, replace(source, save_as=name or None))


def _suggested(file_name: str) -> str:
    """The name of the file without its dates and ending, as a name for the profile."""
    stem = re.sub(r"\.[^.]+$", "", file_name)
    return " ".join(re.sub(r"[\d_\-()]+", " ", stem).split()).lower()[:60]


def _load(session: Session, source: Source) -> None:
    box = st.empty()
    with box.container():
        told = st.empty()
        st.button(_("Stop"), help=_("Nothing is stored then."))  # any click ends this run, and with it the load
    try:
        report = load(session.store, session.viewer, source, session.settings, progress=_telling(told))
    except InzetwijzerError as error:
        st.error(error.message)
        return
    box.empty()
    if report.status != "loaded":
        _findings(session, source, report)
        return
    with st.spinner(_("Working out what may be shown …")):
        waits = publish_loaded(
            session.store, session.viewer, report.delivery, minimum_group=session.settings.minimum_group
        )
    st.session_state["uploads"] = st.session_state.get("uploads", 0) + 1
    loaded = _(
        "Loaded: {rows} figures or records. You find them on the page Indicators, or on the page that they belong to.",
        rows=number(report.rows_loaded),
    )
    note_saved(f"{loaded} {waiting(waits)}" if waits else loaded)
    st.rerun()


def _telling(place: "st.delta_generator.DeltaGenerator") -> Callable[[int], object]:
    place.progress(0.0, text=_("Loading …"))
    return lambda rows: place.progress(0.9, text=_("Checked: {rows} rows. Storing …", rows=number(rows)))
