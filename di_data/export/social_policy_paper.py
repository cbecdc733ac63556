"""The extract of social policy for the works council (WOR art. 31b) as a paper: of a year, or of a quarter.

Its tables are long rather than wide, a row per department and action, so that they read in a document and filter in a workbook.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from di_data import gaps
from di_data.council_terms import CouncilOutcome, CouncilRequest
from di_data.export.review_figures import Amount, Cell, amount
from di_data.export.review_paper import Heading, Paper, Part, Section, Table, Text, decision_state
from di_data.language import gettext as _
from di_data.language import ngettext
from di_data.notation import NOTHING, day, measured, period
from di_data.periods import Grain
from di_data.reports import review_words
from di_data.reports.social_policy import Compared, SocialPolicy
from di_data.vocabulary import (
    ActionStatus,
    Body,
    EvaluationResult,
    Factor,
    GoalStatus,
    Ladder,
    Measure,
    Moment,
    Position,
    Rating,
)

INDENT = "\u2003"

Row = Mapping[str, Any]


def social_policy_paper(found: SocialPolicy) -> Paper:
    """What was agreed, done, measured, discussed, decided and asked, per department; as the viewer of `found` may see it."""
    title = _("Social policy {period}", period=period(found.period))
    return Paper(title, found.day, _facts(found), [
        Section(_("What was agreed"), list(_agreed(found))),
        Section(_("What was done, by department"), list(_done(found))),
        Section(_("What was learned"), list(_learned(found))),
        Section(_("The figures, by department"), list(_figures(found))),
        Section(_("Who took part"), list(_participation(found))),
        Section(_("Decisions"), list(_decisions(found))),
        Section(_("Advice, consent and open questions"), list(_council(found))),
    ])  # fmt: skip


def _facts(found: SocialPolicy) -> list[str]:
    span = _("{first} to {last}", first=day(found.period.start), last=day(found.period.end))
    of = _("For the works council (WOR art. 31b), of {span}.", span=span)
    if found.period.grain == Grain.QUARTER:
        of = _("For the works council, between two yearly extracts (WOR art. 31b), of {span}.", span=span)
    return [
        of,
        _("Made on {day}. Goals and actions stand as they were on that day; figures are those of the period.", day=day(found.day)),
    ]  # fmt: skip


# What was agreed -------------------------------------------------------------------------------


def _agreed(found: SocialPolicy) -> Iterator[Part]:
    if found.goals:
        head = [_("Goal"), _("For"), _("Factors"), _("From and to"), _("No later than"), _("State")]
        yield Table(_("Goals and targets"), head, [_goal(found, row) for row in found.goals])
    else:
        yield Text(_("No goal stood in this period."))
    if found.moments:
        head = [_("Date"), _("Where"), _("What"), _("Note")]
        rows = [
            [day(row["held_on"]), Body(row["body"]).label, Moment(row["step"]).label, row["note"] or ""]
            for row in found.moments
        ]
        yield Table(_("When the programme was discussed"), head, rows)


def _goal(found: SocialPolicy, row: Row) -> list[Cell]:
    indicator = found.known.get(row["indicator"])
    measure = Measure(indicator["measure"]) if indicator else None
    start, target = (NOTHING if measure is None else measured(row[name], measure) for name in ("baseline", "target"))
    departments = ", ".join(dict.fromkeys([row["unit_name"], *(row["unit_names"] or ())]))
    until = row["target_due_on"] or row["due_on"]
    return [
        row["title"],
        departments,
        _factors(row),
        f"{start} → {target}",
        day(until),
        GoalStatus(row["status"]).label,
    ]


def _factors(row: Row) -> str:
    return ", ".join(Factor(factor).label for factor in row["factors"] or ()) or NOTHING


# What was done and learned ---------------------------------------------------------------------


def _done(found: SocialPolicy) -> Iterator[Part]:
    if not found.actions:
        yield Text(_("No action ran in this period."))
        return
    yield Text(_rungs(found.actions))
    head = [_("Department"), _("Action"), _("Factors"), _("Participation"), _("Ready on"), _("State")]
    rows = [[unit["name"], *_action(row)] for unit, _depth in found.departments for row in found.actions_of(unit)]
    rows += [[_("No department"), *_action(row)] for row in found.loose_actions]
    yield Table(_("Actions by department"), head, rows)
    if found.without_action:
        names = ", ".join(str(unit["name"]) for unit in found.without_action)
        yield Text(_("No action was aimed at: {departments}.", departments=names))


def _rungs(actions: Sequence[Row]) -> str:
    """How many actions there are, and on which rung employees take part in them."""
    counts = Counter(row["participation_ladder"] for row in actions)
    told = [f"{rung.label} {counts[rung.value]}" for rung in Ladder if counts[rung.value]]
    if counts[None]:
        told.append(_("not filled in {count}", count=counts[None]))
    return ngettext(
        "{count} action ran. How employees take part in it: {rungs}.",
        "{count} actions ran. How employees take part in them: {rungs}.", len(actions), rungs=" · ".join(told),
    )  # fmt: skip


def _action(row: Row) -> list[Cell]:
    rung = Ladder(row["participation_ladder"]).label if row["participation_ladder"] else NOTHING
    return [row["title"], _factors(row), rung, day(row["due_on"]), ActionStatus(row["status"]).label]


def _learned(found: SocialPolicy) -> Iterator[Part]:
    if not found.evaluations:
        yield Text(_("No evaluation was recorded in this period."))
        return
    head = [_("Department"), _("Action"), _("Date"), _("Result"), _("What we learned")]
    rows = [
        [", ".join(row["unit_names"] or ()) or NOTHING, row["action"], day(row["evaluated_on"]),
         EvaluationResult(row["result"]).label, row["learned"] or ""]
        for row in found.evaluations
    ]  # fmt: skip
    yield Table(_("Evaluations"), head, rows)


# Figures ---------------------------------------------------------------------------------------


def _figures(found: SocialPolicy) -> Iterator[Part]:
    yield Text(_("The newest figure of every department at the end of the period, beside that of a year before. A difference can be chance: the page of the works council says which ones really changed."))  # fmt: skip
    yield Text(_("There are no figures by job group: none were loaded."))
    if not found.compared:
        yield Text(_("There are no figures of this period yet."))
    for one in sorted(found.compared, key=lambda one: _(one.indicator["name"])):
        yield from _indicator(found, one)


def _indicator(found: SocialPolicy, one: Compared) -> Iterator[Part]:
    name, measure = _(one.indicator["name"]), Measure(one.indicator["measure"])
    newest, before = ({row["unit_id"]: row for row in table.rows()} for table in (one.newest, one.before))
    there = [(unit, depth) for unit, depth in found.departments if unit["id"] in newest or unit["id"] in before]
    rows = [
        [INDENT * depth + str(unit["name"]), *(_cell(side.get(unit["id"]), measure) for side in (newest, before))]
        for unit, depth in there
    ]
    if not rows:
        return
    yield Heading(name)
    yield Table(name, [_("Department"), period(one.period), period(one.earlier)], rows)
    told = [side[unit["id"]] for unit, _depth in there for side in (newest, before) if unit["id"] in side]
    if hidden := gaps.summary(told):
        yield Text(hidden, is_note=True)


def _cell(row: Row | None, measure: Measure) -> Cell:
    if row is None:
        return NOTHING
    return gaps.cell(row) if row["reason"] else amount(row["value"], measure)


# Who took part ---------------------------------------------------------------------------------


def _participation(found: SocialPolicy) -> Iterator[Part]:
    held = found.sessions
    if not held:
        yield Text(_("No dialogue session was held in this period."))
        return
    present = sum(bool(row["works_council_present"]) for row in held)
    yield Text(
        ngettext("{count} dialogue session was held.", "{count} dialogue sessions were held.", len(held))
        + " "
        + ngettext("The works council was there at {count} of them.", "The works council was there at {count} of them.", present)
    )  # fmt: skip
    head = [_("Department"), _("Date"), _("Round"), _("Participants"), _("Works council there")]
    yield Table(_("Dialogue sessions"), head, [
        [row["unit_name"], day(row["held_on"]), str(row["round"]), _number(row["participants"]),
         _("yes") if row["works_council_present"] else _("no")]
        for row in held
    ])  # fmt: skip
    counts = found.participants()
    taken = [[role.label, _number(counts[role.value])] for role in Position if counts.get(role.value)]
    if taken:
        yield Table(_("Participants by role"), [_("Role"), _("Participants")], taken)
    yield from _ratings(found.ratings().rows())


def _ratings(rows: Iterable[Row]) -> Iterator[Part]:
    """How the sessions judged: a distribution and never a mean."""
    counts = Counter((row["factor"], row["rating"]) for row in rows)
    judged = [
        [factor.label, *(_number(counts[factor.value, rating.value]) for rating in Rating)]
        for factor in Factor
        if any(counts[factor.value, rating.value] for rating in Rating)
    ]
    if judged:
        yield Table(_("How sessions judged the factors"), [_("Factor"), *(rating.label for rating in Rating)], judged)


def _number(value: int | None) -> Cell:
    return NOTHING if value is None else Amount(float(value), Measure.COUNT)


# Decisions and questions -----------------------------------------------------------------------


def _decisions(found: SocialPolicy) -> Iterator[Part]:
    if found.decisions is None:
        yield Text(_("The decisions of the MT stand in the quarterly review, which your role does not have. Ask the MT for them."))  # fmt: skip
    elif not found.decisions:
        yield Text(_("No decisions were recorded in this period."))
    else:
        head = [_("Decision"), _("Who, when and about what"), _("State")]
        rows = [
            [row["text"], " · ".join(review_words.decision_standing(row)), decision_state(row, found.day)]
            for row in found.decisions
        ]
        yield Table(_("Decisions"), head, rows)


def _council(found: SocialPolicy) -> Iterator[Part]:
    if found.requests:
        head = [_("Subject"), _("Request"), _("Asked on"), _("Outcome")]
        yield Table(_("Requests for advice and consent"), head, [
            [row["subject"], " · ".join(filter(None, (CouncilRequest(row["kind"]).label, row["article"]))),
             day(row["requested_on"]), _outcome(row)]
            for row in found.requests
        ])  # fmt: skip
    else:
        yield Text(_("The works council was not asked for advice or consent in this period."))
    if not found.questions:
        yield Text(_("No question of the works council is waiting for an answer."))
        return
    head = [_("Question"), _("About"), _("Asked on")]
    rows = [
        [row["follow_up"] or row["text"], row["about_words"] or "", day(row["asked_at"].date())]
        for row in found.questions
    ]
    yield Table(_("Questions without an answer"), head, rows)


def _outcome(row: Row) -> str:
    if row["outcome"] is None:
        return _("no answer yet")
    return f"{CouncilOutcome(row['outcome']).label} ({day(row['outcome_on'])})"
