"""Counts what every plan does: ``python -m doneenough.lessons.drift.tabulate``.

It takes about ten minutes and writes ``outcomes.npz`` beside this file.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from doneenough.core.crowd import crowd_count
from doneenough.lessons.drift.outcomes import COLUMNS, TABLE
from doneenough.lessons.drift.plan import (
    CHOICES,
    MonitoringPlan,
    as_run,
    changed,
    distinct_plans,
    every_plan,
    position,
    watches_quality,
)
from doneenough.lessons.drift.world import PRODUCTS, Product, worlds
from doneenough.statistics.monitoring import Outcome, evaluate_many
from doneenough.statistics.streams import Bank
from doneenough.statistics.streams.bank import VERSION

REPLICATES = 1000
_AT_ONCE = 96
# Half precision is what feedback shows; money is counted from single precision.
_KINDS = {
    "harm": np.float32,
    "false_alarms": np.float32,
    "quiet_year": np.float16,
    "delay": np.float16,
    "missed": np.uint8,
}


def row(product: Product, outcome: Outcome) -> tuple[float, ...]:
    """Return one row of a product's table; see `outcomes.COLUMNS`."""
    chances = dict(product.chances())
    chances["stable"] = 1 - sum(chances.values())
    late = outcome.worlds[product.main].delay
    assert late is not None, "the main happening is a change"
    return (
        sum(chance * outcome.worlds[name].extra_wrong for name, chance in chances.items()),
        sum(chance * outcome.worlds[name].false_alarms for name, chance in chances.items()),
        outcome.false_alarms_a_year,
        late.mean,
        crowd_count(late.missed),
    )


def rows(
    products: Sequence[Product], bank: Bank, plans: Iterable[MonitoringPlan]
) -> list[list[tuple[float, ...]]]:
    """Return for each plan the rows of several products of one volume and label delay."""
    runs = [as_run(plan, bank) for plan in plans]
    outcomes = evaluate_many(runs, bank, products[0].label_delay)
    return [[row(product, outcome) for product in products] for outcome in outcomes]


def table_bank(letters: int, replicates: int = REPLICATES, version: int = VERSION) -> Bank:
    """Return the streams that the table is counted in."""
    return Bank(worlds(), letters, replicates, version)


def counted(letters: int, delay: int) -> dict[str, NDArray[np.float64]]:
    """Return the tables of all products with this volume and label delay."""
    alike = [p for p in PRODUCTS.values() if (p.letters, p.label_delay) == (letters, delay)]
    tables = {product.name: np.zeros((len(every_plan()), len(COLUMNS))) for product in alike}
    # Neighbours share windows and limits, and so what has been worked out for them.
    plans = sorted(distinct_plans(), key=lambda item: (item.watch, item.look_back))
    streams = table_bank(letters)
    for start in range(0, len(plans), _AT_ONCE):
        some = plans[start : start + _AT_ONCE]
        for plan, found in zip(some, rows(alike, streams, some), strict=True):
            for product, values in zip(alike, found, strict=True):
                tables[product.name][_places(plan)] = values
    return tables


def write() -> Path:
    """Count all plans and write the table; return where it lies."""
    kinds = sorted({(p.letters, p.label_delay) for p in PRODUCTS.values()})
    kept = {
        f"{name}.{column}": table[:, place].astype(_KINDS[column])
        for tables in (counted(*kind) for kind in kinds)
        for name, table in tables.items()
        for place, column in enumerate(COLUMNS)
    }
    path = Path(__file__).with_name(TABLE)
    np.savez_compressed(path, **kept)  # type: ignore[arg-type]
    return path


def _places(plan: MonitoringPlan) -> list[int]:
    """Return where a plan stands: once for each label budget where labels play no part."""
    if watches_quality(plan):
        return [position(plan)]
    return [position(changed(plan, labels=key)) for key in CHOICES["labels"]]


if __name__ == "__main__":
    print(f"wrote {write().name}")
