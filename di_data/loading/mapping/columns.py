"""Recognising the columns of an export by their words; what the words leave open becomes a question."""

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from di_data.contracts import KINDS, DeliveryKind
from di_data.contracts.fields import NUMBERS
from di_data.contracts.figures import ANSWERS, MEASURED
from di_data.contracts.survey import is_scale
from di_data.loading.findings import NONE_OF_THESE, Answers, Question
from di_data.loading.mapping import column_questions as ask
from di_data.loading.mapping.headers import NUMERIC, Header
from di_data.loading.mapping.match import Match, Wide, column_keys
from di_data.loading.mapping.synonyms import (
    PLACING,
    bare,
    is_coded,
    labels_of,
    likely_field,
    likely_indicator,
    survey_words,
    value_fields,
    whole,
    words_of,
)
from di_data.loading.profiles import Profile
from di_data.loading.reading.read import TextTable
from di_data.periods import parse_or_none
from di_data.vocabulary import Kind

_A_SURVEY = 2
"""Columns that look like questions about work, from which a file without a known word is taken for a survey."""

_SAMPLE = 60
_SHARE = re.compile(r"^%|%$|perc(?:entage)?|rate")


@lru_cache(maxsize=4096)
def _period(text: str) -> str | None:
    period = parse_or_none(text) if any(map(str.isdigit, text)) else None
    return None if period is None else str(period)


def _apart(text: str) -> tuple[str, str]:
    """A header that ends or begins with a period, as its other words and the period; else nothing and the text."""
    words = text.split()
    for length in range(1, min(4, len(words))):
        for rest, part in ((words[:-length], words[-length:]), (words[length:], words[:length])):
            if _period(" ".join(part)) and not _period(text):
                return " ".join(rest), " ".join(part)
    return "", text


