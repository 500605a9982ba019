"""The criteria of a lease-renewal crash: their ids and the pass rule are the results format."""

import pytest

from evals.rubrics import Criterion, LooksFor, lease_renewal_criteria, names_root_cause

ROOT_CAUSE = names_root_cause(
    met_when="an outage of the API is ranked first",
    not_met_when="anything else is",
    looks_for=LooksFor(groups=((r"connection refused",),)),
)


def test_the_ids_and_the_pass_rule() -> None:
    assert {criterion.id: criterion.weight for criterion in lease_renewal_criteria()} == {
        "identifies_cause": "required",
        "explains_mechanism": "required",
        "suggests_root_causes": "required",
        "differentiates": "required",
        "quotes_error": "scored",
        "recommends_remediation": "scored",
        "no_false_claims": "required",
    }


def test_a_root_cause_is_required_and_comes_last() -> None:
    criteria = lease_renewal_criteria(root_cause=ROOT_CAUSE)
    assert len(criteria) == 8
    assert (criteria[-1].id, criteria[-1].weight) == ("names_root_cause", "required")


def test_a_root_cause_under_another_id_is_refused() -> None:
    other = Criterion(id="root_cause", met_when="so", not_met_when="not so")
    with pytest.raises(ValueError, match="'root_cause'"):
        lease_renewal_criteria(root_cause=other)
