"""The agreement with the works council on the smallest group of which a figure is shown (decision 0022)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from di_data.access import Right, Viewer
from di_data.analysis.group_minimums import minimum_of
from di_data.config import FLOOR_GROUP
from di_data.errors import Conflict, Refused
from di_data.language import gettext
from di_data.language import mark as _
from di_data.register.history import is_same
from di_data.register.records import CHANGED_MEANWHILE, Save, key_of, refuse_empty, refuse_texts, save
from di_data.store import Store, Transaction
from di_data.vocabulary import MinimumStatus

LARGEST = 100
"""People; more is a slip of the finger that would empty nearly every page, and only an agreement makes it lower again."""


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """The smallest group of which a figure is shown, in people, with the text of the agreement. It holds for the figures
    of one indicator (its code), or without one for all that have no agreement of their own."""

    minimum: int
    agreement: str
    indicator: str | None = None

    @property
    def key(self) -> str:
        """The key of the record: one for each indicator, and one for all."""
        return minimum_key(self.indicator)


def minimum_key(indicator: str | None) -> str:
    """The key of the record of an indicator (its code), or of the one for all."""
    return key_of("group_minimum", indicator or "*")


def propose(
    store: Store, viewer: Viewer, proposal: Proposal, *, default: int, read_version: int = 0, today: date | None = None
) -> MinimumStatus:
    """Save what HR proposes, on top of the version that was read. Returns where it stands: a number that is not lower
    than the one in force is AGREED at once, a lower one is PROPOSED and waits while the old one stays in force.
    `default` counts where nothing was agreed.

    A proposal that still waited is taken back by this one. Raises Refused, Conflict, NotAllowed.
    """
    viewer.must(Right.PROPOSE_MINIMUM)
    _refuse_number(proposal.minimum)
    text = gettext("Text of the agreement")
    refuse_empty(text, proposal.agreement)
    refuse_texts({text: proposal.agreement})
    with store.write() as transaction:
        _refuse_unknown(transaction, proposal.indicator)
        agreed = dict(transaction.read("organisation/group_minimums").select("indicator", "minimum").rows())
        is_lower = proposal.minimum < minimum_of(agreed, proposal.indicator, default)
        status = MinimumStatus.PROPOSED if is_lower else MinimumStatus.AGREED
        newest = _newest(transaction, proposal.key)
        if newest and newest["version"] == read_version and newest["status"] == MinimumStatus.PROPOSED:
            save(transaction, viewer, [_step(newest, MinimumStatus.WITHDRAWN)])
            read_version += 1
        columns: dict[str, object] = {
            "indicator": proposal.indicator, "minimum": proposal.minimum, "agreement": proposal.agreement.strip(),
            "agreed_on": None if is_lower else today or date.today(), "status": status,
        }  # fmt: skip
        save(transaction, viewer, [Save("group_minimum", proposal.key, read_version, columns)])
    return status


def answer(
    store: Store, viewer: Viewer, id: str, version: int, agreed: bool, *, on: date | None = None
) -> None:  # fmt: skip
    """Save that the works council agrees to a proposal, or does not. `on`: the day of the agreement, today when it is
    left out. Raises Refused when it no longer waits, or when the same account proposed it; Conflict, NotAllowed."""
    viewer.must(Right.AGREE_MINIMUM)
    if on is not None and on > date.today():
        raise Refused(_("The day of the agreement lies in the future. Fill in the day on which it was agreed."))
    with store.write() as transaction:
        waiting = _waiting(transaction, id, version)
        if agreed and is_same(viewer.subject, waiting["changed_by"]):
            raise Refused(_("You proposed this yourself. Somebody else of the works council has to agree to it."))
        status = MinimumStatus.AGREED if agreed else MinimumStatus.DECLINED
        save(transaction, viewer, [_step(waiting, status, (on or date.today()) if agreed else None)])


def take_back(store: Store, viewer: Viewer, id: str, version: int) -> None:
    """Take a proposal back while it waits. Raises Refused when it no longer waits; Conflict, NotAllowed."""
    viewer.must(Right.PROPOSE_MINIMUM)
    with store.write() as transaction:
        save(transaction, viewer, [_step(_waiting(transaction, id, version), MinimumStatus.WITHDRAWN)])


def _refuse_number(minimum: int) -> None:
    if minimum < FLOOR_GROUP:
        raise Refused(
            _(
                "The smallest group cannot be less than {floor} people, whatever is agreed: of fewer people anybody can be recognised."
            ),
            floor=FLOOR_GROUP,
        )
    if minimum > LARGEST:
        raise Refused(_("The smallest group can be {largest} people at most. With more, hardly any figure is shown."), largest=LARGEST)  # fmt: skip


def _refuse_unknown(transaction: Transaction, indicator: str | None) -> None:
    if indicator is not None and indicator not in set(transaction.read("figures/measures")["indicator"]):
        raise Refused(_("This indicator is not known. Choose one of the list."))


def _newest(transaction: Transaction, key: str) -> dict[str, Any] | None:
    """The newest version of a record; None where nothing was ever proposed."""
    rows = transaction.read("organisation/newest_group_minimums").to_dicts()
    return next((row for row in rows if row["id"] == key), None)


def _waiting(transaction: Transaction, key: str, version: int) -> dict[str, Any]:
    """The proposal that waits in this version of the record."""
    newest = _newest(transaction, key)
    if newest is None or newest["version"] != version:
        raise Conflict(CHANGED_MEANWHILE)
    if newest["status"] != MinimumStatus.PROPOSED:
        raise Refused(_("This proposal was answered already."))
    return newest


def _step(row: dict[str, Any], status: MinimumStatus, agreed_on: date | None = None) -> Save:
    """The same number and text, one step further."""
    columns = {"indicator": row["indicator"], "minimum": row["minimum"], "agreement": row["agreement"]}
    columns |= {"status": status, "agreed_on": agreed_on}
    return Save("group_minimum", row["id"], row["version"], columns)
