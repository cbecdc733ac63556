"""Rows about a time in which the unit that they name did not exist, or in which several units bore its name."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from di_data.language import mark as _
from di_data.loading.departments.directory import Directory, Unit
from di_data.loading.departments.unit_questions import AS_IS, FOREBEAR, SUCCESSOR, Place, UnitQuestions, note
from di_data.loading.findings import Finding, Question
from di_data.loading.profiles import fold

_MOVED = _("{count} rows about “{unit}” were counted for “{other}”, as was chosen.")
_KEPT = _("{count} rows about “{unit}” were kept although it did not exist in their period, as was chosen.")


@dataclass(frozen=True)
class Span:
    """A code and a name in one period, from its first to its last day, and the rows in which they stand."""

    code: str | None
    name: str | None
    first: date | None
    last: date | None
    rows: Sequence[int]

    @property
    def text(self) -> str:
        """What the file calls the unit."""
        return self.code or self.name or ""

    @property
    def column(self) -> str:
        """The field that holds it."""
        return "unit_code" if self.code else "unit_name"


@dataclass(frozen=True)
class Outcome:
    """The key of the unit; none when the rows wait for an answer or, by choice, are left out."""

    unit: str | None = None
    left_out: bool = False
    moved_from: str | None = None


@dataclass
class _Case:
    """One question, the spans that it is about, and the unit to which each of them may move."""

    ask: Callable[[Place], Question]
    unit: Unit | None = None
    spans: list[tuple[int, Span, Unit | None]] = field(default_factory=list)


@dataclass
class Settled:
    """What was decided about each span, in their order; `remember` as in a placement."""

    outcomes: list[Outcome]
    findings: list[Finding]
    notes: list[Finding]
    remember: dict[str, str | None]


def settle(
    spans: Sequence[Span],
    candidates: Callable[[Span], tuple[str, ...]],
    known: Directory,
    asking: UnitQuestions,
    place_of: Callable[[str, Sequence[int]], Place],
) -> Settled:
    """Decide about every span with the answers; what nobody answered becomes one question per text."""
    settled = Settled([Outcome()] * len(spans), [], [], {})
    cases: dict[tuple[str, str], _Case] = {}
    for number, span in enumerate(spans):
        keys = candidates(span)
        there = [key for key in keys if known.units[key].exists_in(span.first, span.last)]
        if len(there) == 1:
            settled.outcomes[number] = Outcome(there[0])
            continue
        kind, case, other = _case(span, there or list(keys), known, asking)
        cases.setdefault((kind, fold(span.text)), case).spans.append((number, span, other))
    for case in cases.values():
        _decide(case, settled, asking, place_of)
    return settled


def _case(span: Span, keys: list[str], known: Directory, asking: UnitQuestions) -> tuple[str, _Case, Unit | None]:
    text = span.text
    if len(keys) > 1:
        return "shared", _Case(lambda place: asking.shared(place, text, keys)), None
    unit = known.units[keys[0]]
    if span.first is not None and unit.ends_on is not None and span.first > unit.ends_on:
        heir = known.heir(unit, span.first, span.last)
        return "ended", _Case(lambda place: asking.ended(place, text, unit, heir), unit), heir
    before = known.forebears(unit, span.first, span.last)
    alone = before[0] if len(before) == 1 else None
    return "not yet", _Case(lambda place: asking.not_yet(place, text, unit, before), unit), alone


def _decide(
    case: _Case, settled: Settled, asking: UnitQuestions, place_of: Callable[[str, Sequence[int]], Place]
) -> None:
    rows = sorted(row for _number, span, _other in case.spans for row in span.rows)
    place = place_of(case.spans[0][1].column, rows)
    question = case.ask(place)
    chosen = asking.answer(question)
    if chosen is None:
        settled.findings.append(question)
        return
    for number, _span, other in case.spans:
        if chosen in (SUCCESSOR, FOREBEAR) and other is not None and case.unit is not None:
            settled.outcomes[number] = Outcome(other.key, moved_from=case.unit.key)
        elif chosen in (SUCCESSOR, FOREBEAR, AS_IS) and case.unit is not None:
            settled.outcomes[number] = Outcome(case.unit.key)
        else:
            key = asking.key_of(chosen)
            settled.outcomes[number] = Outcome(key, left_out=key is None)
    if case.unit is not None and chosen == AS_IS:
        settled.notes.append(note("unit_kept", _KEPT, place, unit=case.unit.name))
    elif case.unit is not None and chosen in (SUCCESSOR, FOREBEAR):
        other = next((other for _number, _span, other in case.spans if other is not None), case.unit)
        settled.notes.append(note("unit_moved", _MOVED, place, unit=case.unit.name, other=other.name))
