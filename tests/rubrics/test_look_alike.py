"""The criteria of a crash that only looks like a lease failure."""

import pytest

from evals.rubrics import Criterion, LooksFor, look_alike_criteria, names_actual_cause, recommends

KILLED = names_actual_cause(
    met_when="the process was killed",
    not_met_when="anything else",
    looks_for=LooksFor(groups=((r"exit code 137", r"out of memory"),)),
)
MORE_MEMORY = recommends(
    met_when="more memory", not_met_when="none", looks_for=LooksFor(groups=((r"more memory",),))
)


def weights(criteria: tuple[Criterion, ...]) -> dict[str, str]:
    return {criterion.id: criterion.weight for criterion in criteria}


def test_the_ids_and_the_pass_rule() -> None:
    assert weights(look_alike_criteria(actual_cause=KILLED, remediation=MORE_MEMORY)) == {
        "names_actual_cause": "required",
        "rules_out_lease_renewal": "required",
        "no_false_claims": "required",
        "recommends_remediation": "scored",
    }


def test_advice_is_left_out_where_there_is_none() -> None:
    assert "recommends_remediation" not in weights(look_alike_criteria(actual_cause=KILLED))


@pytest.mark.parametrize("wrong", [MORE_MEMORY, Criterion(id="cause", met_when="", not_met_when="")])
def test_an_actual_cause_under_another_id_is_refused(wrong: Criterion) -> None:
    with pytest.raises(ValueError, match=wrong.id):
        look_alike_criteria(actual_cause=wrong)


def test_advice_under_another_id_is_refused() -> None:
    with pytest.raises(ValueError, match="names_actual_cause"):
        look_alike_criteria(actual_cause=KILLED, remediation=KILLED)
