import pytest

from tests.facts.fact_cases import false_statements, found_in, true_statements

KINDS = ("option", "setting", "value")


@pytest.mark.parametrize(("answer", "kind", "text"), false_statements("options_and_states"))
def test_a_made_up_option_or_state_is_reported(answer: str, kind: str, text: str) -> None:
    found = [(claim.kind, claim.text) for claim in found_in(answer, kinds=KINDS, grounded=True)]
    assert found == [(kind, text)]


@pytest.mark.parametrize("answer", true_statements("options_and_states"))
def test_what_exists_is_denied_or_supposed_is_not(answer: str) -> None:
    assert found_in(answer, kinds=KINDS, grounded=True) == []
