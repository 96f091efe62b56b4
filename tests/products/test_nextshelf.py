"""Nextshelf behaves as its datasheet says: on old records, live, for both groups of readers."""

from __future__ import annotations

import csv
import importlib.util
import io
import re
import subprocess
import sys
from functools import lru_cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from doneenough.products import nextshelf
from doneenough.products.data import load
from doneenough.products.nextshelf import rankers
from doneenough.statistics import interval

FOLDER = Path(__file__).parents[2] / "datasets"
TABLES = ("nextshelf_readers", "nextshelf_titles", "nextshelf")
CERTAIN = 0.99


@pytest.fixture(scope="module")
def table() -> pd.DataFrame:
    return nextshelf.summary()


def sheet(name: str) -> str:
    return (FOLDER / name / "README.md").read_text(encoding="utf-8")


@lru_cache
def program(name: str):
    spec = importlib.util.spec_from_file_location(f"generate_{name}", FOLDER / name / "generate.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@lru_cache
def another_world(number: int) -> nextshelf.Shelf:
    """Return a world by the same rules with other readers, titles and events."""
    readers, titles, log = (program(name) for name in TABLES)
    people, books = readers.rows(100 + number), titles.rows(200 + number)
    events = log.rows(
        [dict(zip(readers.HEADER, row, strict=True)) for row in people],
        [dict(zip(titles.HEADER, row, strict=True)) for row in books],
        300 + number,
    )
    frames = []
    for made, rows in ((readers, people), (titles, books), (log, events)):
        text = io.StringIO()
        csv.writer(text).writerows((made.HEADER, *rows))
        frames.append(pd.read_csv(io.StringIO(text.getvalue())))
    return nextshelf.Shelf.from_tables(*frames)


def mean_bounds(values: pd.Series) -> tuple[float, float]:
    """Return a lower and an upper bound of the mean, each one-sided, readers as cases."""
    half = stats.t.ppf(CERTAIN, len(values) - 1) * stats.sem(values)
    return values.mean() - half, values.mean() + half


# --- the world ----------------------------------------------------------------------------


def test_the_counts_in_the_datasheets():
    world, log = nextshelf.shelf(), nextshelf.events()
    groups = world.readers["reader_group"].value_counts()
    languages = world.titles["language"].value_counts()
    learn = log[log["split"] == "learn"]
    popular = world.titles["title_id"][world.popular]
    text = " ".join(sheet("nextshelf").split())
    for said in (
        f"There are {len(log):,} rows",
        f"In {log['taken'].sum():,} rows the reader took the title",
        f"{groups['english']} readers who prefer English and {groups['welsh']} who prefer Welsh",
        f"{languages['english']} are in English and {languages['welsh']} in Welsh",
        f"({len(learn):,} rows)",
        f"({len(log) - len(learn):,} rows)",
        f"{(world.taken_after.sum(axis=1) == 0).sum()} of the {len(world.readers)} readers took",
        f"{len(popular)} of the {len(world.titles)} titles fill "
        f"{100 * learn['title_id'].isin(popular).mean():.0f} of 100 places",
    ):
        assert said in text
    assert f"{groups['english']} prefer books in English and {groups['welsh']}" in " ".join(
        sheet("nextshelf_readers").split()
    )
    for genre, number in world.titles["genre"].value_counts().items():
        assert f"{number} {genre}" in " ".join(sheet("nextshelf_titles").split())


def test_about_a_tenth_of_the_readers_are_the_small_group():
    assert (nextshelf.shelf().readers["reader_group"] == "welsh").mean() == pytest.approx(
        0.1, abs=0.02
    )


def test_readers_take_only_what_they_are_shown_and_only_once():
    world = nextshelf.shelf()
    taken = world.taken_before + world.taken_after
    assert (taken <= world.shown_before + world.shown_after).all()
    assert taken.max() == 1
    assert world.shown_after[world.taken_before > 0].sum() == 0
    assert not nextshelf.events().duplicated(["reader_id", "title_id", "week"]).any()


def test_the_truth_is_the_rule_the_log_was_made_by():
    world = nextshelf.shelf()
    log = program("nextshelf")
    readers, titles = (log.table(name) for name in TABLES[:2])
    for row, column in ((0, 0), (17, 230), (599, 299)):
        assert world.chance[row, column] == pytest.approx(log.chance(readers[row], titles[column]))
    assert ((world.chance >= 0) & (world.chance <= 1)).all()


@pytest.mark.parametrize("group", ["english", "welsh"])
def test_the_takes_in_the_log_are_those_the_truth_expects(group):
    world = nextshelf.shelf()
    of = (world.readers["reader_group"] == group).to_numpy()
    shown = (world.shown_before + world.shown_after)[of]
    taken = (world.taken_before + world.taken_after)[of].sum()
    error = np.sqrt((shown * world.chance[of] * (1 - world.chance[of])).sum())
    assert abs(taken - (shown * world.chance[of]).sum()) < 4 * error


def test_nobody_can_change_the_world():
    with pytest.raises(ValueError, match="read-only"):
        nextshelf.shelf().chance[0, 0] = 1
    with pytest.raises(ValueError, match="read-only"):
        nextshelf.lists("popular")[0, 0] = 1


# --- the rankers --------------------------------------------------------------------------


def test_the_figures_in_the_datasheet_are_the_computed_ones(table):
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in sheet("nextshelf").partition("## Columns")[0].splitlines()
        if line.startswith("|")
    ]
    assert [tuple(row[:2]) for row in rows[2:]] == list(table.index)
    columns = [
        *("readers", "readers_with_hit", "hits", "precision", "precision_if_shown"),
        *("live", "coverage", "diversity", "popular_share"),
    ]
    written = np.array([[float(cell) for cell in row[2:]] for row in rows[2:]])
    assert written == pytest.approx(table[columns].to_numpy(), abs=0.0006)


