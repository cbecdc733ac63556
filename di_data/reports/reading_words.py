"""The words for a reading: one sentence as the title of a chart, why it is so, and what it says of a target. Pure.

A reading in time never says that one thing brought another about. The names of the codes stand in `analysis.reading_names`.
"""

from collections.abc import Sequence

from babel.dates import format_date

from di_data.analysis.before_after import BeforeAfter
from di_data.analysis.dialogue_data import Match
from di_data.analysis.funnel import Funnel, Place
from di_data.analysis.signals import Signal
from di_data.analysis.spc import BASELINE_POINTS, FEWEST_POINTS, Assurance, Variation, Xmr
from di_data.analysis.special_causes import Label
from di_data.analysis.survey import Change
from di_data.language import chosen, gettext
from di_data.language import mark as _
from di_data.notation import measured, number, period
from di_data.periods import Grain, Period
from di_data.vocabulary import Measure, Rating

_QUIET = {
    None: _("{subject}: no signal; the figures go up and down as they always do"),
    Assurance.PASSES: _("{subject}: no signal; the target is reached every time"),
    Assurance.FAILS: _("{subject} does not reach the target unless something changes"),
    Assurance.HIT_AND_MISS: _("{subject}: no signal; the target is reached at times, and at times it is not"),
}
_SINCE = {
    Variation.IMPROVEMENT_HIGH: _("{subject}: signal of improvement since {month}"),
    Variation.IMPROVEMENT_LOW: _("{subject}: signal of improvement since {month}"),
    Variation.CONCERN_HIGH: _("{subject}: signal of concern since {month}"),
    Variation.CONCERN_LOW: _("{subject}: signal of concern since {month}"),
    Variation.NEUTRAL_HIGH: _("{subject}: higher than usual since {month}"),
    Variation.NEUTRAL_LOW: _("{subject}: lower than usual since {month}"),
}
_IN = {
    Variation.IMPROVEMENT_HIGH: _("{subject}: signal of improvement in {month}"),
    Variation.IMPROVEMENT_LOW: _("{subject}: signal of improvement in {month}"),
    Variation.CONCERN_HIGH: _("{subject}: signal of concern in {month}"),
    Variation.CONCERN_LOW: _("{subject}: signal of concern in {month}"),
    Variation.NEUTRAL_HIGH: _("{subject}: higher than usual in {month}"),
    Variation.NEUTRAL_LOW: _("{subject}: lower than usual in {month}"),
}
_TRENDS = {
    Variation.NEUTRAL_HIGH: _("{subject}: rising since {month}"),
    Variation.NEUTRAL_LOW: _("{subject}: falling since {month}"),
}
_HIGH = (Variation.IMPROVEMENT_HIGH, Variation.CONCERN_HIGH, Variation.NEUTRAL_HIGH)
_ASSURANCES = {
    Assurance.PASSES: _("As things go now, every figure reaches the target."),
    Assurance.FAILS: _("As things go now, no figure reaches the target: for that something has to change."),
    Assurance.HIT_AND_MISS: _(
        "As things go now, some figures reach the target and others do not; which ones is chance."
    ),
}
_BEFORE_AFTER = {
    Signal.IMPROVEMENT: _("{action}: since the start the figure gives a signal of improvement ({month})"),
    Signal.CONCERN: _("{action}: since the start the figure gives a signal of concern ({month})"),
    Signal.NONE: _("{action}: since the start the figure gives no signal; it goes up and down as before"),
}
BESIDE_TIME = _("This says what the figure did in that time. Other things changed in that time as well.")
"""Stands below every reading of an action."""

_DIALOGUE = {
    (Match.RATED_BETTER, Rating.GOOD): _("{department}: {factor} was rated good, while {indicator} gives a signal of concern; worth talking about"),
    (Match.RATED_WORSE, Rating.POOR): _("{department}: {factor} was rated poor, while {indicator} gives a signal of improvement; worth talking about"),
    (Match.AGREE, Rating.GOOD): _("{department}: {factor} was rated good, and {indicator} gives a signal of improvement"),
    (Match.AGREE, Rating.POOR): _("{department}: {factor} was rated poor, and {indicator} gives a signal of concern"),
}  # fmt: skip


