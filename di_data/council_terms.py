"""The words between the works council and its employer: what a question is about, and what the council is asked for. Pure."""

from typing import NamedTuple

from di_data.language import mark as _
from di_data.periods import Period, parse_or_none
from di_data.vocabulary import Role, Term


class AboutKind(Term):
    """What a question of the works council is about. Which one it is, `about` says, a code for each kind:

    - INDICATOR: `<indicator>|<key of the department>`, or with a period `<indicator>|<key>|2025-Q1`;
    - GOAL, ACTION, SESSION, DECISION: the key of the record;
    - GENERAL: nothing.
    """

    INDICATOR = "indicator", _("A figure")
    GOAL = "goal", _("A goal")
    ACTION = "action", _("An action")
    SESSION = "session", _("A dialogue session")
    DECISION = "decision", _("A decision of the MT")
    GENERAL = "general", _("In general")


class CouncilRequest(Term):
    """What the works council is asked for."""

    ADVICE = "advice", _("Advice (WOR art. 25)")
    CONSENT = "consent", _("Consent (WOR art. 27)")


class CouncilOutcome(Term):
    """What the works council said to a request for advice or consent."""

    POSITIVE = "positive", _("Positive")
    CONDITIONAL = "conditional", _("Positive, with conditions")
    NEGATIVE = "negative", _("Negative")
    WITHDRAWN = "withdrawn", _("Request withdrawn")


ANSWERING = (Role.MT, Role.HR)
"""The roles that answer the works council."""

_BETWEEN = "|"
_DECISION = f"{AboutKind.DECISION.value}{_BETWEEN}"


class AboutFigure(NamedTuple):
    """A figure that a question is about: codes of the indicator and the period (none: all of them), key of the unit."""

    indicator: str
    unit: str
    period: Period | None = None

    @property
    def code(self) -> str:
        """How it is stored and stands in an address."""
        return _BETWEEN.join([self.indicator, self.unit, *([str(self.period)] if self.period else [])])


def figure_of(code: str) -> AboutFigure | None:
    """The figure that a code names; None for what is no such code."""
    indicator, *others = code.split(_BETWEEN)
    if len(others) not in (1, 2) or not indicator or not others[0]:
        return None
    period = parse_or_none(others[1]) if len(others) > 1 else None
    figure = AboutFigure(indicator, others[0], period)
    return figure if figure.code == code else None


def stored(kind: AboutKind, about: str) -> tuple[str, str]:
    """How the store keeps what a question is about: the table knows no kind for decisions (migration 0006)."""
    return (AboutKind.GENERAL.value, _DECISION + about) if kind == AboutKind.DECISION else (kind.value, about)


def unstored(kind: str, about: str) -> tuple[AboutKind, str]:
    """What a question is about, as it is stored."""
    if kind == AboutKind.GENERAL and about.startswith(_DECISION):
        return AboutKind.DECISION, about.removeprefix(_DECISION)
    return AboutKind(kind), about
