from __future__ import annotations

from pathlib import Path

import pytest

from evals.agents.models import Roles
from evals.calibration import record as records
from evals.session.judge_standing import kin, of_roles


@pytest.fixture(autouse=True)
def _no_records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "RECORDS", tmp_path)


def test_the_header_says_that_a_judge_is_not_calibrated() -> None:
    (line,) = of_roles(Roles(simple="reference", reasoning="reference", judge="keyless"))
    assert line.startswith(
        "judge keyless: not calibrated (its error rates are not known; run: python -m evals"
    )


def test_a_judge_of_the_agents_family_is_named_once_for_each_model() -> None:
    lines = kin(
        [
            ("openai:gpt-4o", "openai:gpt-5.5"),
            ("anthropic:claude-haiku-4-5", "openai:gpt-5.5"),
            ("openai:gpt-4.1", "openai:gpt-5.5"),
        ]
    )
    assert [line.split(", and")[0] for line in lines] == [
        "WARNING: judge openai:gpt-5.5 is of the family of the agent's model openai:gpt-4o",
        "WARNING: judge openai:gpt-5.5 is of the family of the agent's model openai:gpt-4.1",
    ]


def test_one_model_for_both_roles_is_warned_of_once() -> None:
    roles = Roles(simple="openai:gpt-4o", reasoning="openai:gpt-4o", judge="openai:gpt-4o")
    assert sum("WARNING" in line for line in of_roles(roles)) == 1


def test_the_reference_and_the_keyless_judge_are_no_kin() -> None:
    assert kin([("reference", "keyless")]) == []