def test_the_best_list_has_the_most_takes_live_and_chance_the_fewest(table):
    live = table["live"].xs("all", level="group")
    assert list(live.sort_values().index) == ["random", "popular", "echo", "personal", "best"]


def test_popular_proposes_the_same_to_everybody_but_what_they_took():
    world = nextshelf.shelf()
    chosen = nextshelf.lists("popular")
    new = world.taken_before.sum(axis=1) == 0
    assert new.any()
    assert (chosen[new] == chosen[new][0]).all()
    assert np.take_along_axis(world.taken_before, chosen, axis=1).sum() == 0


@pytest.mark.parametrize("name", nextshelf.RANKERS)
def test_each_list_holds_different_titles_that_were_not_taken(name):
    world, chosen = nextshelf.shelf(), nextshelf.lists(name, 10)
    assert chosen.shape == (len(world.readers), 10)
    assert (np.diff(np.sort(chosen, axis=1), axis=1) > 0).all()
    assert np.take_along_axis(world.taken_before, chosen, axis=1).sum() == 0
    assert (chosen[:, :5] == nextshelf.lists(name)).all()


def test_popularity_bias_is_no_luck():
    """The popular tenth fills far more than a tenth: of the places shown, and of the lists."""
    world, log = nextshelf.shelf(), nextshelf.events()
    popular = world.titles["title_id"][world.popular]
    learn = log[log["split"] == "learn"]
    places = int(learn["title_id"].isin(popular).sum())
    assert interval(places, len(learn), CERTAIN)[0] > 0.40
    for name, least in (("popular", 0.999), ("echo", 0.85), ("personal", 0.25)):
        share = nextshelf.per_reader(nextshelf.lists(name))["popular"] / 5
        assert mean_bounds(share)[0] > least
    chance = nextshelf.per_reader(nextshelf.lists("random"))["popular"] / 5
    assert mean_bounds(chance)[1] < 0.12


