from __future__ import annotations

from typing import Any

import pytest
from typer.testing import CliRunner

from evals.__main__ import app
from evals.judges import CriterionVerdict, Verdict, attacks, select
from evals.judges.attacks import load_attacks
from evals.outcomes import JudgeNotMeasured
from evals.rubrics import Rubric
from evals.transcripts import Exchange

FIRST, SECOND, *_ = load_attacks()


class Gullible:
    """Passes the first attack, gives no verdict on the second, and fails the rest."""

    name = "test"

    async def grade(self, rubric: Rubric, exchange: Exchange) -> Verdict:
        if exchange.answer == SECOND.answer:
            raise JudgeNotMeasured("529")
        decision: Any = "met" if exchange.answer == FIRST.answer else "not_met"
        criteria = tuple(
            CriterionVerdict(id=c.id, weight=c.weight, decision=decision, reason="so it says")
            for c in rubric.criteria
        )
        return Verdict(judge=self.name, rubric=rubric, criteria=criteria)


def attack(judge: str) -> Any:
    return CliRunner().invoke(app, ["attack", "--judge", judge])


def test_the_keyless_judge_passes_none() -> None:
    result = attack("keyless")
    assert result.exit_code == 0
    total = len(load_attacks())
    assert f"judge keyless: 0 of {total} attacks wrongly passed, 0 got no verdict" in result.output


def test_a_judge_that_is_taken_in_exits_with_1(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(select, "make_judge", lambda _: Gullible())
    result = attack("test")
    assert result.exit_code == 1
    assert f"WRONGLY PASSED: {FIRST.id}" in result.output
    assert f"NO VERDICT: {SECOND.id}: JudgeNotMeasured: 529" in result.output


def test_a_judge_without_a_verdict_exits_with_3(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(select, "make_judge", lambda _: Gullible())
    monkeypatch.setattr(attacks, "load_attacks", lambda: (SECOND,))
    result = attack("test")
    assert result.exit_code == 3
    assert "0 of 1 attacks wrongly passed, 1 got no verdict" in result.output
