"""Choosing the benchmark beside a figure."""

import streamlit as st

from di_data.disclosure import SafeTable
from di_data.language import gettext as _
from di_data.ui.address import choose

PREFERRED = ("417400", "T001081")
"""CBS keys: public administration first, then all sectors."""


def chosen_benchmark(references: SafeTable, grain: str) -> SafeTable | None:
    """The reference values of the series that the user chose, at this grain; None for none.

    Where the grain has no benchmark (months, against quarters of CBS), quarters serve.
    """
    at_grain = references.where(grain=grain)
    usable = at_grain if len(at_grain) or grain != "month" else references.where(grain="quarter")
    series = dict(zip(usable.column("series"), usable.column("series_name"), strict=True))
    if not series:
        st.selectbox(_("Benchmark"), [_("none loaded")], disabled=True)
        return None
    preferred = next((code for code in PREFERRED if code in series), "")
    told = choose(_("Benchmark"), {"": _("none"), **{str(code): str(name) for code, name in series.items()}},
                  name="benchmark", default=preferred)  # fmt: skip
    return usable.where(series=told).sorted("period") if told else None