def message(subject: str, reading: Xmr, periods: Sequence[Period]) -> str:
    """The one sentence that a series has to say, as the title of its chart, without a full stop. `subject`: what the figure
    is of, such as absence of a department; `periods`: of every point of the reading."""
    if reading.last is None:
        return gettext("{subject}: no figure can be shown", subject=subject)
    if reading.variation is None:
        return _too_few(subject, reading, periods)
    if reading.variation == Variation.COMMON_CAUSE:
        return gettext(_QUIET[reading.assurance], subject=subject)
    first = _since(reading)
    is_trend = reading.labels[reading.last] == Label.TREND and reading.variation in _TRENDS
    words = _TRENDS if is_trend else _IN if first == reading.last else _SINCE
    return gettext(words[reading.variation], subject=subject, month=month(periods[first]))


def change_message(subject: str, change: Change | None, before: Period) -> str:
    """Whether the newest round of a survey differs from the one before it, as a title."""
    if change is None:
        return subject
    if not change.is_real:
        return gettext("{subject}: no real change since {period}; the difference can be chance", subject=subject, period=period(before))  # fmt: skip
    told = {"subject": subject, "period": period(before)}
    if change.difference > 0:
        return gettext("{subject}: truly higher than in {period}", **told)
    return gettext("{subject}: truly lower than in {period}", **told)


def why(reading: Xmr, periods: Sequence[Period], measure: Measure) -> str:
    """Why the newest figure has its reading: the rule that it met, in plain words and full sentences."""
    last = reading.last
    if last is None:
        return gettext("There is no figure that can be shown.")
    if reading.variation is None:
        return gettext("Only with {needed} figures can signal be told from chance.", needed=FEWEST_POINTS)
    if reading.labels[last] is None:
        return gettext("The newest figure lies within the limits and is not part of a row that chance seldom gives.")
    return _rules(reading, periods, measure, last)


def target_sentence(assurance: Assurance) -> str:
    """What the limits say of the target."""
    return gettext(_ASSURANCES[assurance])


def before_after_message(action: str, reading: BeforeAfter, at: Period | None) -> str:
    """What a figure did after the start of an action, as a title. `at`: the month of the figure that gave the signal."""
    if reading.signal != Signal.TOO_FEW:
        return gettext(_BEFORE_AFTER[reading.signal], action=action, month="" if at is None else month(at))
    if reading.limits is None:
        return gettext("{action}: too few figures before the start to compare with ({count} of {needed})", action=action,
            count=number(reading.before), needed=BASELINE_POINTS,
        )  # fmt: skip
    return gettext("{action}: there is no figure yet since the start", action=action)


def funnel_message(subject: str, reading: Funnel, names: Sequence[str]) -> str:
    """Which departments differ from their organisation, as a title. `names`: of the departments, in the order of the
    reading; they are told by name, as this is no ranking."""
    above, below = (
        sorted(name for name, place in zip(names, reading.places, strict=True) if place == one)
        for one in (Place.ABOVE, Place.BELOW)
    )
    if above and below:
        return gettext("{subject}: truly higher in {above}, truly lower in {below}", subject=subject, above=_listed(above), below=_listed(below))  # fmt: skip
    if above:
        return gettext("{subject}: truly higher in {above}", subject=subject, above=_listed(above))
    if below:
        return gettext("{subject}: truly lower in {below}", subject=subject, below=_listed(below))
    return gettext("{subject}: no department truly differs from the others", subject=subject)


def dialogue_message(match: Match, rating: str | None, *, department: str, factor: str, indicator: str) -> str:
    """What a session said of a factor, held against the figure, in one sentence without a full stop."""
    words = None if rating is None else _DIALOGUE.get((match, Rating(rating)))
    if words is None:
        return gettext("{department}: nothing to compare for {factor}", department=department, factor=factor)
    return gettext(words, department=department, factor=factor, indicator=indicator)


