"""Counts what every plan does: ``python -m doneenough.lessons.drift.tabulate``.

It takes about half an hour on two cores and writes ``outcomes.npz`` beside this file. The
streams are drawn a thousand at a time, and the means averaged: so many streams that chance
moves no points, and no more memory than a thousand need.

The cheapest of thousands of plans has luck on its side. So the habits and every plan that
comes close to the best of a brief are counted again, in streams that had no part in choosing
them: ``python -m doneenough.lessons.drift.tabulate again`` does this alone, where briefs have
changed (a few minutes).
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
from joblib import Parallel, delayed
from numpy.typing import NDArray

from doneenough.core.crowd import TEAMS
from doneenough.lessons.drift.outcomes import AGAIN, COLUMNS, TABLE, Columns, costs
from doneenough.lessons.drift.plan import Planning
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
FRESH = (5, 6, 7, 8)
"""Versions in which the plans close to the best are counted again; the table holds these."""
NEAR = 0.02
"""Within this share of the best cost of a brief, a plan is counted again."""
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
        for column, values in _columns(mean).items():
            kept[f"{name}.{column}"] = values
        kept[f"{name}.{AGAIN}"] = np.array([], np.uint16)
    return _save(kept)


def write_again() -> Path:
    """Count the habits and the plans close to the best in fresh streams; write what they do.

    What is counted again may come out dearer, so that another plan is close to the best: it
    goes on until all that are close have been counted again.
    """
    with np.load(_path()) as file:
        kept = dict(file)
    while missing := {name: plans for name in PRODUCTS if (plans := _not_yet_again(name, kept))}:
        for name, plans in missing.items():
            columns = _columns(_in_fresh_streams(PRODUCTS[name], plans))
            again = set(kept[f"{name}.{AGAIN}"].tolist())
            for at, plan in enumerate(plans):
                places = _places(plan)
                again.update(places)
                for column, values in columns.items():
                    kept[f"{name}.{column}"][places] = values[at]
            kept[f"{name}.{AGAIN}"] = np.array(sorted(again), np.uint16)
    return _save(kept)


def _not_yet_again(name: str, kept: Mapping[str, NDArray[np.generic]]) -> list[MonitoringPlan]:
    """Return the habits and the plans close to a best that were not counted again so far."""
    exercise = Planning("plan", 0)
    table: Columns = {column: kept[f"{name}.{column}"] for column in COLUMNS}
    wanted = {position(plan) for plans in exercise.habits().values() for plan in plans}
    for brief in exercise.briefs():
        if brief.product == name:
            found = costs(brief, table)
            wanted.update(np.flatnonzero(found <= (1 + NEAR) * found.min()).tolist())
    wanted -= set(kept[f"{name}.{AGAIN}"].tolist())
    return [plan for plan in distinct_plans() if wanted.intersection(_places(plan))]


def _in_fresh_streams(product: Product, plans: Sequence[MonitoringPlan]) -> NDArray[np.float64]:
    """Return the rows of plans, as the mean over `FRESH`."""
    found = [rows([product], table_bank(product.letters, version), plans) for version in FRESH]
    mean: NDArray[np.float64] = np.array(found)[:, :, 0].mean(axis=0)
    return mean


def _columns(mean: NDArray[np.float64]) -> dict[str, NDArray[np.generic]]:
    """Return rows by column, in the precision that the table keeps."""
    found = {name: mean[:, place] for place, name in enumerate(COLUMNS)}
    found["missed"] = np.rint(TEAMS * found["missed"])
    return {name: values.astype(_KINDS[name]) for name, values in found.items()}


def _path() -> Path:
    return Path(__file__).with_name(TABLE)


def _save(kept: Mapping[str, NDArray[np.generic]]) -> Path:
    np.savez_compressed(_path(), **kept)  # type: ignore[arg-type]
    return _path()


def _places(plan: MonitoringPlan) -> list[int]:
    """Return where a plan stands: once for each label budget where labels play no part."""
    if plan.watches_quality:
        return [position(plan)]
    return [position(plan.but(labels=key)) for key in OPTIONS["labels"]]


if __name__ == "__main__":
    if sys.argv[1:] != ["again"]:
        write()
    print(f"wrote {write_again().name}")