@dataclass(frozen=True)
class Sheet:
    """A sheet with one possible header, seen as one kind of file."""

    table: TextTable
    header: Header
    kind: DeliveryKind

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The lasting names of the columns."""
        return column_keys(self.header.texts)

    @cached_property
    def levels(self) -> tuple[tuple[str, str], ...]:
        """What stands above and below in every header; "Verzuim % 2025-Q1" is taken apart into a measure and a period."""
        pairs = zip(self.header.upper, self.header.lower, strict=True)
        return tuple((upper, lower) if upper else _apart(lower) for upper, lower in pairs)

    @cached_property
    def samples(self) -> tuple[tuple[str, ...], ...]:
        """The filled cells of every column in the first rows below the header."""
        below = self.table.cells.slice(self.header.row + 1, _SAMPLE)
        return tuple(tuple(cell.strip() for cell in below[name] if cell and cell.strip()) for name in below.columns)

    def free(self, taken: set[int]) -> list[int]:
        """The columns with a header that are not taken yet."""
        return [place for place, key in enumerate(self.keys) if key and place not in taken]

    def is_numeric(self, place: int) -> bool:
        """Whether most filled cells below this header are numbers."""
        cells = self.samples[place]
        return bool(cells) and sum(bool(NUMERIC.fullmatch(cell)) for cell in cells) >= 0.6 * len(cells)

    def field_at(self, place: int) -> str | None:
        """The field that the words of a header name without doubt."""
        known, (upper, lower) = words_of(self.kind), (self.header.upper[place], self.header.lower[place])
        for text in (f"{upper} {lower}", lower, upper if not lower else ""):
            word = bare(text)
            short = word.removesuffix("%")
            for form in (word, whole(text), short if _SHARE.search(short) else word):
                if form in known:
                    return known[form]
        return None

    def period_at(self, place: int) -> str | None:
        """The period that a header names, by itself or together with the text above it."""
        upper, lower = self.levels[place]
        texts = (lower, f"{lower} {upper}", f"{upper} {lower}", upper)
        return next((period for text in texts if (period := _period(text))), None)

    def indicator_at(self, place: int) -> str | None:
        """The indicator that a header names without doubt."""
        known, (upper, lower) = survey_words(), (self.header.upper[place], self.header.lower[place])
        return next((known[bare(text)] for text in (f"{upper} {lower}", lower, upper) if bare(text) in known), None)

    def says_more(self, place: int) -> bool:
        """Whether one level of a header is a period and the other says something else."""
        upper, lower = self.levels[place]
        if not upper or not lower or _period(f"{lower} {upper}") or _period(f"{upper} {lower}"):
            return False
        return bool(_period(upper)) != bool(_period(lower))

    def value_part(self, place: int) -> str | None:
        """The field of figures that one of the two levels of a header names."""
        known = words_of(self.kind)
        parts = (known.get(bare(text)) for text in reversed(self.levels[place]))
        return next((part for part in parts if part in value_fields(self.kind)), None)


def propose(table: TextTable, header: Header, profile: Profile, answers: Answers) -> Match | None:
    """The columns of a sheet under this header, as far as words and answers tell. None when nothing speaks for it."""
    sheet = Sheet(table, header, profile.kind)
    questions: list[Question] = []
    claims = _claims(sheet, answers)
    columns = _settled(sheet, claims, answers, questions)
    wide = _wide(sheet, columns, answers, questions) if "period" in profile.kind.names else []
    questions += _scale_doubted(sheet, columns, wide)
    told = {*columns, *(question.key.removeprefix("field:") for question in questions)}
    if not profile.headers and not _speaks(sheet, told, wide, answers):
        return None
    taken = {*columns.values(), *(column.place for column in wide)}
    free = [place for place in sheet.free(taken) if sheet.samples[place]]
    wanting = [*questions, *ask.missing_fields(sheet, told, wide, free, answers)]
    strong = bool(columns) or any(column.field != "percentage" or column.indicator for column in wide)
    notes = ask.unused(sheet, free) if strong and not wanting else []
    return Match(
        profile, table, header.row, columns, tuple(wide), header.texts,
        tuple(wanting), (*ask.told(sheet, answers), *notes),
    )  # fmt: skip


def _claims(sheet: Sheet, answers: Answers) -> dict[str, list[int]]:
    """The columns whose words name each field; a column under a period is not among them."""
    claims: dict[str, list[int]] = {}
    values = value_fields(sheet.kind)
    for place, key in enumerate(sheet.keys):
        if not key or answers.get(f"question:{key}"):
            continue
        field = sheet.field_at(place)
        if field is None or (field in values and sheet.period_at(place)):
            continue
        if field in ANSWERS and answers.get("answers") == NONE_OF_THESE:
            continue
        claims.setdefault(field, []).append(place)
    return _without_answers_of_others(sheet, claims)


def _without_answers_of_others(sheet: Sheet, claims: dict[str, list[int]]) -> dict[str, list[int]]:
    """The claims without answers that stand under a question each, and without a word of an answer that stands alone."""
    upper = sheet.header.upper
    apart = {
        field: [place for place in places if not (upper[place] and (len(places) > 1 or sheet.indicator_at(place)))]
        for field, places in claims.items()
        if field in ANSWERS
    }
    answers = {field: places for field, places in apart.items() if places}
    return {field: places for field, places in claims.items() if field not in ANSWERS} | (
        answers if len(answers) > 1 else {}
    )


def _scale_doubted(sheet: Sheet, columns: dict[str, int], wide: list[Wide]) -> list[Question]:
    """What is asked about columns per answer that are no whole scale. The neutral answer may have other words than ours:
    without it the number of answers has to show that nothing lacks."""
    told = [*columns.items(), *((column.field, column.place) for column in wide)]
    places = {place: name for name, place in told if name in ANSWERS}
    by_words = any(not is_coded(sheet.kind.field(name), sheet.header.texts[place]) for place, name in places.items())
    lacks_neutral = by_words and len(set(places.values())) % 2 == 0 and "answers" not in dict(told)
    if not places or (is_scale(set(places.values()), by_words=by_words) and not lacks_neutral):
        return []
    return [ask.which_scale(sheet, sorted(places))]


def _settled(sheet: Sheet, claims: dict[str, list[int]], answers: Answers, questions: list[Question]) -> dict[str, int]:
    """One column for every field: as answered, else the only one that claims it; several are a question."""
    columns: dict[str, int] = {}
    taken = {answer for key, answer in answers.items() if key.startswith("field:")}
    claims = _code_and_name(sheet, claims)
    for name in (*sheet.kind.names, *PLACING):
        if (answer := answers.get(f"field:{name}")) is not None:
            if answer in sheet.keys and answer:
                columns[name] = sheet.keys.index(answer)
            continue
        places = [place for place in claims.get(name, ()) if sheet.keys[place] not in taken]
        filled = _likeliest(sheet, name, [place for place in places if sheet.samples[place]] or places)
        if len(filled) > 1:
            questions.append(ask.which_column(sheet, name, filled))
        elif filled:
            columns[name] = filled[0]
    return columns


def _likeliest(sheet: Sheet, name: str, places: list[int]) -> list[int]:
    """Of several columns for one field: those that differ from row to row, and the one with our template's header."""
    field = sheet.kind.field(name) if name in sheet.kind.names else None
    if len(places) < 2 or field is None or field.type in NUMBERS:
        return places
    varied = [place for place in places if len(set(sheet.samples[place])) > 1] or places
    own = [place for place in varied if bare(sheet.header.texts[place]) in labels_of(field)]
    return own if len(own) == 1 else varied


