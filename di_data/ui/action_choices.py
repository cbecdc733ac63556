"""What can be chosen on the sheet of an action: goals, departments, indicators and instruments, with their words."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from di_data.contracts.instruments import label_of
from di_data.disclosure import SafeTable
from di_data.language import gettext as _
from di_data.reports import figures, organisation, programme, roadmap
from di_data.ui.reading import read
from di_data.ui.session import Session
from di_data.vocabulary import GoalStatus, Instrument


@dataclass(frozen=True)
class Choices:
    """Keys and codes with their words. `units` and `goals` are those to choose from, `unit_names` and `goal_titles` all
    there are. `goal_units`: the unit for which a goal holds. `organisation`: the key of the unit above all others."""

    goals: Mapping[str, str]
    goal_titles: Mapping[str, str]
    goal_units: Mapping[str, str]
    units: Mapping[str, str]
    unit_names: Mapping[str, str]
    organisation: str | None
    indicators: Mapping[str, str]
    instruments: Mapping[str, str]

    def units_for(self, chosen: tuple[str, ...], goal: str | None) -> tuple[str, ...]:
        """The departments of an action: as chosen, else that of its goal, else the whole organisation."""
        fallback = self.goal_units.get(goal or "", self.organisation)
        return chosen or ((fallback,) if fallback else ())


def choices(session: Session) -> Choices:
    """What this visitor can choose now."""
    goals, units = list(read(programme.goals, session).rows()), read(organisation.units, session)
    present = {row["id"]: row["name"] for row in units.rows() if row["ends_on"] is None}
    own = {row["name"]: row["name"] for row in read(roadmap.instruments, session).rows()}
    return Choices(
        goals={row["id"]: row["title"] for row in goals if row["status"] == GoalStatus.CHOSEN.value},
        goal_titles={row["id"]: row["title"] for row in goals},
        goal_units={row["id"]: row["unit_id"] for row in goals if row["unit_id"] in present},
        units=present,
        unit_names={row["id"]: row["name"] for row in units.rows()},
        organisation=_above_all(units, goals),
        indicators={row["code"]: _(row["name"]) for row in read(figures.indicators, session).rows()},
        instruments={term.value: term.label for term in Instrument} | own,
    )


def _above_all(units: SafeTable, goals: list[dict[str, Any]]) -> str | None:
    """The unit above all others: the one above most goals, else above most units. A public source has its own top."""
    above = {row["id"]: row["parent_id"] for row in units.rows() if row["ends_on"] is None}

    def top(unit: str) -> str:
        for _step in above:
            if above.get(unit) is None:
                break
            unit = above[unit]
        return unit

    tops = Counter(top(row["unit_id"]) for row in goals if row["unit_id"] in above) or Counter(map(top, above))
    return tops.most_common(1)[0][0] if tops else None


def instrument_words(stored: str | None) -> str:
    """The words for an instrument in a select box."""
    return label_of(stored) or ""
