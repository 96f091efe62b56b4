"""Paperline: the letters are as the datasheet says, the classifier as good and as bad as meant."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from unittest.mock import Mock

import numpy as np
import pandas as pd
import pytest
from scipy.stats import binomtest, fisher_exact

from doneenough.products import paperline

FOLDER = Path(__file__).parents[2] / "datasets" / "paperline"
SHEET = (FOLDER / "README.md").read_text(encoding="utf-8")
LETTERS = paperline.letters()


def recall(row: pd.Series) -> float:
    return row["caught"] / row["positives"]


@pytest.fixture(scope="module")
def program() -> ModuleType:
    """The program that made the table."""
    spec = importlib.util.spec_from_file_location("paperline_generate", FOLDER / "generate.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# The letters


def test_one_class_is_rare_and_the_datasheet_counts_them_all():
    shares = LETTERS["true_class"].value_counts(normalize=True)
    assert shares.sum() == pytest.approx(1)
    assert set(shares.index) == set(paperline.CLASSES)
    assert shares.idxmin() == paperline.URGENT
    assert 0.05 < shares["urgent"] < 0.08
    for name, letters in LETTERS["true_class"].value_counts().items():
        assert f"| `{name}` | {letters} | {100 * shares[name]:.1f} |" in SHEET


def test_the_datasheet_counts_each_part():
    assert f"{len(LETTERS):,} letters from {LETTERS['customer_id'].nunique():,} cust" in SHEET
    for name, part in LETTERS.groupby("split"):
        translated, urgent = part["language"] == "translated", part["true_class"] == "urgent"
        counts = (
            *(len(part), part["customer_id"].nunique(), part["day"].min(), part["day"].max()),
            *(translated.sum(), urgent.sum(), (translated & urgent).sum()),
        )
        assert f"| `{name}` | {' | '.join(map(str, counts))} |" in SHEET


def test_the_datasheet_describes_the_texts():
    lengths = LETTERS["text"].str.len()
    assert f"{lengths.min()} to {lengths.max()} characters" in SHEET
    repeated = LETTERS["text"].duplicated().sum()
    train, test = (LETTERS.loc[LETTERS["split"] == part, "text"] for part in ("train", "test"))
    assert f"{repeated} letters have the same text" in SHEET
    assert f"For {test.isin(train).sum()} letters of the test part" in SHEET
    misread = LETTERS["text"].str.contains(r"[a-z][01][a-z]")
    assert misread[LETTERS["channel"] == "scan"].any()
    assert not misread[LETTERS["channel"] == "mail"].any()


def test_no_customer_is_in_two_parts_and_the_test_part_is_later():
    assert (LETTERS.groupby("customer_id")["split"].nunique() == 1).all()
    days = LETTERS.groupby("split")["day"]
    assert days.max()["train"] < days.min()["test"]
    assert LETTERS["day"].is_monotonic_increasing


def test_translated_letters_are_rare_in_training_and_often_urgent():
    translated = LETTERS["language"] == "translated"
    shares = translated.groupby(LETTERS["split"]).mean()
    assert shares["train"] < 0.05 < 0.10 < shares["test"] < 0.20
    urgent = (LETTERS["true_class"] == "urgent").groupby(translated).mean()
    assert urgent[True] > urgent[False]


# The labels


def label_errors() -> pd.DataFrame:
    """How often annotators mistook one class for another, most frequent first."""
    wrong = LETTERS[LETTERS["label"] != LETTERS["true_class"]]
    counts = wrong.groupby(["true_class", "label"]).size().rename("letters").reset_index()
    counts["of"] = counts["true_class"].map(LETTERS["true_class"].value_counts())
    order = (counts["letters"] / counts["of"]).sort_values(ascending=False).index
    return counts.loc[order].reset_index(drop=True)


def test_label_errors_are_drawn_at_the_stated_rates(program):
    errors = label_errors()
    for row in errors.itertuples():
        stated = program.LABELLED_AS[row.true_class][row.label]
        assert binomtest(row.letters, row.of, stated).pvalue > 0.001, row
        assert (
            f"| `{row.true_class}` | `{row.label}` | {row.letters} | {row.of} "
            f"| {100 * row.letters / row.of:.1f} | {100 * stated:.0f} |"
        ) in SHEET
    assert len(errors) == sum(map(len, program.LABELLED_AS.values()))


def test_label_errors_concentrate_on_urgent_letters_taken_for_claims():
    errors = label_errors()
    assert tuple(errors.loc[0, ["true_class", "label"]]) == ("urgent", "claim")
    wrong = (LETTERS["label"] != LETTERS["true_class"]).sum()
    assert wrong == errors["letters"].sum()
    rate = wrong / len(LETTERS)
    assert f"{wrong} of {len(LETTERS)} labels are wrong: {100 * rate:.1f} in 100" in SHEET
    worst = binomtest(int(errors["letters"][0]), int(errors["of"][0]))
    assert worst.proportion_ci(0.99).low > rate


def test_wrong_labels_make_a_model_look_worse_than_it_is():
    for version in paperline.VERSIONS:
        by_truth, cases = paperline.accuracy_counts(version)
        by_label, _ = paperline.accuracy_counts(version, against="label")
        assert by_label < by_truth < cases


# The classifier


def test_the_average_is_good_and_one_slice_is_not():
    correct, cases = paperline.accuracy_counts()
    assert 0.90 <= correct / cases <= 0.93
    slices = paperline.slices("language")
    assert 0.85 <= recall(slices.sum()) <= 0.90
    english, translated = slices.loc["english"], slices.loc["translated"]
    assert recall(english) >= 0.90
    assert 0.55 <= recall(translated) <= 0.70
    assert translated["cases"] < 0.2 * cases
    table = [[row["caught"], row["positives"] - row["caught"]] for row in (english, translated)]
    assert fisher_exact(table, alternative="greater").pvalue < 0.01


def test_the_other_slices_hide_it():
    for by in ("region", "channel"):
        recalls = paperline.slices(by).apply(recall, axis=1)
        assert recalls.min() > recall(paperline.slices("language").loc["translated"])


def test_the_gap_is_in_the_design_not_in_this_one_table(program, tmp_path):
    caught, positives = np.zeros(2, int), np.zeros(2, int)
    for start in (1, 2, 3):
        program.main(tmp_path / "other.csv", start)
        table = pd.read_csv(tmp_path / "other.csv", keep_default_na=False)
        train, test = (table[table["split"] == part] for part in ("train", "test"))
        model = paperline.untrained().fit(train["text"], train["label"])
        urgent = test[test["true_class"] == "urgent"]
        found = model.predict(urgent["text"]) == "urgent"
        for row, language in enumerate(("english", "translated")):
            caught[row] += found[urgent["language"] == language].sum()
            positives[row] += (urgent["language"] == language).sum()
    english, translated = (
        binomtest(int(caught[row]), int(positives[row])).proportion_ci(0.99) for row in (0, 1)
    )
    assert english.low > 0.85
    assert translated.high < 0.75


def test_a_model_without_translated_letters_has_a_good_average_and_misses_them():
    correct, cases = paperline.accuracy_counts("english_only")
    assert correct / cases > 0.89
    slices = paperline.slices("language", "english_only")
    assert recall(slices.loc["english"]) >= 0.90
    assert recall(slices.loc["translated"]) < 0.40


def test_more_letters_of_the_slice_repair_it():
    before, after = (paperline.slices("language", name) for name in ("full", "repaired"))
    assert recall(after.loc["translated"]) > 0.80 > recall(before.loc["translated"])
    assert recall(after.loc["english"]) >= recall(before.loc["english"])
    assert paperline.accuracy_counts("repaired") > paperline.accuracy_counts("full")


def test_weight_on_urgent_letters_catches_more_at_the_price_of_false_alarms():
    plain, weighted = (paperline.slices("language", name).sum() for name in ("unweighted", "full"))
    assert weighted["caught"] > plain["caught"]
    false_alarms = [row["flagged"] - row["caught"] for row in (plain, weighted)]
    assert false_alarms[1] > false_alarms[0]
    assert abs(weighted["right"] - plain["right"]) < 0.01 * plain["cases"]


def test_a_pilot_is_weaker_everywhere():
    assert paperline.training_letters("pilot").sum() == paperline.PILOT_LETTERS
    pilot, full = (paperline.slices("language", name) for name in ("pilot", "full"))
    assert (pilot["right"] < full["right"]).all()
    assert (pilot["caught"] < full["caught"]).all()


@pytest.mark.parametrize("version", paperline.VERSIONS)
def test_no_version_is_trained_on_letters_or_customers_it_is_tested_on(version):
    seen = LETTERS.loc[paperline.training_letters(version), "customer_id"]
    assert not seen.isin(paperline.predictions(version)["customer_id"]).any()


# The answers


def test_predictions_carry_a_score_for_each_class():
    table = paperline.predictions()
    scores = table[[f"score_{name}" for name in paperline.CLASSES]]
    assert np.allclose(scores.sum(axis=1), 1)
    assert (scores.idxmax(axis=1) == "score_" + table["predicted"]).all()
    assert table["letter_id"].is_unique
    assert not table.isna().any(axis=None)


@pytest.mark.parametrize("against", ["truth", "label"])
def test_slices_and_matrix_count_the_same_letters(against):
    said = paperline.predictions()
    matrix = pd.crosstab(said[against], said["predicted"])
    for by in ("region", "language", "channel"):
        slices = paperline.slices(by, against=against)
        assert all(pd.api.types.is_integer_dtype(kind) for kind in slices.dtypes)
        cases, right, positives, caught, flagged = slices.sum()
        assert (right, cases) == paperline.accuracy_counts(against=against)
        assert (cases, right) == (matrix.to_numpy().sum(), np.trace(matrix))
        assert positives == matrix.loc["urgent"].sum()
        assert flagged == matrix["urgent"].sum()
        assert caught == matrix.loc["urgent", "urgent"]


def test_training_twice_gives_the_same():
    first = paperline.trained()
    seen = LETTERS[paperline.training_letters()]
    again = paperline.untrained().fit(seen["text"], seen["label"])
    test = LETTERS.loc[LETTERS["split"] == "test", "text"]
    assert np.allclose(first.predict_proba(test), again.predict_proba(test), atol=1e-6)
    assert (first.predict(test) == again.predict(test)).all()


def test_it_is_trained_once(monkeypatch):
    untrained = Mock(side_effect=paperline.untrained)
    monkeypatch.setattr(paperline, "untrained", untrained)
    paperline._trained.cache_clear()
    paperline._predictions.cache_clear()
    assert paperline.trained() is paperline.trained("full") is paperline.trained(version="full")
    paperline.predictions()
    paperline.slices("language")
    paperline.accuracy_counts("full")
    assert untrained.call_count == 1


def test_what_a_caller_does_to_a_table_stays_there():
    for table in (paperline.letters, paperline.predictions):
        changed = table()
        changed["letter_id"] = ""
        assert table()["letter_id"].is_unique


def test_an_unknown_version_is_named_with_those_there_are():
    for ask in (paperline.trained, paperline.predictions, paperline.training_letters):
        with pytest.raises(KeyError, match=r"There's no version 'v9'\. There are: pilot"):
            ask("v9")


def test_scikit_learn_is_imported_only_to_train():
    check = (
        "import sys; from doneenough.products import paperline as p; p.letters(); "
        "sys.exit('sklearn' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", check], check=False).returncode == 0