def _code_and_name(sheet: Sheet, claims: dict[str, list[int]]) -> dict[str, list[int]]:
    """Two columns that name the department one to one are its code, the shorter, and its name."""
    names = claims.get("unit_name", [])
    if len(names) != 2 or "unit_code" in claims:
        return claims
    pairs = set(zip(*(sheet.samples[place] for place in names), strict=False))
    one, other = (len({pair[side] for pair in pairs}) for side in (0, 1))
    lengths = {place: max((len(cell) for cell in sheet.samples[place]), default=0) for place in names}
    code = min(names, key=lambda place: lengths[place])
    if one != other or one != len(pairs) or any(" " in cell for cell in sheet.samples[code]):
        return claims
    return claims | {"unit_code": [code], "unit_name": [place for place in names if place != code]}


def _wide(sheet: Sheet, columns: dict[str, int], answers: Answers, questions: list[Question]) -> list[Wide]:
    """The columns whose header tells the period, or the indicator, of the figures below it."""
    free = sheet.free(set(columns.values()))
    by_period = [(place, period) for place in free if (period := sheet.period_at(place))]
    if "period" not in columns and "year" not in columns and len(by_period) >= 1:
        return _per_period(sheet, by_period, answers, questions)
    if sheet.kind.kind == Kind.SURVEY and "indicator" not in columns:
        return _per_question(sheet, [place for place in free if sheet.is_numeric(place)], answers, questions)
    return []


def _per_period(sheet: Sheet, places: list[tuple[int, str]], answers: Answers, questions: list[Question]) -> list[Wide]:
    found = []
    for place, period in places:
        field = sheet.value_part(place)
        if field is None and sheet.says_more(place):
            continue  # a measure that is none of ours, such as the number of contracts
        field = field or answers.get("measure") or ask.titled_measure(sheet)
        if field == NONE_OF_THESE:
            continue
        if field is None:
            if all(question.key != "measure" for question in questions):
                questions.append(ask.which_measure(sheet, place))
            field = MEASURED[sheet.kind.kind].value
        found.append(Wide(place, field, sheet.header.texts[place], period=period))
    return found


def _per_question(sheet: Sheet, places: list[int], answers: Answers, questions: list[Question]) -> list[Wide]:
    found = []
    for place in places:
        known = answers.get(f"question:{sheet.keys[place]}") or sheet.indicator_at(place)
        if known == NONE_OF_THESE:
            continue
        if known is None:
            questions.append(ask.which_indicator(sheet, place))
        field = sheet.value_part(place) or "percentage"
        found.append(Wide(place, field, sheet.header.texts[place], indicator=known))
    return found


def _speaks(sheet: Sheet, told: set[str], wide: list[Wide], answers: Answers) -> bool:
    """Whether enough of the header was recognised to ask about the rest. `told`: fields that columns claim."""
    places = range(len(sheet.keys))
    if answers.get("kind") == sheet.kind.kind.value:
        return bool(told or wide) or any(sheet.is_numeric(place) for place in places)
    if "period" not in sheet.kind.names:
        if sheet.kind.kind == Kind.UNITS and _is_about_periods(sheet):
            return False
        required = [field.name for field in sheet.kind.fields if field.required]
        return len(set(required) & told) >= min(2, len(required)) and len(told) >= 2
    own = set(ask.OWN_VALUES[sheet.kind.kind])
    value = bool(own & told) or any(column.field in own and (column.period or column.indicator) for column in wide)
    unit, period = {"unit_code", "unit_name"} & told, {"period", "year"} & told
    hinted = unit and period and any(
        sheet.is_numeric(place) and likely_field(sheet.kind, MEASURED[sheet.kind.kind].value, sheet.header.texts[place])
        for place in places
    )  # fmt: skip
    questions = sum(likely_indicator(column.header) is not None for column in wide if not column.period)
    return bool((value and (unit or period)) or hinted or (unit and period and questions >= _A_SURVEY))


def _is_about_periods(sheet: Sheet) -> bool:
    """Whether a sheet with departments holds figures: it has a column with periods, or one per period."""
    figures = words_of(KINDS[Kind.ABSENCE])
    texts = sheet.header.texts
    return any(
        sheet.period_at(place) or figures.get(bare(text)) in ("period", "year") for place, text in enumerate(texts)
    )
