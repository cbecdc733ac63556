"""Laying a shipped profile of a known source, whose columns are patterns, on a sheet."""

import re

from di_data.indicator_catalogue import NAMES
from di_data.language import mark as _
from di_data.loading.findings import NONE_OF_THESE, Answers, Choice, Question, Translated
from di_data.loading.mapping.column_questions import column_choice, column_named
from di_data.loading.mapping.headers import Header
from di_data.loading.mapping.match import Match, Wide
from di_data.loading.mapping.synonyms import bare
from di_data.loading.profiles import Patterns, Profile, fold
from di_data.loading.reading.read import TextTable

MOST_GONE = 2
"""Columns that may be gone before a file is no longer taken for this source."""


def fit(table: TextTable, header: Header, profile: Profile, answers: Answers) -> Match | None:
    """The profile on this header. With most of its columns there, the missing ones become questions; else None."""
    texts = tuple(low or up for up, low in zip(header.upper, header.lower, strict=True))
    folded = [fold(text) for text in texts]
    columns = {
        name: place
        for name, pattern in (profile.columns | profile.optional).items()
        if (place := _place(f"field:{name}", pattern, folded, answers)) is not None
    }
    wide = [
        Wide(place, profile.wide_field or "value", texts[place], indicator=column.indicator)
        for column in profile.wide
        if (place := _place(f"question:{column.indicator}", column.header, folded, answers)) is not None
    ]
    gone = [name for name in profile.columns if name not in columns]
    lost = [column.indicator for column in profile.wide
            if not column.optional and column.indicator not in {known.indicator for known in wide}
            and answers.get(f"question:{column.indicator}") != NONE_OF_THESE]  # fmt: skip
    required = len(profile.columns) + sum(not column.optional for column in profile.wide)
    missing = len(gone) + len(lost)
    if missing and (missing > MOST_GONE or 3 * missing > required or len(columns) + len(wide) < 3):
        return None
    taken = {*columns.values(), *(column.place for column in wide)}
    free = [place for place, text in enumerate(texts) if text and place not in taken]
    if missing and not free:
        return None
    keys = [*(f"field:{name}" for name in gone), *(f"question:{indicator}" for indicator in lost)]
    questions = tuple(_question(table, header, profile, key, texts, free) for key in keys)
    share = 1 - missing / required
    return Match(profile, table, header.row, columns, tuple(wide), texts, questions, share=share)


def _place(key: str, pattern: Patterns, folded: list[str], answers: Answers) -> int | None:
    """The one column of this pattern or, where it found none or several, the one that the user chose."""
    for form in [pattern] if isinstance(pattern, str) else pattern:
        found = [place for place, text in enumerate(folded) if text and re.fullmatch(form, text, re.IGNORECASE)]
        if len(found) == 1:
            return found[0]
    chosen = answers.get(key)
    return next((place for place, text in enumerate(folded) if chosen and bare(text) == chosen), None)


def _question(
    table: TextTable, header: Header, profile: Profile, key: str, texts: tuple[str, ...], free: list[int]
) -> Question:
    sort, _colon, name = key.partition(":")
    fresh = ", ".join(column_named(place, texts[place]) for place in free[:8])
    choices = [column_choice(bare(texts[place]), place, texts[place]) for place in free]
    guess = choices[0].code if len(choices) == 1 else None
    if sort == "question":
        field = NAMES.get(name, name)
        choices.append(Choice(NONE_OF_THESE, _("not in the file")))
    else:
        field = profile.kind.field(name).header if name in profile.kind.names else name
    return Question(
        "changed_columns",
        _("The profile {profile} no longer finds the column for “{field}”. Not known in this file: {fresh}. Which one is it?"),
        sheet=table.sheet, row=header.row + table.first_row, column=texts[free[0]] if len(free) == 1 else None,
        values={"profile": profile.name, "field": Translated(field), "fresh": fresh}, key=key, choices=tuple(choices),
        guess=guess,
    )  # fmt: skip
