"""What kind of file is this, which sheet of it counts, and which column is what?"""

from dataclasses import replace

from di_data.errors import Refused
from di_data.language import mark as _
from di_data.loading.findings import Answers, Choice, Finding, Question
from di_data.loading.mapping import columns, headers, patterns
from di_data.loading.mapping.match import Match
from di_data.loading.profiles import Profile
from di_data.loading.reading.read import TextTable

ALL_SHEETS = "*"


def recognise(tables: list[TextTable], profiles: list[Profile], answers: Answers | None = None) -> list[Match]:
    """The best fitting profile on the sheet that it fits best; several matches where the user chose all sheets.

    Raises Refused when nothing fits or two profiles fit equally well.
    """
    answers = answers or {}
    laid = [
        match
        for table, tops in ((table, list(headers.candidates(table))) for table in tables)
        for profile in profiles
        if (match := _lay(table, tops, profile, answers))
    ]
    if not laid:
        raise Refused(_unknown(profiles))
    best = max(_rank(match) for match in laid)
    winners = [match for match in laid if _rank(match) == best]
    names = sorted({match.profile.name for match in winners})
    if winners[0].profile.headers:  # profiles of users, the newest first
        winners = [match for match in winners if match.profile is winners[0].profile]
    elif len(names) > 1:
        winners = _of_one_kind(winners, answers, names)
    chosen = winners[0].profile
    if not chosen.headers:  # another profile of the user that nearly fits is told, so that it can be mended
        winners = [replace(match, notes=(*match.notes, *_nearly(match, laid))) for match in winners]
        tables_won = [match.table for match in winners]
        laid = [
            *winners,
            *(
                match
                for match in laid
                if match.profile is not chosen or all(match.table is not won for won in tables_won)
            ),
        ]
    return _sheets([match for match in laid if match.profile is chosen], winners, answers)


NEARLY = 0.8
"""Share of a known source's columns from which a file is taken for a changed one of that source."""


def _rank(match: Match) -> tuple[int, int, bool]:
    """A known source, whole or nearly, before words alone; complete before incomplete; then the columns recognised."""
    known = not match.profile.by_words or bool(match.profile.headers)
    tier = (3 if known else 1) if not match.questions else 2 if known and match.share >= NEARLY else 0
    return tier, match.score, bool(match.profile.headers)


def _lay(table: TextTable, tops: list[headers.Header], profile: Profile, answers: Answers) -> Match | None:
    """The profile under the header row of the sheet that it fits best."""
    best: Match | None = None
    told = {**profile.answers, **answers}
    for header in tops:
        match = _under(table, header, profile, told)
        if match and (best is None or (not match.questions, match.score) > (not best.questions, best.score)):
            best = match
    return best


def _under(table: TextTable, header: headers.Header, profile: Profile, told: Answers) -> Match | None:
    find = columns.propose if profile.by_words else patterns.fit
    match = find(table, header, profile, told)
    return _still_fits(match, header) if match and profile.headers else match


def _still_fits(match: Match, header: headers.Header) -> Match | None:
    """A saved profile fits where all its columns are; where most are, the questions tell what is gone and new."""
    texts = [text for text in header.texts if text]
    gone = [text for text in match.profile.headers if text not in texts]
    if not gone:
        return match
    if 2 * len(gone) > len(match.profile.headers):
        return None
    fresh = [text for text in texts if text not in match.profile.headers]
    note = Finding(
        "changed_columns", _("The file changed since the profile {profile} was saved. Gone: {gone}. New: {fresh}."),
        sheet=match.table.sheet, row=match.header_row + match.table.first_row,
        values={"profile": match.profile.name, "gone": ", ".join(gone), "fresh": ", ".join(fresh) or "–"},
    )  # fmt: skip
    return replace(match, notes=(note, *match.notes), share=1 - len(gone) / len(match.profile.headers))


def _nearly(winner: Match, laid: list[Match]) -> list[Finding]:
    """What changed since a profile of this kind was saved that nearly fits the sheet."""
    near = [match for match in laid if match.profile.headers and match.profile.kind is winner.profile.kind]
    return [note for match in near for note in match.notes if note.rule == "changed_columns"][:1]


def _of_one_kind(winners: list[Match], answers: Answers, names: list[str]) -> list[Match]:
    """Two kinds that fit equally well: the user chooses."""
    if chosen := [match for match in winners if match.profile.kind.kind.value == answers.get("kind")]:
        return chosen
    kinds = list(dict.fromkeys(match.profile.kind.kind for match in winners))
    if len(kinds) == 1:
        raise Refused(
            _("The file fits several profiles equally well: {names}. Choose one with --profile or --kind."),
            names=", ".join(names),
        )
    first = winners[0]
    question = Question(
        "which_kind", _("It is not clear what kind of file this is. What is in it?"), sheet=first.table.sheet, key="kind",
        choices=tuple(Choice(kind.value, kind.message) for kind in kinds),
    )  # fmt: skip
    return [replace(first, questions=(question,))]


def _sheets(laid: list[Match], winners: list[Match], answers: Answers) -> list[Match]:
    """The match of the sheet that counts. Several sheets that fit equally are a question; the others are told."""
    by_name = {str(match.table.sheet): match for match in laid}
    if answers.get("sheet") == ALL_SHEETS:
        return winners
    if chosen := by_name.get(answers.get("sheet", "")):
        return [chosen]
    visible = [match for match in winners if not match.table.hidden] or winners
    first = visible[0]
    others = [match for match in laid if match.table is not first.table and not match.questions]
    if len(visible) == 1:
        return [_telling_others(first, others)]
    question = Question(
        "which_sheet", _("Several sheets have these columns. Which one has to be loaded?"), key="sheet",
        choices=(*(Choice(str(match.table.sheet), "{sheet}", {"sheet": match.table.sheet}) for match in visible),
                 Choice(ALL_SHEETS, _("all of them together"))),
        guess=str(first.table.sheet),
    )  # fmt: skip
    return [replace(first, questions=(*first.questions, question))]


def _telling_others(first: Match, others: list[Match]) -> Match:
    if not others:
        return first
    names = ", ".join(str(match.table.sheet) for match in others)
    note = Finding(
        "other_sheets", _("Only the sheet “{sheet}” was read. These fit too: {others}."),
        values={"sheet": first.table.sheet, "others": names},
    )  # fmt: skip
    return replace(first, notes=(*first.notes, note))


def _unknown(profiles: list[Profile]) -> str:
    if len(profiles) == 1:
        return _(
            "The file does not have the columns that this kind or profile asks for. Compare its headers with the template."
        )
    return _(
        "It is not clear what kind of file this is: no known set of column headers was found in the first rows. Choose the kind, or use a template."
    )
