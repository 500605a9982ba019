import pytest

from tests.facts.fact_cases import false_statements, found_in, true_statements

KINDS = ("parameter", "value", "module")


@pytest.mark.parametrize(("answer", "kind", "text"), false_statements("parameters"))
def test_an_invention_is_reported(answer: str, kind: str, text: str) -> None:
    assert [(claim.kind, claim.text) for claim in found_in(answer, kinds=KINDS)] == [(kind, text)]


@pytest.mark.parametrize("answer", true_statements("parameters"))
def test_what_prefect_has_is_not_reported(answer: str) -> None:
    assert found_in(answer, kinds=KINDS) == []
