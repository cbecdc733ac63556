"""Mapping profiles: which header of a file is which field. Shipped ones as TOML; one per kind for our own template."""

import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from di_data.contracts import KINDS, DeliveryKind
from di_data.errors import WrongUse
from di_data.language import LANGUAGES, chosen, speaking
from di_data.language import mark as _
from di_data.vocabulary import Kind

HELPERS = ("topic", "year", "month", "part")
"""Columns that a profile uses to place or choose rows; they are no fields of the kind."""


@dataclass(frozen=True)
class WideColumn:
    """A column that holds one indicator: its header becomes the indicator's code."""

    header: str
    indicator: str
    optional: bool = False


@dataclass(frozen=True)
class Profile:
    """How one source's files are read. Patterns are regular expressions on whole, folded headers."""

    name: str
    version: int
    kind: DeliveryKind
    titles: dict[str, str]
    source: str | None = None
    public: bool = False
    columns: dict[str, str] = field(default_factory=dict)
    optional: dict[str, str] = field(default_factory=dict)
    wide: tuple[WideColumn, ...] = ()
    wide_field: str | None = None
    only: dict[str, str] = field(default_factory=dict)
    parts_column: str | None = None
    parts_fields: dict[str, str] = field(default_factory=dict)
    reference_all: bool = False
    reference_name: str | None = None
    creates_units: bool = False
    root: str | None = None
    unit_names: dict[str, str] = field(default_factory=dict)
    fraction_without_sign: bool = False
    file_name_period: str | None = None

    @property
    def title(self) -> str:
        """What the profile reads, in the user's language."""
        return self.titles[chosen()]


def fold(text: str) -> str:
    """A header without line breaks, doubled spaces and capitals."""
    return " ".join(text.replace("\ufeff", "").split()).lower()


def from_toml(text: str) -> Profile:
    """A profile from its file. Raises KeyError or ValueError when it is no profile."""
    told = tomllib.loads(text)
    reference, units, period = told.get("reference", {}), told.get("units", {}), told.get("period", {})
    return Profile(
        name=told["name"],
        version=told["version"],
        kind=KINDS[Kind(told["kind"])],
        titles=told["title"],
        source=told.get("source"),
        public=told.get("public", False),
        columns=told["columns"],
        optional=told.get("optional", {}),
        wide=tuple(WideColumn(**column) for column in told.get("wide", ())),
        wide_field=told.get("wide_value", {}).get("field"),
        only=told.get("only", {}),
        parts_column=told.get("parts", {}).get("column"),
        parts_fields=told.get("parts", {}).get("fields", {}),
        reference_all=reference.get("all", False),
        reference_name=reference.get("unit_name"),
        creates_units=units.get("create", False),
        root=units.get("root"),
        unit_names=units.get("names", {}),
        fraction_without_sign=told.get("numbers", {}).get("fraction_without_sign", False),
        file_name_period=period.get("file_name"),
    )


def _headers(kind: DeliveryKind, name: str) -> str:
    known = {name}
    for language in ("nl", "en"):
        with speaking(language):
            known.add(fold(kind.field(name).label))
    return "|".join(re.escape(header) for header in sorted(known))


def _labels(kind: DeliveryKind) -> dict[str, str]:
    labels = {}
    for language in LANGUAGES:
        with speaking(language):
            labels[language] = kind.kind.label
    return labels


def template_profile(kind: DeliveryKind) -> Profile:
    """The profile of our own template for this kind, with Dutch, English or code headers."""
    required = {name: _headers(kind, name) for name in kind.names if kind.field(name).required}
    optional = {name: _headers(kind, name) for name in kind.names if not kind.field(name).required}
    return Profile(
        name=f"template_{kind.kind.value}", version=1, kind=kind, titles=_labels(kind),
        columns=required, optional=optional,
    )  # fmt: skip


@cache
def shipped() -> dict[str, Profile]:
    """All profiles that come with the app, by name; those of real sources first."""
    sources = [from_toml(path.read_text(encoding="utf-8")) for path in sorted(Path(__file__).parent.glob("*.toml"))]
    profiles = sources + [template_profile(kind) for kind in KINDS.values()]
    return {profile.name: profile for profile in profiles}


def named(name: str) -> Profile:
    """The profile of this name. Raises WrongUse when there is none."""
    try:
        return shipped()[name]
    except KeyError:
        raise WrongUse(_("There is no profile “{name}”. See “python -m di_data profiles”."), name=name) from None
