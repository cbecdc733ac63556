"""The mapping profiles of users: read from the store, and made of a file that was loaded with answers."""

from dataclasses import replace
from pathlib import Path

import polars as pl

from di_data.access import Viewer
from di_data.errors import WrongUse
from di_data.language import mark as _
from di_data.loading.findings import Answers
from di_data.loading.mapping.match import Match, column_keys
from di_data.loading.profiles import Profile, from_toml, to_toml
from di_data.register.mapping_profiles import checked_name, save_profile
from di_data.store import Store

PASSING = ("unit", "kind")
"""Answers about this one file: departments are remembered by themselves, and a profile knows its kind."""


def saved(store: Store) -> list[Profile]:
    """The profiles that users saved and did not retire, the newest first."""
    with store.write(keep=False) as transaction:
        rows = transaction.read("loading/mapping_profiles", profile=None).filter(pl.col("active"))
    return [
        replace(from_toml(content), version=version) for content, version in rows.select("content", "version").rows()
    ]


def content_of(match: Match, name: str, answers: Answers) -> str:
    """The file of a profile that reads the next file like this one: its columns, and what was answered."""
    profile = match.profile
    lasting = {key: answer for key, answer in answers.items() if not key.startswith(PASSING)}
    if profile.by_words:
        lasting |= _columns(match)
    used = {match.headers[place] for place in match.columns.values()} | {
        column.header for column in match.wide if column.period is None
    }
    headers = tuple(text for text in match.headers if text in used)
    made = replace(profile, name=checked_name(name), answers={**profile.answers, **lasting}, headers=headers,
                   base=profile.base or profile.name)  # fmt: skip
    return to_toml(made)


def _columns(match: Match) -> dict[str, str]:
    """Every column that was recognised, as the answer that would have chosen it."""
    keys = column_keys(match.headers)
    found = {f"field:{name}": keys[place] for name, place in match.columns.items()}
    found |= {f"question:{keys[column.place]}": column.indicator for column in match.wide if column.indicator}
    fields = {column.field for column in match.wide if column.period}
    return found | ({"measure": fields.pop()} if len(fields) == 1 else {})


def file_of(profile: Profile) -> str:
    """A user's profile as a file. Raises WrongUse for a shipped one: that is a file already."""
    if not profile.headers:
        raise WrongUse(_("The profile “{name}” comes with Inzetwijzer; only your own profiles are exported."), name=profile.name)  # fmt: skip
    return to_toml(profile)


def take_in(store: Store, viewer: Viewer, path: Path) -> None:
    """Save a profile from its file, as made on another installation. Raises WrongUse, Refused."""
    try:
        profile = from_toml(path.read_text(encoding="utf-8"))
    except (OSError, KeyError, ValueError, TypeError, AttributeError):
        raise WrongUse(_("The file {name} is no profile. Export one with “python -m di_data profiles --export NAME”."), name=path.name) from None  # fmt: skip
    with store.write() as transaction:
        save_profile(transaction, viewer, profile.name, profile.kind.kind.value, to_toml(profile))
