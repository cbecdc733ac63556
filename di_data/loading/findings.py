"""What is wrong with a file, where exactly, and what to do."""

from dataclasses import dataclass, field

from di_data.language import gettext


@dataclass(frozen=True)
class Finding:
    """One thing found. `row` as the user sees it in the sheet. `value` only where it cannot be personal."""

    rule: str
    message: str
    remedy: str = ""
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    value: str | None = None
    values: dict[str, object] = field(default_factory=dict, hash=False)

    @property
    def text(self) -> str:
        """What is wrong, in the user's language."""
        return gettext(self.message, **self.values)

    @property
    def advice(self) -> str:
        """What to do, in the user's language."""
        return gettext(self.remedy, **self.values) if self.remedy else ""

    def as_json(self) -> dict[str, object]:
        """The finding as the command line prints it."""
        found: dict[str, object] = {
            "sheet": self.sheet,
            "row": self.row,
            "column": self.column,
            "rule": self.rule,
            "message": self.text,
            "remedy": self.advice,
        }
        if self.value is not None:
            found["value"] = self.value
        return found
