"""The period of rows that name none, or only half: told with the file, in its name, or in a title above the table."""

import re
from dataclasses import replace
from pathlib import PurePath

import polars as pl

from di_data.errors import Refused, WrongUse
from di_data.language import mark as _
from di_data.loading.findings import NONE_OF_THESE, Answers, Choice, Finding, Question, Translated
from di_data.loading.report import FileRefused, Source
from di_data.loading.shaping.shape import Shaped
from di_data.periods import Grain, Period, parse, parse_or_none

_HALF = (
    r"(?i)^(?:p|periode|period|maand|month)\s?\d{1,2}$|^(?:q|k|kw|kwartaal|quarter)\s?[1-4]$|^[1-4]\s?(?:e|ste|de|st|nd|rd|th)?\s?(?:kwartaal|kw\.?|quarter)$"
    r"|^(?:jan|feb|mrt|maa|mar|apr|mei|may|jun|jul|aug|sep|okt|oct|nov|dec)[a-z]*\.?$"
)
"""A month or quarter without its year."""
_WINDOW = 4
_AT_TOP = "title"
_WANTED = {"year": _("year"), "period": _("period")}


def in_period(shaped: Shaped, source: Source, answers: Answers) -> Shaped:
    """Every row with a whole period, as far as it is told. Raises Refused, FileRefused with a question, WrongUse."""
    if shaped.frame.is_empty():
        raise Refused(_("The file has the right columns but no rows with figures."))
    if "period" not in shaped.match.profile.kind.names:
        return shaped
    half = shaped.frame["period"].str.contains(_HALF).fill_null(False)
    if shaped.frame["period"].null_count() == 0 and not half.any():
        return shaped
    told = _told(shaped, source, answers, "year" if half.any() else "period")
    if told is None:
        return shaped
    if half.any():
        return replace(shaped, frame=shaped.frame.with_columns(period=_whole(half, told.start.year)))
    return with_period(shaped, str(told))


def _whole(half: pl.Series, year: int) -> pl.Expr:
    return pl.when(half).then(pl.format("{} {}", "period", pl.lit(str(year)))).otherwise(pl.col("period"))


def with_period(shaped: Shaped, code: str) -> Shaped:
    """The same rows, with this period wherever a row names none."""
    return replace(shaped, frame=shaped.frame.with_columns(pl.col("period").fill_null(code)))


def _told(shaped: Shaped, source: Source, answers: Answers, wanted: str) -> Period | None:
    """The period that the user gave, that the file's name tells (where its profile says so) or a title, when asked."""
    if source.period:
        try:
            return parse(source.period)
        except ValueError:
            raise WrongUse(
                _("“{period}” is not a period. Write a month (2025-01), a quarter (2025-Q1) or a year (2025)."),
                period=source.period,
            ) from None
    profile, sheet = shaped.match.profile, shaped.match.table.sheet
    if profile.file_name_period:
        named = set(re.findall(profile.file_name_period, source.name))
        if len(named) == 1:
            return parse(named.pop())
        raise _not_told()
    texts = (*shaped.match.titles, PurePath(source.name).stem)
    found = list(dict.fromkeys(period for text in texts for period in periods_in(text)))
    if wanted == "year":
        found = list(dict.fromkeys(Period(period.start.replace(month=1), Grain.YEAR) for period in found))
    if len(found) == 1 and answers.get("period_told") == _AT_TOP:
        return found[0]
    if len(found) == 1:
        raise FileRefused([Question(
            "period_in_title",
            _("The rows do not say which {wanted} they are about. A title or the file's name says {period}. Is it that one?"),
            sheet=sheet, values={"wanted": Translated(_WANTED[wanted]), "period": str(found[0])}, key="period_told",
            choices=(Choice(_AT_TOP, _("Yes, take it from there")), Choice(NONE_OF_THESE, _("No"))), guess=_AT_TOP,
        )])  # fmt: skip
    if "period" in shaped.match.columns:
        return None  # the empty or half cells are pointed at one by one
    raise _not_told()


def _not_told() -> FileRefused:
    return FileRefused([Finding(
        "no_period",
        _("The file does not say which period it is about, and its name does not either."),
        _("Say it in the field Period (on the command line with --period)."),
    )])  # fmt: skip


def periods_in(text: str) -> list[Period]:
    """The periods that a title names, the longest wording first taken: "2e kwartaal 2025" is not also 2025."""
    words = re.sub(r"[^\w'’.\-/]", " ", text.replace("_", " ")).split()
    found: list[Period] = []
    place = 0
    while place < len(words):
        for length in range(min(_WINDOW, len(words) - place), 0, -1):
            if period := parse_or_none(" ".join(words[place : place + length]).strip(".-")):
                found.append(period)
                place += length - 1
                break
        place += 1
    return found
