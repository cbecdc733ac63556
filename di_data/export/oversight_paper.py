"""What happens with the data, in plain words: the same on the page of the works council and on paper."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from di_data.config import FLOOR_GROUP
from di_data.contracts import KINDS
from di_data.export.review_figures import Amount, Cell
from di_data.export.review_paper import Bullets, Heading, Paper, Part, Section, Table, Text
from di_data.language import gettext as _
from di_data.language import mark, ngettext
from di_data.notation import NOTHING, day, moment, number, span_end
from di_data.reports import privacy_audit_words
from di_data.reports.oversight import Collected, Oversight
from di_data.vocabulary import Kind, Measure, Role

Names = Mapping[str, str]
"""What things are called, by code."""

_OF_WHOM = {
    Kind.UNITS: mark("About departments, not about people: their names, and which one is part of which."),
    Kind.ABSENCE: mark("About all employees of a department together. Never about one employee, and never why somebody is ill."),
    Kind.OUTFLOW: mark("About all employees of a department together: how many left. Never who left."),
    Kind.SURVEY: mark("About all employees of a department together: how many gave an answer. Never what one employee answered."),
    Kind.SESSIONS: mark("About conversations in departments: what the group said, and how many people of each role were there. Never who was there."),
    Kind.ACTIONS: mark("About what is done, not about people. The owner of an action is a role, such as manager."),
}  # fmt: skip
"""Of whom each kind of file tells something."""


def oversight_paper(found: Oversight, *, indicators: Names, pages: Names, who: Callable[[str], str]) -> Paper:
    """All sections as one paper. `indicators`: their names by code; `pages`: the titles of the pages by file; `who`: the
    words for an account."""
    facts = [_("As it is on {day}, for the works council (WOR art. 27).", day=day(found.today))]
    sections = [
        collected_section(found),
        never_section(),
        minimums_section(found, indicators, who),
        looks_section(found, pages),
        audit_section(found),
        undone_section(found),
    ]
    return Paper(_("What happens with the data"), found.today, facts, sections)


# What is collected -----------------------------------------------------------------------------


def collected_section(found: Oversight) -> Section:
    """What is collected, of whom, from whom and since when, by kind of file; and what people type themselves."""
    return Section(_("What is collected"), list(_collected(found)))


def _collected(found: Oversight) -> Iterator[Part]:
    by_kind = {kind: [one for one in found.collected if one.kind == kind] for kind in Kind}
    loaded = {kind: files for kind, files in by_kind.items() if files}
    if not loaded:
        yield Text(_("No file was loaded yet."))
    for kind, files in loaded.items():
        fields = list(dict.fromkeys(field.label for field in KINDS[kind].fields))
        yield Heading(kind.label)
        yield Text(_(_OF_WHOM[kind]))
        yield Bullets([
            _("What a file can hold: {fields}.", fields=" · ".join(fields)),
            *(_files(one) for one in files),
        ])  # fmt: skip
    if absent := [kind.label for kind in Kind if kind not in loaded]:
        yield Text(_("Never loaded: {kinds}.", kinds=", ".join(absent)), is_note=True)
    yield Heading(_("What people write in Inzetwijzer"))
    yield Bullets([
        _("Goals, actions, evaluations, conversations, decisions and questions. Owners are roles and participants are numbers: no field asks for a person."),
        _("Of who uses Inzetwijzer: the account (often an e-mail address), its role, the moments of signing in, and who changed what. That is needed to give access and to undo a change."),
    ])  # fmt: skip


def _files(one: Collected) -> str:
    """Where the files of a kind come from, of which periods, and when the last one came."""
    if one.is_public:
        source = _("a public source ({source}), which everybody can look up", source=one.source or NOTHING)
    else:
        source = _("the organisation itself, loaded by HR")
    ends = list(dict.fromkeys(span_end(code) for code in (one.first, one.last) if code))
    told = ngettext(
        "{count} file from {source}.", "{count} files from {source}.", one.deliveries,
        source=f"{source} ({one.source})" if one.source and not one.is_public else source,
    )  # fmt: skip
    if ends:
        told += " " + _("It tells about {periods}.", periods=_("{first} to {last}", first=ends[0], last=ends[-1]) if len(ends) > 1 else ends[0])  # fmt: skip
    return told + " " + _("The last file came on {moment}.", moment=moment(one.last_loaded_at))


def never_section() -> Section:
    """What never gets in, and how that is kept so."""
    return Section(_("What is never collected"), [
        Bullets([
            _("Names, personnel numbers and citizen service numbers (BSN)."),
            _("Dates of birth, addresses, telephone numbers, e-mail addresses and bank accounts of employees."),
            _("Why somebody is ill: causes, diagnoses, the safety net (vangnet), the first day of a sickness."),
            _("Nationality, religion and marital status."),
            _("What one employee answered in the survey."),
        ]),
        Text(_("A file with such a column is refused as a whole, before anything is stored. What stood in it is on no page and in no log.")),
        Text(_("Of a file that is loaded the figures are kept, with its name, its size and a fingerprint. The file itself is not kept.")),
        Text(_("What people type is checked for citizen service numbers and e-mail addresses. A name in a text is not recognised. Who sees one asks HR to erase it.")),
    ])  # fmt: skip


# Who sees it -----------------------------------------------------------------------------------


def minimums_section(found: Oversight, indicators: Names, who: Callable[[str], str]) -> Section:
    """From how many people a figure is shown, and who agreed to that and when."""
    parts: list[Part] = [
        Text(_("A figure is shown from {count} people. A smaller group is on no page and in no download, for nobody.", count=found.minimum)),
    ]  # fmt: skip
    rows = [_agreement(row, indicators, who) for row in found.agreed.rows()]
    if rows:
        head = [_("Figures"), _("Shown from (people)"), _("Agreed on"), _("Proposed by"), _("Agreed to by"), _("Agreement")]  # fmt: skip
        parts.append(Table(_("What was agreed on small groups"), head, rows))
    else:
        parts.append(Text(_("HR and the works council agreed on no other number yet, so the standard number holds.")))
    parts.append(
        Text(_("The works council has to agree to a lower number. Fewer than {floor} people is not possible.", floor=FLOOR_GROUP))
    )  # fmt: skip
    return Section(_("From how many people a figure is shown"), parts)


def _agreement(row: Mapping[str, Any], indicators: Names, who: Callable[[str], str]) -> list[Cell]:
    code = row["indicator"]
    figures = _("All figures without a number of their own") if code is None else indicators.get(code, str(code))
    agreed_by = who(row["agreed_by"]) if row["agreed_by"] else _("not needed: it was not lower")
    return [figures, _count(row["minimum"]), day(row["agreed_on"]), who(row["proposed_by"]), agreed_by, str(row["agreement"])]  # fmt: skip


def looks_section(found: Oversight, pages: Names) -> Section:
    """How often each desk looked at each page in the last year. Only roles are counted, and only pages that are there."""
    rows = [row for row in found.looks.rows() if row["page"] in pages]
    parts: list[Part] = [
        Text(_("Of every visit to a page Inzetwijzer counts the day, the page and the role. It does not keep which account looked. The table adds up the last twelve months, so that it does not show what one person does on a day."))
    ]  # fmt: skip
    if not rows:
        return Section(_("Who looks at what"), [*parts, Text(_("No visit was counted yet."))])
    counts: Counter[tuple[str, Role]] = Counter()
    for row in rows:
        counts[row["page"], Role(row["role"])] += row["looks"]
    roles = [role for role in Role if any(desk == role for _page, desk in counts)]
    parts.append(
        Text(
            _(
                "Counted since {day}: {totals}.", day=day(min(row["first_on"] for row in rows)),
                totals=" · ".join(f"{role.label} {number(sum(counts[page, role] for page in pages))}" for role in roles),
            )
        )
    )  # fmt: skip
    return Section(_("Who looks at what"), [*parts, _looks_table(counts, roles, pages)])


def _looks_table(counts: Counter[tuple[str, Role]], roles: Sequence[Role], pages: Names) -> Table:
    """A row per page, the most looked at first; a page that nobody looked at stands below them."""

    def total(page: str) -> int:
        return sum(counts[page, role] for role in roles)

    head = [_("Page"), *(role.label for role in roles), _("Together")]
    return Table(_("Visits per page and role"), head, [
        [pages[page], *(_count(counts[page, role]) for role in roles), _count(total(page))]
        for page in sorted(pages, key=lambda page: (-total(page), pages[page]))
    ])  # fmt: skip


def _count(value: int) -> Cell:
    return Amount(float(value), Measure.COUNT)


# What is checked, and taken back ---------------------------------------------------------------


def audit_section(found: Oversight) -> Section:
    """What the auditor found the last time that it ran."""
    words = [Text(_("A check that stands apart from the rest tries to work out every hidden figure from all that was ever shown. The administrator starts it."))]  # fmt: skip
    row = found.audit
    if row is None:
        return Section(_("Can anybody be recognised?"), [*words, Text(_("The check did not run yet. Ask the administrator to start it."))])  # fmt: skip
    told = privacy_audit_words.counts(row["shown"], row["hidden"])
    if row["published_since"]:
        told += " " + _("Figures came in since: ask the administrator to start it again.")
    last = _("Checked on {moment}.", moment=moment(row["audited_at"]))
    return Section(
        _("Can anybody be recognised?"),
        [*words, Text(f"{privacy_audit_words.verdict(row['unprotected'])} {last} {told}")],
    )


def undone_section(found: Oversight) -> Section:
    """How often a file was withdrawn and a text was erased."""
    done = {row["done"]: row for row in found.undone.rows()}
    withdrawn, erased = (done[name]["times"] if name in done else 0 for name in ("withdrawn", "erased"))
    lines = [
        ngettext("{count} file was withdrawn: its figures no longer count.", "{count} files were withdrawn: their figures no longer count.", withdrawn),
        ngettext("{count} text was erased because of personal data. It is gone from all versions.", "{count} texts were erased because of personal data. They are gone from all versions.", erased),
    ]  # fmt: skip
    last = [
        " " + _("The last time: {day}.", day=day(done[name]["last_at"].date())) if times else ""
        for name, times in (("withdrawn", withdrawn), ("erased", erased))
    ]
    return Section(_("What was withdrawn and erased"), [
        Bullets([line + when for line, when in zip(lines, last, strict=True)]),
        Text(_("Nothing else is thrown away: earlier figures and versions are kept, so that you can see what changed.")),
    ])  # fmt: skip