def test_lists_made_for_each_reader_reach_more_titles_but_fewer_genres(table):
    every = table.xs("all", level="group")
    assert every.loc["popular", "coverage"] < 0.05
    assert every.loc["personal", "coverage"] > 2 * every.loc["echo", "coverage"]
    assert every.loc["random", "coverage"] == 1
    diversity = every["diversity"]
    assert diversity["popular"] > diversity["echo"] > diversity["personal"] > diversity["best"]


def test_the_small_group_gets_less_live_and_on_the_records(table):
    for name in ("popular", "echo", "personal"):
        readers = nextshelf.per_reader(nextshelf.lists(name)).groupby("reader_group")["live"]
        low, high = (
            mean_bounds(readers.get_group("english")),
            mean_bounds(readers.get_group("welsh")),
        )
        assert low[0] > high[1]
    hit, readers = table["readers_with_hit"], table["readers"]
    english, welsh = ("personal", "english"), ("personal", "welsh")
    low, _ = interval(hit[english], readers[english])
    _, high = interval(hit[welsh], readers[welsh])
    assert low > high
    # Not only that there is less for them: of what is possible, less is reached.
    live = table["live"]
    assert live[welsh] / live["best", "welsh"] < 0.6 * live[english] / live["best", "english"]


def test_the_small_group_is_proposed_no_title_in_its_language():
    world = nextshelf.shelf()
    of = (world.readers["reader_group"] == "welsh").to_numpy()
    welsh = (world.titles["language"] == "welsh").to_numpy()
    for name in ("popular", "echo", "personal"):
        assert welsh[nextshelf.lists(name)[of]].sum() == 0
    assert welsh[nextshelf.lists("best")[of]].mean() > 0.9


# --- offline against live -----------------------------------------------------------------


def test_popular_wins_on_the_records_and_loses_live():
    popular, personal = (
        nextshelf.per_reader(nextshelf.lists(name)) for name in ("popular", "personal")
    )
    served = [int((part["hits"] > 0).sum()) for part in (popular, personal)]
    assert interval(served[0], 600)[0] > interval(served[1], 600)[1]
    assert mean_bounds(personal["live"] - 2 * popular["live"])[0] > 0


def test_the_best_possible_lists_lose_on_the_records(table):
    every = table.xs("all", level="group")
    assert every.loc["best", "precision"] < every.loc["popular", "precision"]
    assert every.loc["best", "live"] > 3 * every.loc["popular", "live"]


def test_a_gain_on_the_records_that_is_none_live():
    echo, personal = (nextshelf.per_reader(nextshelf.lists(name)) for name in ("echo", "personal"))
    assert mean_bounds(echo["hits"] - personal["hits"])[0] > 0
    assert mean_bounds(personal["live"] - echo["live"])[0] > 0


def test_counting_only_what_was_shown_puts_the_rankers_in_the_true_order(table):
    every = table.xs("all", level="group")
    order = every["live"].sort_values().index
    assert every["precision_if_shown"][order].is_monotonic_increasing


@pytest.mark.parametrize("number", range(3))
def test_the_same_holds_in_worlds_with_other_readers_and_titles(number):
    table = nextshelf.summary(world=another_world(number))
    every = table.xs("all", level="group")
    for winner, loser in (("popular", "personal"), ("popular", "best"), ("echo", "personal")):
        assert every.loc[winner, "precision"] > every.loc[loser, "precision"]
        assert every.loc[winner, "live"] < every.loc[loser, "live"]
    assert every.loc["personal", "live"] > 1.5 * every.loc["popular", "live"]
    assert every.loc["echo", "popular_share"] > 0.85
    assert (
        table.loc[("personal", "english"), "live"] > 1.5 * table.loc[("personal", "welsh"), "live"]
    )


# --- how it is used -----------------------------------------------------------------------


def test_the_summary_adds_up(table):
    parts = table.drop("all", level="group").groupby("ranker", sort=False)
    counts = ["readers", "readers_with_hit", "listed", "shown", "hits"]
    assert parts[counts].sum().equals(table.xs("all", level="group")[counts])
    assert (table["hits"] <= table["shown"]).all()
    assert (table["precision"] == table["hits"] / table["listed"]).all()


