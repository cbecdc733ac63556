"""Figures in words: one row per department and period."""

from di_data import gaps
from di_data.disclosure import SafeTable
from di_data.language import gettext as _
from di_data.language import mark
from di_data.notation import measured, number, period
from di_data.periods import Grain, Period
from di_data.vocabulary import Measure

GRAIN_LABELS = {
    "month": mark("month"),
    "quarter": mark("quarter"),
    "year": mark("year"),
    "moving_year": mark("12 months"),
}


def laid_out(table: SafeTable, measure: Measure) -> list[dict[str, object]]:
    """Rows for a table on a page, newest first; a hidden figure says why. One department needs no column of its own."""
    one = len(set(table.column("unit"))) == 1
    return [
        {
            **({} if one else {_("Department"): row["unit_name"]}),
            _("Period"): period(Period(row["period"], Grain(row["grain"]))) + (" *" if row["provisional"] else ""),
            _("Figure"): gaps.cell(row) if row["hidden"] else measured(row["value"], measure),
            _("Size of the group"): number(row["group_size"]),
        }
        for row in table.sorted("period", descending=True).rows()
    ]


def download_labels() -> dict[str, str]:
    """The columns of a download of figures, with their headers."""
    return {
        "unit": _("Department code"),
        "unit_name": _("Department"),
        "period": _("Period"),
        "value": _("Figure"),
        "numerator": _("Numerator"),
        "denominator": _("Denominator"),
        "group_size": _("Size of the group"),
        "instead": _("Look instead at"),
        "reason": _("Not shown because"),
    }
