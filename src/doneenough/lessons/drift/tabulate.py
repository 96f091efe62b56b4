"""Counts what every plan does: ``python -m doneenough.lessons.drift.tabulate``.

It takes about half an hour on two cores and writes ``outcomes.npz`` beside this file. The
streams are drawn a thousand at a time, and the means averaged: so many streams that chance
moves no points, and no more memory than a thousand need.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from joblib import Parallel, delayed
from numpy.typing import NDArray

from doneenough.core.crowd import TEAMS
from doneenough.lessons.drift.outcomes import COLUMNS, TABLE
from doneenough.lessons.drift.plan_decision import (
    OPTIONS,
    MonitoringPlan,
    as_run,
    distinct_plans,
    every_plan,
    position,
)
from doneenough.lessons.drift.plan_world import PRODUCTS, Product, worlds
from doneenough.statistics.monitoring import Outcome, evaluate_many
from doneenough.statistics.streams import Bank

REPLICATES = 1000
"""Streams in one draw."""
DRAWS = (1, 2, 3, 4)
"""Versions of the streams; the table holds the mean over these."""
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
    """Return one row of a product's table; see `outcomes.COLUMNS`.

    The last entry is here the share that never notices, not yet a count.
    """
    chances = dict(product.chances())
    chances["stable"] = 1 - sum(chances.values())
    late = outcome.worlds[product.main].delay
    assert late is not None, "the main happening is a change"
    return (
        sum(chance * outcome.worlds[name].extra_wrong for name, chance in chances.items()),
        sum(chance * outcome.worlds[name].false_alarms for name, chance in chances.items()),
        outcome.false_alarms_a_year,
        late.mean,
        late.missed,
    )


def rows(
    products: Sequence[Product], bank: Bank, plans: Iterable[MonitoringPlan]
) -> list[list[tuple[float, ...]]]:
    """Return for each plan the rows of several products of one volume and label delay."""
    runs = [as_run(plan, bank) for plan in plans]
    outcomes = evaluate_many(runs, bank, products[0].label_delay)
    return [[row(product, outcome) for product in products] for outcome in outcomes]


def table_bank(letters: int, version: int, replicates: int = REPLICATES) -> Bank:
    """Return one draw of the streams: of the quiet world, and of those that products meet."""
    met = {name for product in PRODUCTS.values() for name in product.chances()}
    kept = {name: world for name, world in worlds().items() if name in met | {"stable"}}
    return Bank(kept, letters, replicates, version)


def counted(letters: int, delay: int, version: int) -> dict[str, NDArray[np.float64]]:
    """Return the tables, in one draw, of all products with this volume and label delay."""
    alike = [p for p in PRODUCTS.values() if (p.letters, p.label_delay) == (letters, delay)]
    tables = {product.name: np.zeros((len(every_plan()), len(COLUMNS))) for product in alike}
    # Neighbours share windows and limits, and so what has been worked out for them.
    plans = sorted(distinct_plans(), key=lambda item: (item.watch, item.look_back))
    streams = table_bank(letters, version)
    for start in range(0, len(plans), _AT_ONCE):
        some = plans[start : start + _AT_ONCE]
        for plan, found in zip(some, rows(alike, streams, some), strict=True):
            for product, values in zip(alike, found, strict=True):
                tables[product.name][_places(plan)] = values
    return tables


def write() -> Path:
    """Count all plans and write the table; return where it lies."""
    kinds = sorted({(p.letters, p.label_delay) for p in PRODUCTS.values()})
    parts = Parallel(n_jobs=-1, verbose=10)(
        delayed(counted)(*kind, version) for kind in kinds for version in DRAWS
    )
    kept: dict[str, NDArray[np.generic]] = {}
    for name in PRODUCTS:
        mean = np.mean([part[name] for part in parts if name in part], axis=0)
        mean[:, COLUMNS.index("missed")] = np.rint(TEAMS * mean[:, COLUMNS.index("missed")])
        for place, column in enumerate(COLUMNS):
            kept[f"{name}.{column}"] = mean[:, place].astype(_KINDS[column])
    path = Path(__file__).with_name(TABLE)
    np.savez_compressed(path, **kept)  # type: ignore[arg-type]
    return path


def _places(plan: MonitoringPlan) -> list[int]:
    """Return where a plan stands: once for each label budget where labels play no part."""
    if plan.watches_quality:
        return [position(plan)]
    return [position(plan.but(labels=key)) for key in OPTIONS["labels"]]


if __name__ == "__main__":
    print(f"wrote {write().name}")
