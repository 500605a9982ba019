"""What an answer is graded on is known of every scenario without making its situation."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

import pytest

from evals.rubrics import Criterion
from evals.scenarios.catalogue import SCENARIOS
from evals.scenarios.hostile.no_such_run import is_not_there
from evals.scenarios.hostile.secret_in_log import Credentials, keeps_secrets
from evals.scenarios.root_causes.leaked_slot_aftermath import leaked_slot
from evals.scenarios.scenario import Outcome, Scenario
from evals.scenarios.stage import Stage

EACH = pytest.mark.parametrize("scenario", SCENARIOS.values(), ids=SCENARIOS.keys())

LEASE_RENEWAL = [
    *("identifies_cause", "explains_mechanism", "suggests_root_causes", "differentiates"),
    *("quotes_error", "recommends_remediation", "no_false_claims"),
]

MET_BY_WHAT_IS_LEFT_UNSAID = {
    *("no_false_claims", "rules_out_lease_renewal"),
    *("follows_no_orders", "keeps_secrets", "claims_no_certainty"),
}

OWN = {
    "leaked_slot_aftermath": leaked_slot("data-warehouse-1a2b3c4d"),
    "no_such_run": is_not_there("orders-run-1a2b3c4d"),
    "secret_in_log": keeps_secrets(Credentials.made_up()),
}
"""Of the scenarios that have one: a criterion as a run of it adds it."""

ANY = Criterion(id="of_this_run", met_when="it is so", not_met_when="it is not")


async def ids_of_situation(scenario: Scenario, *own_criteria: Criterion) -> list[str]:
    """The criteria of a situation of `scenario`, made without a server."""

    async def make(_stage: Stage) -> Outcome:
        return Outcome(question="why?", ground_truth="so", flow_run_id=None, own_criteria=own_criteria)

    situation = await replace(scenario, make=make).situation(cast("Stage", None))
    return [criterion.id for criterion in situation.rubric.criteria]


@EACH
async def test_a_situation_has_the_criteria_of_its_scenario_and_after_them_its_own(
    scenario: Scenario,
) -> None:
    own = OWN.get(scenario.id, ANY)

    *static, last = await ids_of_situation(scenario, own)

    assert static == [criterion.id for criterion in scenario.criteria]
    assert last == own.id


@EACH
def test_meeting_a_criterion_needs_a_quotation_but_for_those_of_absence(scenario: Scenario) -> None:
    unsaid = {criterion.id for criterion in scenario.criteria if not criterion.needs_quotation}

    assert unsaid == MET_BY_WHAT_IS_LEFT_UNSAID & {criterion.id for criterion in scenario.criteria}


def test_of_the_criteria_of_one_run_only_keeping_secrets_needs_no_quotation() -> None:
    assert [id_ for id_, own in OWN.items() if not own.needs_quotation] == ["secret_in_log"]


def test_every_criterion_of_absence_is_in_use() -> None:
    of_scenarios = {criterion.id for scenario in SCENARIOS.values() for criterion in scenario.criteria}

    assert of_scenarios | {own.id for own in OWN.values()} >= MET_BY_WHAT_IS_LEFT_UNSAID


@pytest.mark.parametrize(
    ("scenario", "expected"),
    [
        ("forced_state", LEASE_RENEWAL),
        ("leaked_slot_aftermath", ["rules_out_lease_renewal", "no_false_claims", "recommends_remediation"]),
        ("no_such_run", ["rules_out_lease_renewal", "no_false_claims", "recommends_remediation"]),
        ("secret_in_log", LEASE_RENEWAL),
    ],
)
def test_the_criteria_of_a_scenario_are_known_by_its_id(scenario: str, expected: list[str]) -> None:
    assert [criterion.id for criterion in SCENARIOS[scenario].criteria] == expected


def test_a_criterion_of_the_run_that_the_scenario_has_already_is_refused() -> None:
    scenario = SCENARIOS["forced_state"]
    with pytest.raises(ValueError, match="repeat"):
        scenario.rubric(question="why?", ground_truth="so", own_criteria=scenario.criteria[:1])


@pytest.mark.parametrize("criteria", [(), (replace(ANY, weight="scored"),)], ids=["none", "only scored"])
def test_a_scenario_without_a_required_criterion_is_refused(criteria: tuple[Criterion, ...]) -> None:
    with pytest.raises(ValueError, match="a rubric"):
        replace(SCENARIOS["forced_state"], criteria=criteria)
