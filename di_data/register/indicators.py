"""The indicators that the app knows by itself, put in the store once."""

from di_data.access import SYSTEM
from di_data.indicator_catalogue import SHIPPED_INDICATORS, ShippedIndicator
from di_data.register.records import Save, key_of, save
from di_data.store import Store


def ensure_shipped(store: Store) -> None:
    """Add the shipped indicators that the store does not have yet; nothing is written when it has them all."""
    with store.write() as transaction:
        known = set(transaction.read("figures/measures")["indicator"])
        save(
            transaction,
            SYSTEM,
            [_first_version(shipped) for shipped in SHIPPED_INDICATORS if shipped.code not in known],
        )


def _first_version(shipped: ShippedIndicator) -> Save:
    return Save("indicator", key_of("indicator", shipped.code), 0, {
        "code": shipped.code,
        "name": shipped.name,
        "definition": shipped.definition,
        "measure": shipped.measure.value,
        "direction": shipped.direction and shipped.direction.value,
        "factor": shipped.factor and shipped.factor.value,
        "counts_people": shipped.counts_people,
    })  # fmt: skip
