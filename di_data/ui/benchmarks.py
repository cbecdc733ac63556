"""Choosing the benchmark beside a figure."""

import streamlit as st

from di_data.disclosure import SafeTable
from di_data.language import gettext as _
from di_data.reports.benchmarks import NOT_MUNICIPALITIES, PREFERRED, PUBLIC_ADMINISTRATION
from di_data.ui.address import choose


def chosen_benchmark(references: SafeTable, grain: str) -> SafeTable | None:
    """The reference values of the series that the user chose, at this grain; None for none.

    Months are held against quarters, a moving year against calendar years: benchmarks have no finer grain.
    """
    usable = references.where(grain={"month": "quarter", "moving_year": "year"}.get(grain, grain))
    series = dict(zip(usable.column("series"), usable.column("series_name"), strict=True))
    if not series:
        st.selectbox(_("Benchmark"), [_("none loaded")], disabled=True)
        return None
    preferred = next((code for code in PREFERRED if code in series), "")
    told = choose(_("Benchmark"), {"": _("none"), **{str(code): str(name) for code, name in series.items()}},
                  name="benchmark", default=preferred)  # fmt: skip
    return usable.where(series=told).sorted("period") if told else None


def explain(benchmark: SafeTable) -> None:
    """Name the benchmark that is drawn, its source, and what it is not."""
    first = benchmark.first()
    if first is None:
        return
    words = _("Dashed: {name}. Source: {source}.", name=first["series_name"], source=first["source"])
    if first["series"] == PUBLIC_ADMINISTRATION:
        words += " " + _(NOT_MUNICIPALITIES)
    if any(benchmark.column("provisional")):
        words += " " + _("The newest values are provisional.")
    st.caption(words)
