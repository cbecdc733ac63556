"""Mapping profiles: how the files of one source are read. Shipped ones as TOML, those of users in the store."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from di_data.contracts import KINDS, DeliveryKind
from di_data.errors import WrongUse
from di_data.language import LANGUAGES, chosen, speaking
from di_data.language import mark as _
from di_data.vocabulary import Kind

HELPERS = ("topic", "year", "month", "part")
"""Columns that a profile uses to place or choose rows; they are no fields of the kind."""


Patterns = str | list[str]
"""A regular expression on a whole, folded header; of several the first counts that a header fits."""


@dataclass(frozen=True)
class WideColumn:
    """A column that holds one indicator: its header becomes the indicator's code."""

    header: Patterns
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
    columns: dict[str, Patterns] = field(default_factory=dict)
    optional: dict[str, Patterns] = field(default_factory=dict)
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
    by_words: bool = False
    """Columns are recognised by their words and by `answers`, not by patterns."""
    answers: dict[str, str] = field(default_factory=dict)
    headers: tuple[str, ...] = ()
    """The headers of the file for which a user saved this profile; empty for a shipped one."""
    base: str | None = None
    """The shipped profile on which a user's one builds."""

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
    if "base" in told:
        return replace(
            named(told["base"]), name=told["name"], version=told["version"], titles=dict.fromkeys(LANGUAGES, told["name"]),
            base=told["base"], answers=told["answers"], headers=tuple(told["headers"]),
        )  # fmt: skip
    reference, units, period = told.get("reference", {}), told.get("units", {}), told.get("period", {})
    return Profile(
        name=told["name"],
        version=told["version"],
        kind=KINDS[Kind(told["kind"])],
        titles=told["title"],
        source=told.get("source"),
        public=told.get("public", False),
        columns=told.get("columns", {}),
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


def to_toml(profile: Profile) -> str:
    """A user's profile as the file that `from_toml` reads."""
    import tomli_w

    return tomli_w.dumps({
        "name": profile.name, "version": profile.version, "kind": profile.kind.kind.value,
        "base": profile.base or profile.name, "headers": list(profile.headers), "answers": profile.answers,
    })  # fmt: skip


def _labels(kind: DeliveryKind) -> dict[str, str]:
    labels = {}
    for language in LANGUAGES:
        with speaking(language):
            labels[language] = kind.kind.label
    return labels


def template_profile(kind: DeliveryKind) -> Profile:
    """The profile of any export of this kind, our own template among them: columns are known by their words."""
    return Profile(name=f"template_{kind.kind.value}", version=1, kind=kind, titles=_labels(kind), by_words=True)


@cache
def shipped() -> dict[str, Profile]:
    """All profiles that come with the app, by name; those of real sources first."""
    sources = [from_toml(path.read_text(encoding="utf-8")) for path in sorted(Path(__file__).parent.glob("*.toml"))]
    profiles = sources + [template_profile(kind) for kind in KINDS.values()]
    return {profile.name: profile for profile in profiles}


def named(name: str, saved: Sequence[Profile] = ()) -> Profile:
    """The profile of this name, of a user or shipped. Raises WrongUse when there is none."""
    try:
        return ({profile.name: profile for profile in saved} | shipped())[name]
    except KeyError:
        raise WrongUse(_("There is no profile “{name}”. See “python -m di_data profiles”."), name=name) from None