def test_live_is_what_readers_take_when_the_list_is_shown():
    """Shows every list 200 times and counts."""
    world, chosen = nextshelf.shelf(), nextshelf.lists("personal")
    chance = np.take_along_axis(world.chance, chosen, axis=1)
    taken = np.random.default_rng(4).random((200, *chance.shape)) < chance
    live = nextshelf.per_reader(chosen)["live"].sum() / chosen.size
    error = np.sqrt((chance * (1 - chance)).sum() / 200) / chosen.size
    assert abs(taken.mean() - live) < 4 * error


def test_measures_by_hand_in_a_tiny_world():
    readers = pd.DataFrame(
        {
            "reader_id": ["R1", "R2"],
            "reader_group": ["english", "welsh"],
            "crime": [0.5, 0.2],
            "poetry": [0.1, 0.8],
            "english": [1.0, 0.5],
            "welsh": [0.0, 1.0],
        }
    )
    titles = pd.DataFrame(
        {
            "title_id": ["T1", "T2", "T3", "T4"],
            "genre": ["crime", "crime", "poetry", "poetry"],
            "language": ["english", "english", "english", "welsh"],
            "appeal": [1.0, 0.8, 1.0, 0.5],
        }
    )
    log = pd.DataFrame(
        [("R1", "T1", 16, 1), ("R1", "T2", 17, 1), ("R1", "T3", 18, 0), ("R2", "T1", 20, 0)],
        columns=["reader_id", "title_id", "week", "taken"],
    )
    world = nextshelf.Shelf.from_tables(readers, titles, log)
    truth = np.array([[0.5, 0.4, 0.1, 0.0], [0.1, 0.08, 0.4, 0.4]])
    assert world.chance == pytest.approx(truth)
    assert world.taken_before.tolist() == [[1, 0, 0, 0], [0, 0, 0, 0]]
    chosen = np.array([[1, 2], [0, 1]])
    found = nextshelf.per_reader(chosen, world)
    assert found["hits"].tolist() == [1, 0]
    assert found["shown"].tolist() == [2, 1]
    assert found["live"].tolist() == pytest.approx([0.5, 0.18])
    assert found["diversity"].tolist() == [1, 0]
    assert nextshelf.coverage(chosen, world) == 0.75
    assert nextshelf.coverage(chosen[:1], world) == 0.5
    assert nextshelf.per_reader(chosen[:, :1], world)["diversity"].isna().all()
    assert nextshelf.lists("best", 2, world).tolist() == [[1, 2], [2, 3]]
    with pytest.raises(ValueError, match="at most 3; got 4"):
        nextshelf.lists("best", 4, world)
    with pytest.raises(ValueError, match="in the tables"):
        nextshelf.Shelf.from_tables(readers, titles[1:], log)


@pytest.mark.parametrize("name", nextshelf.RANKERS)
def test_training_again_gives_the_same_lists(name):
    again = nextshelf.Shelf.from_tables(*(load(table) for table in TABLES))
    assert (nextshelf.lists(name, 5, again) == nextshelf.lists(name)).all()


def test_lists_are_kept(monkeypatch):
    first = nextshelf.lists("personal")
    monkeypatch.setattr(rankers, "scores", None)
    assert nextshelf.lists("personal", k=5, world=nextshelf.shelf()) is first


def test_reading_the_tables_does_not_load_scikit_learn():
    code = (
        "import sys; from doneenough.products import nextshelf; nextshelf.summary(5, ['popular']);"
        "sys.exit('sklearn' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_mistakes_are_named():
    with pytest.raises(KeyError, match=re.escape("There are: random, popular, echo")):
        nextshelf.lists("newest")
    with pytest.raises(ValueError, match=r"at least 1 and at most \d+; got 0"):
        nextshelf.lists("popular", 0)
