"""What needs somebody now, on the home page: sentences with the page on which to act, per right."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from di_data.access import Right, Viewer
from di_data.language import gettext as _
from di_data.language import ngettext
from di_data.reports import deliveries, figures, programme
from di_data.reports.to_do import grouped, sentence, tasks
from di_data.store import Store
from di_data.vocabulary import ActionStatus, Factor

FIGURES_ARE_LATE_AFTER = timedelta(days=75)
"""A month's absence figures are there within about six weeks; one month more is late."""

OWN_FACTORS = (Factor.PARTICIPATION.value, Factor.AUTONOMY.value)
"""The factors that the works council follows closest."""


@dataclass(frozen=True)
class Attention:
    """One thing to do: a sentence, the file of the page where it is done, and what to look at there."""

    sentence: str
    page: str
    address: dict[str, str] = field(default_factory=dict)


def attention(store: Store, viewer: Viewer, today: date) -> list[Attention]:
    """What needs this viewer now, most urgent first: files, then each group of the page To do as one sentence."""
    found: list[Attention] = []
    if viewer.may(Right.LOAD_DATA):
        found += _files(store, viewer, today)
    if viewer.may(Right.SEE_TO_DO):
        groups = grouped(tasks(store, viewer, today)).items()
        found += [Attention(sentence(group, own, today), "to_do", {"group": group.value}) for group, own in groups]
    if viewer.may(Right.SEE_WORKS_COUNCIL) and not viewer.may(Right.DECIDE):
        found.append(_own_factors(store, viewer))
    return found


def _files(store: Store, viewer: Viewer, today: date) -> list[Attention]:
    if not len(deliveries.deliveries(store, viewer)):
        return [
            Attention(_("No file was loaded yet. Begin with the departments, then the sickness absence."), "load_data")
        ]
    late = [
        row["name"]
        for row in figures.indicators(store, viewer).rows()
        if row["code"] == "absence_rate" and row["last_period"] and today - row["last_period"] > FIGURES_ARE_LATE_AFTER
    ]
    return [Attention(_("The sickness absence of the last months is not loaded yet."), "load_data")] if late else []


def _own_factors(store: Store, viewer: Viewer) -> Attention:
    """What runs on the factors that the works council follows closest."""
    running = programme.actions(store, viewer).where(status=ActionStatus.RUNNING.value)
    return Attention(
        ngettext(
            "{count} running action is aimed at participation or autonomy.",
            "{count} running actions are aimed at participation or autonomy.",
            len(running.holding("factors", *OWN_FACTORS)),
        ),
        "works_council",
    )
