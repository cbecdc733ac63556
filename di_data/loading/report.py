"""What a user hands over, and what came of it."""

from dataclasses import dataclass, field

import polars as pl

from di_data.errors import Refused
from di_data.loading.findings import Answers, Finding, Question
from di_data.loading.mapping.match import Match
from di_data.loading.reading.read import TextTable
from di_data.vocabulary import Kind


@dataclass(frozen=True)
class Source:
    """A file to load, and what its user says about it."""

    content: bytes = field(repr=False)
    name: str
    kind: Kind | None = None
    profile: str | None = None
    period: str | None = None
    answers: Answers = field(default_factory=dict, hash=False)
    """What the user answered to the questions about this file, by their key."""
    save_as: str | None = None
    """The name under which the answers are kept for the next file of this source."""
    limit: int | None = None
    """Most bytes, instead of the limit of uploads; 0 is none."""


@dataclass
class Report:
    """What came of a file. `status` is loaded, checked, refused or duplicate."""

    status: str
    kind: str | None = None
    profile: str | None = None
    delivery: str | None = None
    rows_read: int = 0
    rows_loaded: int = 0
    units: int = 0
    periods: list[str] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)
    errors: list[Finding] = field(default_factory=list)
    match: Match | None = None
    """How the file was read: which column is which field."""
    tables: list[TextTable] = field(default_factory=list)
    """The file as it was read, for who loads it."""
    changes: pl.DataFrame | None = None
    """What the file changes in the figures that are there, as `differences` tells it; None when there are none."""

    @property
    def questions(self) -> list[Question]:
        """The errors that are questions: what the user has to choose before the file can be loaded."""
        return [finding for finding in self.errors if isinstance(finding, Question)]

    def as_json(self) -> dict[str, object]:
        """The report as the command line prints it."""
        return {
            **{name: getattr(self, name) for name in (
                "status", "kind", "profile", "delivery", "rows_read", "rows_loaded", "units", "periods")},
            "warnings": [finding.as_json() for finding in self.warnings],
            "errors": [finding.as_json() for finding in self.errors],
        }  # fmt: skip


class FileRefused(Refused):
    """A file that is refused with findings."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__(findings[0].message, **findings[0].values)
        self.findings = findings
