"""The voice of the works council: its questions with their answers, and its requests for advice and consent. `as_of` (UTC)
gives them as they stood at a moment."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cached_property
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlencode

import polars as pl

from di_data.access import Right, Viewer
from di_data.council_terms import AboutKind, figure_of, unstored
from di_data.disclosure import SafeTable, guard_records
from di_data.language import gettext as _
from di_data.notation import day, period
from di_data.periods import parse
from di_data.reports import dialogue, figures, organisation, programme
from di_data.store import Store

Row = Mapping[str, Any]


class About(NamedTuple):
    """What a question is about, in words, and where that is looked at; no page for what is gone or is no page's."""

    words: str
    page: str | None = None
    address: Mapping[str, str] = {}


def remarks(store: Store, viewer: Viewer, *, as_of: datetime | None = None) -> SafeTable:
    """What the works council asked or remarked, oldest first, with the answer in its last round. Raises NotAllowed.

    `id, version, valid_from, changed_by`; `about_kind, about` as `AboutKind` says, `about_words`, and where that is:
    `page` (none for what is gone) with `address` (see `address_of`); `text`, `first_asked_by, first_asked_at`; of the last
    round `round` (from 1), `follow_up` (what was asked on), `asked_by, asked_at`, `answer, answered_by, answered_as` (a
    role), `answered_at`, and `is_open`: it has no answer. `_by` is an account, `_at` a moment (UTC).
    """
    viewer.must(Right.SEE_WORKS_COUNCIL)
    frame = store.read("programme/remarks", as_of=as_of)
    names = _Names(store, viewer, as_of)
    kinds = [unstored(*row) for row in frame.select("about_kind", "about").rows()]
    told = [names.about(kind, about) for kind, about in kinds]
    return guard_records(
        frame.with_columns(
            pl.Series("about_kind", [kind.value for kind, _about in kinds], pl.String),
            pl.Series("about", [about for _kind, about in kinds], pl.String),
            pl.Series("about_words", [one.words for one in told], pl.String),
            pl.Series("page", [one.page for one in told], pl.String),
            pl.Series("address", [urlencode(one.address) for one in told], pl.String),
            is_open=pl.col("answer").fill_null("").str.strip_chars() == "",
        )
    )


def rounds(store: Store, viewer: Viewer, *, as_of: datetime | None = None) -> SafeTable:
    """Every round of every question, oldest first: `id, round, follow_up, asked_by, asked_at, answer, answered_by,
    answered_as, answered_at`. Raises NotAllowed."""
    viewer.must(Right.SEE_WORKS_COUNCIL)
    return guard_records(store.read("programme/remark_rounds", as_of=as_of))


def consultations(store: Store, viewer: Viewer, *, as_of: datetime | None = None) -> SafeTable:
    """The requests for advice or consent, those that wait first: `id, version, valid_from, changed_by, kind, subject,
    article, requested_on, due_on, outcome, outcome_on, note`. Raises NotAllowed."""
    viewer.must(Right.SEE_WORKS_COUNCIL)
    return guard_records(store.read("programme/consultations", as_of=as_of))


def about(store: Store, viewer: Viewer, *, kind: AboutKind, code: str) -> About:
    """What a question would be about, in words. Raises NotAllowed."""
    viewer.must(Right.SEE_WORKS_COUNCIL)
    return _Names(store, viewer, None).about(kind, code)


def address_of(row: Row) -> dict[str, str]:
    """The address of what a question is about, on its page."""
    return dict(parse_qsl(row["address"]))


def days_of(request: Row, today: date) -> int:
    """Days that a request waits or waited for what the works council says."""
    found: int = ((request["outcome_on"] or today) - request["requested_on"]).days
    return found


class _Names:
    """What things are called, at a moment; each kind is read when the first question about it comes by."""

    def __init__(self, store: Store, viewer: Viewer, as_of: datetime | None) -> None:
        self._store, self._viewer, self._as_of = store, viewer, as_of

    def about(self, kind: AboutKind, code: str) -> About:
        """What a code of this kind means to this viewer."""
        ways: dict[AboutKind, Callable[[str], About | None]] = {
            AboutKind.INDICATOR: self._figure, AboutKind.GOAL: self._goal, AboutKind.ACTION: self._action,
            AboutKind.SESSION: self._session, AboutKind.DECISION: self._decision,
            AboutKind.GENERAL: lambda _code: About(AboutKind.GENERAL.label),
        }  # fmt: skip
        return ways[kind](code) or About(_("{kind} that is no longer there", kind=kind.label))

    def _figure(self, code: str) -> About | None:
        figure = figure_of(code)
        if figure is None or figure.indicator not in self._indicators or figure.unit not in self._units:
            return None
        unit = self._units[figure.unit]
        words = [self._indicators[figure.indicator], unit["name"], *([period(figure.period)] if figure.period else [])]
        address = {"indicator": figure.indicator, "unit": unit["code"]}
        if figure.period:
            address["grain"] = figure.period.grain.value
        return About(" · ".join(words), "indicators", address)

    def _goal(self, key: str) -> About | None:
        return About(self._goals[key], "goals", {"goal": key}) if key in self._goals else None

    def _action(self, key: str) -> About | None:
        return About(self._actions[key], "action_sheet", {"action": key}) if key in self._actions else None

    def _session(self, key: str) -> About | None:
        row = self._sessions.get(key)
        return About(session_words(row), "dialogue_sessions", {"session": row["reference"]}) if row else None

    def _decision(self, key: str) -> About | None:
        """Its text and its review are for who may see the review."""
        if not self._viewer.may(Right.SEE_REVIEW):
            return About(AboutKind.DECISION.label)
        row = self._decisions.get(key)
        if row is None:
            return None
        address = {"quarter": row["quarter"], "decision": key}
        return About(f"{row['text']} ({period(parse(row['quarter']))})", "quarterly_review", address)

    def _by_key(self, report: Callable[..., SafeTable], key: str = "id") -> dict[str, dict[str, Any]]:
        return {row[key]: row for row in report(self._store, self._viewer, as_of=self._as_of).rows()}

    @cached_property
    def _indicators(self) -> dict[str, str]:
        return {code: _(row["name"]) for code, row in self._by_key(figures.catalogue, "code").items()}

    @cached_property
    def _units(self) -> dict[str, dict[str, Any]]:
        return self._by_key(organisation.units)

    @cached_property
    def _goals(self) -> dict[str, str]:
        return {key: row["title"] for key, row in self._by_key(programme.goals).items()}

    @cached_property
    def _actions(self) -> dict[str, str]:
        return {key: row["title"] for key, row in self._by_key(programme.actions).items()}

    @cached_property
    def _sessions(self) -> dict[str, dict[str, Any]]:
        return self._by_key(dialogue.sessions)

    @cached_property
    def _decisions(self) -> dict[str, dict[str, Any]]:
        return self._by_key(programme.decisions)


def session_words(row: Row) -> str:
    """A dialogue session by its day and department."""
    return f"{day(row['held_on'])} · {row['unit_name']}"
