"""Coverage in words: where every series stands, and one series cell by cell."""

from di_data.disclosure import SafeTable
from di_data.language import gettext as _
from di_data.notation import NOTHING, day, number, period
from di_data.periods import Grain, Period
from di_data.reports.coverage import standings
from di_data.ui.values import GRAIN_LABELS
from di_data.vocabulary import Presence


def overview(table: SafeTable) -> list[dict[str, object]]:
    """A row per series: until when it is in, what is expected next, and how many figures are not there."""
    return [
        {
            _("Indicator"): _(one.name),
            _("Per"): _(GRAIN_LABELS[one.grain.value]),
            _("In up to and including"): period(one.last),
            _("Expected next"): period(one.next) if one.next else NOTHING,
            _("To be in by"): day(one.due_on),
            _("Late"): number(one.late),
            _("Missing"): number(one.missing),
            _("Provisional"): number(one.provisional),
        }
        for one in standings(table)
    ]


def cells(table: SafeTable) -> list[dict[str, object]]:
    """A row per department and period of a series, newest period first."""
    return [
        {
            _("Department"): row["unit_name"],
            _("Period"): period(Period(row["period"], Grain(row["grain"]))),
            _("State"): Presence(row["state"]).label,
            _("To be in by"): day(row["due_on"]),
        }
        for row in sorted(table.rows(), key=lambda row: (-row["period"].toordinal(), row["place"]))
    ]
