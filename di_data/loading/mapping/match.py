"""A profile laid on a sheet: which column of the sheet is which field."""

from collections.abc import Sequence
from dataclasses import dataclass

from di_data.loading.findings import Finding
from di_data.loading.mapping.synonyms import bare
from di_data.loading.profiles import Profile
from di_data.loading.reading.read import TextTable


@dataclass(frozen=True)
class Wide:
    """A column whose header tells the period or the indicator of its figures. `place` counts from 0."""

    place: int
    field: str
    header: str
    period: str | None = None
    indicator: str | None = None

    @property
    def group(self) -> str:
        """What the columns that belong to one figure share."""
        return f"{self.period or ''}|{self.indicator or ''}"


@dataclass(frozen=True)
class Match:
    """A profile laid on a sheet. `header_row` counts from 0; `headers` has a text for every column of the sheet.

    `questions` (or what is missing) have to be settled before the match can be used; `notes` are told to the user.
    """

    profile: Profile
    table: TextTable
    header_row: int
    columns: dict[str, int]
    wide: tuple[Wide, ...]
    headers: tuple[str, ...]
    questions: tuple[Finding, ...] = ()
    notes: tuple[Finding, ...] = ()
    share: float = 1.0
    """How much of what the profile looks for was found, 0 to 1."""
    is_rest: bool = False
    """Whether the table is a later batch of a large file: rows only, the header was in the first."""

    @property
    def score(self) -> int:
        """How many columns were recognised, or are doubted between several."""
        doubted = sum(finding.rule == "which_column" and "doubted" in finding.values for finding in self.questions)
        return len(self.columns) + doubted + sum(bool(column.period or column.indicator) for column in self.wide)

    @property
    def titles(self) -> tuple[str, ...]:
        """The texts above the header, and the name of the sheet."""
        above = self.table.cells.head(self.header_row).rows()
        return (*(cell for row in above for cell in row if cell), *([self.table.sheet] if self.table.sheet else []))


def column_keys(headers: Sequence[str]) -> tuple[str, ...]:
    """A name for every column that stays the same next year: its bare header, numbered where it occurs again."""
    bares = [bare(header) for header in headers]
    again = [bares[:place].count(key) for place, key in enumerate(bares)]
    return tuple(f"{key}#{count + 1}" if key and count else key for key, count in zip(bares, again, strict=True))
