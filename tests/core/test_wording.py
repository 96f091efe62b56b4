"""Texts with named facts."""

from __future__ import annotations

import pytest

from doneenough.core.wording import Facts, Wording


def test_a_fact_that_takes_long_is_computed_once_and_only_when_asked_for():
    asked = []

    def slow():
        asked.append("slow")
        return 1200

    facts = Facts({"quick": "two", "slow": slow})
    words = Wording({"short": "{{ quick }}", "long": "{{ slow }}"}, lambda: facts)
    assert words("short") == "two"
    assert "slow" in facts
    assert asked == []
    assert words("long") == words("long") == "1,200"
    assert asked == ["slow"]
    assert dict(facts) == {"quick": "two", "slow": 1200}


def test_a_name_that_nobody_knows_is_an_error():
    words = Wording({"text": "{{ nothing }}"}, lambda: Facts({}))
    with pytest.raises(KeyError, match="nothing"):
        words("text")
