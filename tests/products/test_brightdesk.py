"""Brightdesk does what its datasheet says: shares, severities, inventions, the judge's errors."""

from __future__ import annotations

import math
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from doneenough.products.brightdesk import judge
from doneenough.products.brightdesk.drafts import (
    SEVERITIES,
    VERSIONS,
    case,
    counts,
    fresh_drafts,
    frozen_drafts,
    invented_facts,
    severities,
)
from doneenough.products.brightdesk.facts import (
    invented,
    left_out,
    read_facts,
    severity_by_rule,
)
from doneenough.statistics import interval
from doneenough.statistics.judges import reported_rate

FOLDER = Path(__file__).parents[2] / "datasets" / "brightdesk"
SHEET = (FOLDER / "README.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def drafts() -> pd.DataFrame:
    return frozen_drafts()


@pytest.fixture(scope="module")
def many() -> pd.DataFrame:
    """Fresh drafts, so many that chance hardly matters."""
    return fresh_drafts(questions=8000, start=101)


def reviewed(drafts: pd.DataFrame) -> judge.Measured:
    return judge.measure(drafts, (drafts["reviewer_flag"] == "yes").to_numpy())


# The table


def test_every_version_answers_every_question(drafts):
    assert len(drafts) == 2400
    assert drafts["draft_id"].is_unique
    assert pd.crosstab(drafts["question_id"], drafts["version"]).eq(1).all(axis=None)
    assert sorted(drafts["version"].unique()) == sorted(VERSIONS)
    assert set(drafts["true_severity"]) == set(SEVERITIES)
    # A question is wholly in one half, with the same facts for every version.
    assert drafts.groupby("question_id")[["part", "facts", "topic"]].nunique().eq(1).all(axis=None)
    assert drafts["part"].value_counts().to_dict() == {"learn": 1200, "check": 1200}


def test_there_is_room_for_it():
    assert (FOLDER / "brightdesk.csv").stat().st_size <= 700_000


def test_the_program_makes_the_frozen_drafts_and_others_from_other_numbers(drafts):
    again = fresh_drafts(800, 1)
    assert again.astype(str).to_numpy().tolist() == drafts.astype(str).to_numpy().tolist()
    pd.testing.assert_frame_equal(fresh_drafts(30, 7), fresh_drafts(30, 7))
    assert fresh_drafts(30, 7)["draft"].tolist() != fresh_drafts(30, 8)["draft"].tolist()
    with pytest.raises(ValueError, match="questions must be at least 1; got 0"):
        fresh_drafts(0, 7)


# What is wrong with a draft


def test_the_rule_agrees_with_the_stored_severity(drafts, many):
    for table in (drafts, many):
        assert ((invented_facts(table) > 0) == (table["true_severity"] == "severe")).all()
        answered = table[table["declined"] == "no"]
        by_rule = [
            severity_by_rule(read_facts(facts), read_facts(claims))
            for facts, claims in zip(answered["facts"], answered["claims"], strict=True)
        ]
        # The rule does not judge tone.
        assert by_rule == answered["true_severity"].replace("cosmetic", "none").tolist()


def test_what_is_stored_as_stated_is_what_the_text_says(drafts):
    patterns = {"_eur": r"(\d+\.\d\d) euros", "_days": r"(\d+) days?\b", "closes": r"(\d\d:\d\d)"}
    for row in drafts.itertuples():
        claims = read_facts(row.claims)
        for end, pattern in patterns.items():
            stated = {value for name, value in claims.items() if name.endswith(end)}
            assert set(re.findall(pattern, row.draft)) <= stated, row.draft_id
        # Every statement is a sentence: of the claims, or of the opening and the closing.
        assert row.draft.count(".") >= len(claims)
        assert (not claims) == (row.declined == "yes")


def test_inventions_and_gaps():
    facts = {"fee_eur": "3.50", "storage_days": "7"}
    assert invented(facts, facts) == {}
    assert invented(facts, {"fee_eur": "4.50"}) == {"fee_eur": "4.50"}
    # What is not known is invented, however kind it sounds.
    assert invented(facts, facts | {"refund": "yes"}) == {"refund": "yes"}
    assert left_out(facts, {"storage_days": "9"}) == ["fee_eur"]
    assert severity_by_rule(facts, {"storage_days": "9"}) == "severe"
    assert severity_by_rule(facts, {"storage_days": "7"}) == "minor"
    assert severity_by_rule(facts, facts) == "none"


def test_facts_are_read():
    assert read_facts("a=1; b=18:00") == {"a": "1", "b": "18:00"}
    assert read_facts("") == {}
    for wrong in ("a", "a=", "=1", "a=1; a=2", "a=1; "):
        with pytest.raises(ValueError, match="Not a list of facts"):
            read_facts(wrong)


def test_a_case_shows_what_was_invented(drafts):
    severe = drafts[drafts["true_severity"] == "severe"]
    for draft_id in severe["draft_id"].head(20):
        shown = case(drafts, draft_id)
        assert shown.invented
        assert shown.invented.items() <= shown.claims.items()
        assert not shown.invented.items() & shown.facts.items()
    declined = case(drafts, "Q0001-always_declines")
    assert declined.declined
    assert (declined.claims, declined.invented, declined.left_out) == ({}, {}, [])
    with pytest.raises(KeyError, match="There's no draft 'Q9999-careful'"):
        case(drafts, "Q9999-careful")


# Shares by version


def test_always_declining_invents_nothing_and_is_no_use(drafts, many):
    for table in (drafts, many):
        row = counts(table).loc["always_declines"]
        assert row["drafts"] == row["declined"] == len(table) // 3
        assert row[["severe", "minor", "useful", "cosmetic", "invented_facts"]].eq(0).all()


def test_shares_by_version_are_as_designed(many):
    table = counts(many)
    answered = table["drafts"] - table["declined"]
    # Of 8,000 questions; four standard errors of a share are at most 0.025.
    assert table.loc["careful", "declined"] / 8000 == pytest.approx(0.35, abs=0.022)
    assert table.loc["fluent", "declined"] == 0
    for version, severe, gaps in (("careful", 0.02, 0.12), ("fluent", 0.10, 0.06)):
        n = answered[version]
        assert table.loc[version, "severe"] / n == pytest.approx(severe, abs=0.014)
        # A draft with both is severe.
        assert table.loc[version, "minor"] / n == pytest.approx(gaps * (1 - severe), abs=0.019)


def test_the_frozen_shares_are_nothing_unusual(drafts):
    table = counts(drafts)
    for version, severe in (("careful", 0.02), ("fluent", 0.10)):
        answered = int(table.loc[version, "drafts"] - table.loc[version, "declined"])
        low, high = interval(int(table.loc[version, "severe"]), answered, 0.99)
        assert low < severe < high
    # The fluent one invents more and helps more often; neither counts alone.
    assert table.loc["fluent", "severe"] >= 8 * table.loc["careful", "severe"]
    assert table.loc["fluent", "useful"] > 1.4 * table.loc["careful", "useful"]


def test_counts_add_up(drafts):
    for by in ("version", "topic", "part"):
        table = counts(drafts, by)
        parts = table[["declined", "severe", "minor", "useful"]].sum(axis=1)
        assert (table["drafts"] == parts).all()
        assert table["drafts"].sum() == len(drafts)
        assert (table["cosmetic"] <= table["useful"]).all()
        assert (table["invented_facts"] >= table["severe"]).all()
        sizes = severities(drafts, by)
        assert list(sizes.columns) == list(SEVERITIES)
        assert sizes.sum(axis=1).to_dict() == table["drafts"].to_dict()
        assert sizes["severe"].to_dict() == table["severe"].to_dict()
    assert counts(drafts).index.tolist() == list(VERSIONS)


def test_no_topic_is_without_trouble(drafts):
    table = counts(drafts, "topic")
    assert len(table) == 7
    assert (table["severe"] >= 5).all()
    assert (table["minor"] >= 5).all()


# The human reviewers and the automatic judge


def test_reviewers_err_too(many):
    result = reviewed(many)
    assert result.sensitivity == pytest.approx(0.90, abs=0.04)
    assert result.specificity == pytest.approx(0.98, abs=0.005)
    assert (many.loc[many["declined"] == "yes", "reviewer_flag"] == "no").all()


def test_the_judges_error_rates(many):
    for table in (many, fresh_drafts(8000, 202)):
        result = judge.measure(table, judge.flags(table))
        assert result.severe > 850
        assert result.sensitivity == pytest.approx(0.81, abs=0.05)
        assert result.specificity == pytest.approx(0.95, abs=0.01)
    # Measured on few drafts it lands near there, as far as so few drafts can tell.
    few = judge.measured()
    long_run = judge.measure(many, judge.flags(many))
    low, high = interval(few.caught, few.severe)
    assert low < long_run.sensitivity < high
    low, high = interval(few.passed, few.sound)
    assert low < long_run.specificity < high


def test_the_judge_is_the_same_for_both_versions_that_answer(many):
    verdicts = judge.flags(many)
    rates = []
    for version in ("careful", "fluent"):
        chosen = (many["version"] == version).to_numpy()
        rates.append(judge.measure(many[chosen], verdicts[chosen]))
    # About 100 and 800 severe drafts: so four standard errors of the difference are 0.16.
    assert rates[0].sensitivity == pytest.approx(rates[1].sensitivity, abs=0.16)
    assert rates[0].specificity == pytest.approx(rates[1].specificity, abs=0.015)


def test_the_judge_never_flags_a_draft_that_declines(many):
    assert not judge.flags(many)[(many["declined"] == "yes").to_numpy()].any()


def test_the_judge_has_not_seen_the_part_it_is_measured_on(monkeypatch, drafts):
    judge.trained.cache_clear()
    before = judge.probabilities(drafts)
    changed = drafts.copy()
    unseen = changed["part"] == "check"
    changed.loc[unseen, ["draft", "reviewer_flag"]] = ["Free refund.", "yes"]
    # Nor the truth, anywhere.
    changed["true_severity"] = "none"
    changed["claims"] = ""
    monkeypatch.setattr(judge, "frozen_drafts", lambda: changed)
    judge.trained.cache_clear()
    try:
        np.testing.assert_array_equal(judge.probabilities(drafts), before)
    finally:
        judge.trained.cache_clear()


def test_how_the_judge_errs():
    facts = "depot_closes=18:00; storage_days=7"
    drafts = pd.DataFrame(
        {
            "facts": facts,
            "draft": [
                "You can come until 18:00. We keep the parcel for 7 days.",
                "You can come until 18:00. We keep the parcel for 14 days.",
                "You can come until 18:00. We keep the parcel for two weeks.",
                "You can come until 6 pm. We keep the parcel for 7 days.",
            ],
        }
    )
    # Right, caught, overlooked because it is in words, and a false alarm.
    assert judge.flags(drafts).tolist() == [False, True, False, True]


def test_a_rate_is_only_as_good_as_the_judge(many):
    verdicts = judge.flags(many)
    for version in ("careful", "fluent"):
        answered = ((many["version"] == version) & (many["declined"] == "no")).to_numpy()
        n, flagged = int(answered.sum()), int(verdicts[answered].sum())
        truth = float((many[answered]["true_severity"] == "severe").mean())
        result = judge.measure(many[answered], verdicts[answered])
        seen = reported_rate(truth, result.sensitivity, result.specificity)
        assert flagged / n == pytest.approx(seen, abs=1e-12)
        # The report is far from the truth for the careful version.
        if version == "careful":
            assert flagged / n > 2.5 * truth


def test_measuring_without_any_severe_draft(drafts):
    none = drafts[drafts["version"] == "always_declines"]
    result = judge.measure(none, judge.flags(none))
    assert result == (0, 0, 0, 0)
    assert math.isnan(result.sensitivity)
    assert math.isnan(result.specificity)
    with pytest.raises(ValueError, match="There are 800 drafts and 3 verdicts"):
        judge.measure(none, np.array([True, False, True]))


def test_reading_drafts_does_not_import_scikit_learn():
    script = (
        "import sys\n"
        "from doneenough.products.brightdesk import drafts, facts, judge\n"
        "drafts.counts(drafts.frozen_drafts())\n"
        "print('sklearn' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.stdout == "False\n", done.stderr


# The datasheet


def test_the_datasheet_counts_as_the_table_does(drafts):
    for version, row in counts(drafts).iterrows():
        assert f"| {version} | {' | '.join(str(value) for value in row)} |" in SHEET


def test_the_datasheet_quotes_the_errors_as_measured(drafts, many):
    flat = " ".join(SHEET.split())
    by_people = reviewed(drafts)
    false = by_people.sound - by_people.passed
    assert f"{by_people.caught} of {by_people.severe}, and {false} of {by_people.sound:,}" in flat
    found = judge.measured()
    assert f"{found.caught} of the {found.severe} drafts with an invented fact" in flat
    assert f"{found.passed} of the {found.sound} others alone" in flat
    assert f"a sensitivity of {found.sensitivity:.0%}".replace("%", " %") in flat
    assert f"a specificity of {found.specificity:.0%}".replace("%", " %") in flat
    low, high = interval(found.caught, found.severe)
    assert f"from {low:.0%} to {high:.0%}".replace("%", " %") in flat
    both = pd.concat([many, fresh_drafts(8000, 202), fresh_drafts(8000, 303)])
    result = judge.measure(both, judge.flags(both))
    stated = re.search(r"it is about (\d+) %, and the specificity about (\d+) %", flat)
    assert stated
    assert 100 * result.sensitivity == pytest.approx(int(stated[1]), abs=1.5)
    assert 100 * result.specificity == pytest.approx(int(stated[2]), abs=0.6)
