"""What is read above the charts of a factor, in plain words: one thought a sentence, for people who are no statisticians."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from di_data import gaps
from di_data.analysis.dialogue_data import Transitions, distribution
from di_data.analysis.survey import Change
from di_data.config import PER_CENT
from di_data.language import gettext as _
from di_data.language import ngettext
from di_data.notation import measured, number, period
from di_data.reports.factor_review import Delivered, FactorReview, Moved
from di_data.reports.goal_review import share
from di_data.vocabulary import ActionStatus, Ladder, Measure, Rating

Row = Mapping[str, Any]


def survey(name: str, unit_name: str, moved: Moved | None) -> list[str]:
    """What the newest round of a survey says of one department, and whether it really changed."""
    if moved is None:
        return [_("There is no figure of {unit} yet.", unit=unit_name)]
    row, when = moved.newest, period(moved.period)
    if row["value"] is None:
        return [
            _("The figure of {unit} in {period} is not shown: {why}.", unit=unit_name, period=when, why=gaps.why(row))
        ]
    told = [_("{unit}, {factor}: {value} of the answers was positive in {period}.", unit=unit_name, factor=name, value=measured(row["value"], Measure.PERCENT), period=when)]  # fmt: skip
    told += _answered(row)
    return [*told, _changed(moved)]


def _answered(row: Row) -> list[str]:
    found = share(row)
    if found is None:
        return []
    if found.people is None:
        return [_("{count} people answered.", count=number(found.answers))]
    return [
        _(
            "{count} of the {people} people answered ({response}%). Had everybody answered, the figure could be {margin} points higher or lower.",
            count=number(found.answers), people=number(found.people), margin=number(PER_CENT * found.margin, 1),
            response=number(PER_CENT * found.answers / found.people),
        )
    ]  # fmt: skip


def _changed(moved: Moved) -> str:
    if moved.earlier is None:
        return _("This is the first round, so there is nothing to compare with yet.")
    if moved.change is None:
        return _("It cannot be compared with {period}: that figure is not shown.", period=period(moved.earlier))
    return change_sentence(moved.change, period(moved.earlier))


def change_sentence(change: Change, before: str) -> str:
    """Whether a figure really changed since a round, in plain words."""
    points = number(abs(PER_CENT * change.difference), 1)
    if not change.is_real:
        return _("It did not really change since {period}: a difference of {points} points can be chance.", period=before, points=points)  # fmt: skip
    if change.difference > 0:
        return _("That is {points} points more than in {period}. It really went up: this is more than chance.", points=points, period=before)  # fmt: skip
    return _("That is {points} points less than in {period}. It really went down: this is more than chance.", points=points, period=before)  # fmt: skip


def departments(found: FactorReview, leaves: Iterable[str]) -> str:
    """In how many departments it really changed."""
    units = [found.moved[unit] for unit in leaves if unit in found.moved]
    read = [one.change for one in units if one.change is not None]
    up = sum(change.is_real and change.difference > 0 for change in read)
    down = sum(change.is_real and change.difference < 0 for change in read)
    told = ngettext("Of {count} department the last two rounds can be compared.", "Of {count} departments the last two rounds can be compared.", len(read))  # fmt: skip
    return told + " " + _("In {up} it really went up, in {down} it really went down; in the others the difference can be chance.", up=number(up), down=number(down))  # fmt: skip


def sessions(rounds: Mapping[int, Mapping[str, str]]) -> str:
    """How the sessions of the newest round judged a factor."""
    if not rounds:
        return _("No session judged this yet.")
    newest = max(rounds)
    counts = distribution(rounds[newest].values())
    told = ", ".join(f"{rating.label}: {counts[rating]}" for rating in Rating)
    return _("Round {round}: {judgements}.", round=newest, judgements=told)


def moved_judgements(before: int, after: int, moved: Transitions) -> str:
    """How judgements moved between two rounds."""
    return _(
        "From round {before} to round {after}: better in {better}, the same in {same}, worse in {worse} departments.",
        before=before, after=after, better=number(moved.better), same=number(moved.same), worse=number(moved.worse),
    )  # fmt: skip


def aimed(actions: Sequence[Row]) -> list[str]:
    """How many actions are aimed at a factor, in which state, and how far employees have a say in them."""
    if not actions:
        return [_("No action is aimed at this.")]
    states = [ActionStatus(row["status"]) for row in actions]
    told = ", ".join(f"{state.label}: {states.count(state)}" for state in ActionStatus if state in states)
    rungs = [Ladder(row["participation_ladder"]) for row in actions if row["participation_ladder"]]
    ladder = ", ".join(f"{rung.label}: {rungs.count(rung)}" for rung in Ladder if rung in rungs)
    sentences = [ngettext("{count} action is aimed at this ({states}).", "{count} actions are aimed at this ({states}).", len(actions), states=told)]  # fmt: skip
    if ladder:
        sentences.append(_("The say of employees in them: {rungs}.", rungs=ladder))
    return sentences


def origin(goals: Sequence[Row]) -> str:
    """How many of the chosen goals came from a dialogue session."""
    came = sum(row["session_id"] is not None for row in goals)
    return _(
        "{count} of the {total} chosen goals came from a dialogue session.",
        count=number(came),
        total=number(len(goals)),
    )


def promise(rows: Sequence[Delivered]) -> str:
    """What was promised by now and what was done, over all departments."""
    if not rows:
        return _("No action had to be ready yet.")
    promised, done, evaluated = (sum(getattr(row, name) for row in rows) for name in ("promised", "done", "evaluated"))
    return _(
        "Per department counted, {promised} actions had to be ready by now: {done} are, and {evaluated} of these were evaluated.",
        promised=number(promised), done=number(done), evaluated=number(evaluated),
    )  # fmt: skip
