"""What a card does not say yet, by step. Pure: it says it, and holds nothing up."""

from collections.abc import Mapping
from typing import Any

from di_data.card_catalogue import STEP_TEXTS
from di_data.contracts.sessions import PARTICIPANTS, RATINGS
from di_data.language import gettext as _
from di_data.language import ngettext
from di_data.vocabulary import CardStep


def missing(fields: Mapping[str, Any], session: Mapping[str, Any]) -> list[tuple[CardStep, str]]:
    """The steps that lack something, each with a sentence. `fields` as in `register.card_changes`, `session` its row in
    `reports.dialogue.sessions`."""
    open_factors = sum(not fields[name] for name in RATINGS.values())
    lacking = {
        CardStep.MEET: not any(fields[name] for name in PARTICIPANTS.values()) and _("Who took part?"),
        CardStep.SUCCESS: _unwritten(CardStep.SUCCESS, fields) and _("What works here?"),
        CardStep.VISION: _unwritten(CardStep.VISION, fields) and _("What is the future like?"),
        CardStep.GOALS: not session["goals"] and _("No goals were chosen yet."),
        CardStep.ANALYSIS: open_factors
        and ngettext("{count} factor was not judged yet.", "{count} factors were not judged yet.", open_factors),
        CardStep.PLAN: not session["actions"] and _("There is no action yet."),
        CardStep.STEPS: _steps(session),
        CardStep.REFLECTION: _unwritten(CardStep.REFLECTION, fields) and _("How was it?"),
    }
    return [(step, words) for step, words in lacking.items() if words]


def _unwritten(step: CardStep, fields: Mapping[str, Any]) -> bool:
    return not any(fields[name] for name in STEP_TEXTS[step])


def _steps(session: Mapping[str, Any]) -> str:
    if not session["next_steps"]:
        return _("There is no next step yet.")
    return "" if session["started_steps"] else _("No next step was started yet.")
