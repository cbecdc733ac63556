"""A generated municipality of any size, the same for the same seed and day, loaded the way any file is loaded."""

from collections.abc import Callable, Iterator
from datetime import date

from di_data.access import SYSTEM
from di_data.config import Settings
from di_data.demo import figures
from di_data.demo.actions import action_rows, save_actions_of_the_card
from di_data.demo.cards import save_first_card
from di_data.demo.conversations import conversations
from di_data.demo.files import Row, as_file
from di_data.demo.goals import ABSENCE, AUTONOMY, OUTFLOW, PARTICIPATION, save_goals
from di_data.demo.organisation import departments, unit_rows
from di_data.demo.review import save_decisions, save_evaluations
from di_data.demo.rijk import build_rijk
from di_data.demo.sessions import session_rows
from di_data.demo.surroundings import save_surroundings
from di_data.demo.survey import survey
from di_data.demo.timeline import Timeline
from di_data.demo.voice import save_voice
from di_data.errors import Refused
from di_data.language import mark as _
from di_data.loading.load import Source, load
from di_data.periods import Period
from di_data.register.indicators import ensure_shipped
from di_data.reports.deliveries import deliveries
from di_data.reports.organisation import units
from di_data.store import Store
from di_data.vocabulary import Kind

__all__ = ["build", "build_rijk"]

FEWEST_EMPLOYEES = 50
"""With fewer people the thirteen departments would no longer add up to the size that was asked for."""


def build(
    store: Store,
    *,
    employees: int = 1200,
    years: int = 5,
    seed: int = 1,
    today: date | None = None,
    progress: Callable[[float], None] | None = None,
) -> None:
    """Fill an empty store with a municipality of so many employees and years up to the last full month before today.

    `progress` is told the fraction done, 0 to 1. Raises Refused for a store that is not empty or a size too small.
    """
    if employees < FEWEST_EMPLOYEES or years < 1:
        raise Refused(_("The demo needs at least {employees} employees and one year."), employees=FEWEST_EMPLOYEES)
    if len(units(store, SYSTEM)) or len(deliveries(store, SYSTEM)):
        raise Refused(_("The demo goes into an empty store only; this one already holds data. Choose another store."))
    ensure_shipped(store)
    steps = list(_steps(store, Timeline(today or date.today(), years), employees, seed))
    for done, step in enumerate(steps):
        if progress:
            progress(done / len(steps))
        step()
    if progress:
        progress(1.0)


def _steps(store: Store, timeline: Timeline, employees: int, seed: int) -> Iterator[Callable[[], None]]:
    """What to do, in order: a file is loaded or a part of the programme is saved."""
    every = departments(employees, timeline)
    absence = figures.absence(every, timeline, seed)
    outflow, answers = figures.outflow(every, timeline, seed), survey(every, timeline, seed)

    def file(kind: Kind, name: str, rows: list[Row]) -> Callable[[], None]:
        return lambda: _load(store, kind, name, rows)

    yield file(Kind.UNITS, "afdelingen.csv", unit_rows(every))
    for year in sorted({month.start.year for month in timeline.months}):
        months = _of_year(timeline.months, year)
        rows = [row for row in absence if row["period"] in months]
        yield file(Kind.ABSENCE, f"verzuim-{year}.csv", rows)
    if rows := [row for row in outflow if row["period"] in timeline.full_years]:
        yield file(Kind.OUTFLOW, "uitstroom.csv", rows)
    for round_ in timeline.survey_years:
        rows = [row for row in answers if row["period"] == round_]
        yield file(Kind.SURVEY, f"medewerkersonderzoek-{round_}.csv", rows)
    yield file(Kind.SURVEY, "goede-gesprekken.csv", conversations(every, timeline, seed))
    yield file(Kind.SESSIONS, "gesprekken.csv", session_rows(timeline))
    yield lambda: save_goals(store, timeline, _baselines(timeline, absence, outflow, answers))
    yield lambda: save_first_card(store)
    yield lambda: save_actions_of_the_card(store, timeline)
    yield file(Kind.ACTIONS, "acties.csv", action_rows(timeline))
    yield lambda: save_surroundings(store, timeline)
    yield lambda: save_evaluations(store, timeline)
    yield lambda: save_decisions(store, timeline)
    yield lambda: save_voice(store, timeline)


def _of_year(months: list[Period], year: int) -> set[Period]:
    return {month for month in months if month.start.year == year}


def _baselines(
    timeline: Timeline, absence: list[Row], outflow: list[Row], answers: list[Row]
) -> dict[str, tuple[float, str]]:
    """Where the goals started: value in percent and period, by indicator. Of the whole organisation."""
    before, first = timeline.baseline_year, timeline.survey_years[0]
    months_before = _of_year(timeline.simulated, before.start.year)
    absent = [row for row in absence if row["period"] in months_before]
    left = [row for row in outflow if row["period"] == before]

    def asked(indicator: str) -> list[Row]:
        return [row for row in answers if row["indicator"] == indicator and row["period"] == first]

    return {
        ABSENCE: (figures.share(absent, "sick_days", "available_days"), str(before)),
        AUTONOMY: (figures.share(asked(AUTONOMY), "positive", "answers"), str(first)),
        PARTICIPATION: (figures.share(asked(PARTICIPATION), "positive", "answers"), str(first)),
        OUTFLOW: (figures.share(left, "voluntary_leavers", "average_employees"), str(before)),
    }


def _load(store: Store, kind: Kind, name: str, rows: list[Row]) -> None:
    """Load the rows as a file. Raises RuntimeError when it is refused: then the demo or the contract is wrong."""
    source = Source(as_file(kind, rows), name, kind=kind, profile=f"template_{kind.value}")
    report = load(store, SYSTEM, source, Settings())
    if report.status != "loaded":
        raise RuntimeError(f"{name} was {report.status}: {[finding.as_json() for finding in report.errors]}")