def month(at: Period) -> str:
    """A month in full, to stand in a sentence; another period as everywhere."""
    return format_date(at.start, "MMMM y", locale=chosen()) if at.grain == Grain.MONTH else period(at)


def _too_few(subject: str, reading: Xmr, periods: Sequence[Period]) -> str:
    if reading.is_run_chart:
        count = sum(value is not None for value in reading.values)
        return gettext("{subject}: too few figures to say anything ({count} of {needed})", subject=subject, count=number(count), needed=FEWEST_POINTS)  # fmt: skip
    start = periods[_group(reading)]
    return gettext("{subject}: too few figures to say anything since {month}", subject=subject, month=month(start))


def _group(reading: Xmr) -> int:
    """The index at which the group of the newest figure begins."""
    return max(start for start in reading.starts if reading.last is not None and start <= reading.last)


def _since(reading: Xmr) -> int:
    """The first of the points up to the newest, without a gap, that all have its signal."""
    first = last = reading.last or 0
    while first > _group(reading) and reading.variations[first - 1] == reading.variations[last]:
        first -= 1
    return first


def _rules(reading: Xmr, periods: Sequence[Period], measure: Measure, last: int) -> str:
    is_high = reading.variation in _HIGH
    label, limit = reading.labels[last], (reading.upper if is_high else reading.lower)[last]
    if label == Label.OUTSIDE:
        words = (
            _("{month} ({value}) lies above the upper limit of {limit}. Chance seldom goes that far.") if is_high
            else _("{month} ({value}) lies below the lower limit of {limit}. Chance seldom goes that far.")
        )  # fmt: skip
        return gettext(words, month=month(periods[last]), value=measured(reading.values[last], measure), limit=measured(limit, measure))  # fmt: skip
    if label == Label.TWO_IN_THREE:
        words = (
            _("Of the last three figures at least two lie close to the upper limit. Chance seldom gives that.") if is_high
            else _("Of the last three figures at least two lie close to the lower limit. Chance seldom gives that.")
        )  # fmt: skip
        return gettext(words)
    if label == Label.TREND:
        count = _row(reading, last, rises=is_high)
        words = (
            _("Since {month} the figure has risen {count} times in a row. Chance seldom gives that.") if is_high
            else _("Since {month} the figure has fallen {count} times in a row. Chance seldom gives that.")
        )  # fmt: skip
        return gettext(words, month=month(periods[last - count]), count=number(count))
    count = _side(reading, last, is_high)
    words = (
        _("The last {count} figures in a row lie above the mean of {mean}. Chance seldom gives that.") if is_high
        else _("The last {count} figures in a row lie below the mean of {mean}. Chance seldom gives that.")
    )  # fmt: skip
    return gettext(words, count=number(count), mean=measured(reading.mean[last], measure))


def _row(reading: Xmr, last: int, *, rises: bool) -> int:
    """How many differences up to the newest figure go the same way."""
    values, first = reading.values, last
    while first > _group(reading) and _goes(values[first - 1], values[first], rises):
        first -= 1
    return last - first


def _goes(before: float | None, after: float | None, rises: bool) -> bool:
    if before is None or after is None:
        return False
    return after > before if rises else after < before


def _side(reading: Xmr, last: int, is_high: bool) -> int:
    """How many figures up to the newest lie on its side of the mean."""
    count = 0
    for index in range(last, _group(reading) - 1, -1):
        if not _goes(reading.mean[index], reading.values[index], is_high):
            break
        count += 1
    return count


def _listed(names: Sequence[str]) -> str:
    """Names as a sentence has them: a, b and c."""
    if len(names) == 1:
        return names[0]
    return gettext("{names} and {last}", names=", ".join(names[:-1]), last=names[-1])
