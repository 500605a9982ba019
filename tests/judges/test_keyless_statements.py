"""What the keyless judge makes of single statements: each form of denial, doubt and blame, both ways."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from evals.judges.keyless.causes import causes_of
from evals.judges.keyless.concepts.slot_at_risk import SLOT_AT_RISK
from evals.judges.keyless.concepts.upkeep import UPKEEP
from evals.judges.keyless.detectors import DETECTORS
from evals.judges.keyless.material import Material
from evals.judges.keyless.reading import read
from evals.rubrics import Rubric, lease_renewal_criteria

RUBRIC = Rubric(question="why?", ground_truth="so", criteria=lease_renewal_criteria())
STATEMENTS = tomllib.loads((Path(__file__).parent / "keyless_cases" / "statements.toml").read_text("utf-8"))


def detected(criterion: str, *, after: str = "") -> Callable[[str], bool]:
    def decide(statement: str) -> bool:
        return DETECTORS[criterion](Material(reading=read(after + statement), rubric=RUBRIC)).met

    return decide


def affirms_a_failed_renewal(statement: str) -> bool:
    return any(claim.committed for claim in causes_of(read(statement)).lease)


def blames_another_kind(statement: str) -> bool:
    return bool(causes_of(read(statement)).named)


def says_upkeep(statement: str) -> bool:
    return any(UPKEEP.found(part.own) for part in read(statement).statements)


def says_slot_at_risk(statement: str) -> bool:
    return any(SLOT_AT_RISK.found(part.own) for part in read(statement).statements)


FAILED = "The lease renewal failed. "
CRASHED = "The run crashed because its lease could not be renewed. "
DECIDED_BY: dict[str, tuple[Callable[[str], bool], bool]] = {
    "lease_affirmed": (affirms_a_failed_renewal, True),
    "lease_not_affirmed": (affirms_a_failed_renewal, False),
    "ruled_out": (detected("differentiates"), True),
    "not_ruled_out": (detected("differentiates"), False),
    "blamed": (blames_another_kind, True),
    "not_blamed": (blames_another_kind, False),
    "two_reasons": (detected("suggests_root_causes", after=FAILED), True),
    "fewer_reasons": (detected("suggests_root_causes", after=FAILED), False),
    "advice": (detected("recommends_remediation"), True),
    "no_advice": (detected("recommends_remediation"), False),
    "false_claims": (detected("no_false_claims", after=CRASHED), False),
    "true_claims": (detected("no_false_claims", after=CRASHED), True),
    "commits": (detected("identifies_cause"), True),
    "does_not_commit": (detected("identifies_cause"), False),
    "lease_blamed": (detected("rules_out_lease_renewal"), False),
    "lease_not_blamed": (detected("rules_out_lease_renewal"), True),
    "upkeep": (says_upkeep, True),
    "no_upkeep": (says_upkeep, False),
    "slot_at_risk": (says_slot_at_risk, True),
    "no_slot_at_risk": (says_slot_at_risk, False),
}


def cases() -> list[tuple[str, str]]:
    return [(kind, statement) for kind, statements in STATEMENTS.items() for statement in statements]


def test_every_kind_of_statement_is_decided() -> None:
    assert set(STATEMENTS) == set(DECIDED_BY)


@pytest.mark.parametrize(("kind", "statement"), cases())
def test_a_statement(kind: str, statement: str) -> None:
    decide, expected = DECIDED_BY[kind]
    assert decide(statement) is expected
