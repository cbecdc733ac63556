"""Who may do what: roles to rights, default deny. Pure."""

from dataclasses import dataclass
from enum import StrEnum

from di_data.errors import NotAllowed
from di_data.language import mark as _
from di_data.vocabulary import Role


class Right(StrEnum):
    """One thing that a page or a data-layer function may ask for."""

    SEE_HOME = "see_home"
    SEE_REVIEW = "see_review"
    DECIDE = "decide"
    CLOSE_QUARTER = "close_quarter"
    SEE_GOALS = "see_goals"
    SEE_ACTIONS = "see_actions"
    LOG_ACTIONS = "log_actions"
    SEE_SESSIONS = "see_sessions"
    SEE_INDICATORS = "see_indicators"
    SEE_WORKS_COUNCIL = "see_works_council"
    ASK = "ask"
    ANSWER = "answer"
    ADVISE = "advise"
    SEE_PROGRAMME = "see_programme"
    SEE_TO_DO = "see_to_do"
    SEE_SMALL_GROUPS = "see_small_groups"
    PROPOSE_MINIMUM = "propose_minimum"
    AGREE_MINIMUM = "agree_minimum"
    ERASE_TEXTS = "erase_texts"
    LOAD_DATA = "load_data"
    ADMINISTER = "administer"


_ALL = frozenset({Right.SEE_HOME})
_PROGRAMME = _ALL | {
    Right.SEE_GOALS,
    Right.SEE_ACTIONS,
    Right.SEE_SESSIONS,
    Right.SEE_INDICATORS,
    Right.SEE_PROGRAMME,
    Right.SEE_TO_DO,
    Right.SEE_SMALL_GROUPS,
}

RIGHTS: dict[Role, frozenset[Right]] = {
    Role.MT: _PROGRAMME
    | {Right.SEE_REVIEW, Right.DECIDE, Right.CLOSE_QUARTER, Right.SEE_WORKS_COUNCIL}
    | {Right.ANSWER},
    Role.HR: _PROGRAMME
    | {Right.SEE_REVIEW, Right.DECIDE, Right.SEE_WORKS_COUNCIL, Right.LOG_ACTIONS, Right.LOAD_DATA, Right.ERASE_TEXTS}
    | {Right.PROPOSE_MINIMUM, Right.ANSWER},
    Role.OR: _PROGRAMME | {Right.SEE_WORKS_COUNCIL, Right.AGREE_MINIMUM, Right.ASK, Right.ADVISE},
    Role.ADMINISTRATOR: _ALL | {Right.ADMINISTER},
}


@dataclass(frozen=True)
class Viewer:
    """Who is looking: a subject (an account or a demo identity) and its roles."""

    subject: str
    roles: frozenset[Role]

    def may(self, right: Right) -> bool:
        """Whether any of the viewer's roles has this right."""
        return any(right in RIGHTS[role] for role in self.roles)

    def must(self, right: Right) -> None:
        """Raise NotAllowed unless the viewer has this right."""
        if not self.may(right):
            raise NotAllowed(_("Your role does not give access to this. Ask the administrator of Inzetwijzer."))


SYSTEM = Viewer("system", frozenset(Role))
"""The command line: whoever can run it on the server already holds the store's file."""
