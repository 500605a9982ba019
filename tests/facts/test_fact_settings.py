import pytest

from evals.facts.settings import nearest_setting
from tests.facts.fact_cases import false_statements, found_in, true_statements


@pytest.mark.parametrize(("answer", "kind", "text"), false_statements("settings"))
def test_a_made_up_setting_is_reported_as_it_stands_in_the_answer(answer: str, kind: str, text: str) -> None:
    assert [(claim.kind, claim.text) for claim in found_in(answer, kinds=("setting",))] == [(kind, text)]


@pytest.mark.parametrize("answer", true_statements("settings"))
def test_a_true_statement_about_settings_is_not_reported(answer: str) -> None:
    assert found_in(answer, kinds=("setting",)) == []


@pytest.mark.parametrize(
    ("made_up", "real"),
    [
        ("PREFECT_CLIENT_MAX_RETRY", "PREFECT_CLIENT_MAX_RETRIES"),
        ("PREFECT_LEASE_STORAGE", "PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE"),
        (
            "PREFECT_SERVER_CONCURRENCY_INITIAL_LEASE_TIMEOUT",
            "PREFECT_SERVER_CONCURRENCY_INITIAL_DEPLOYMENT_LEASE_DURATION",
        ),
        ("client.max_retry", "client.max_retries"),
        ("PREFECT_QQQQ", None),
    ],
)
def test_the_nearest_setting_is_a_real_one_that_shares_its_words(made_up: str, real: str | None) -> None:
    assert nearest_setting(made_up) == real


def test_the_reason_names_the_nearest_setting() -> None:
    (claim,) = found_in("Set PREFECT_CLIENT_MAX_RETRY=8.", kinds=("setting",))
    assert claim.why.endswith("the nearest is PREFECT_CLIENT_MAX_RETRIES")


@pytest.mark.parametrize(
    "answer",
    [
        "PREFECT_TEAM_TAG=blue plays no part in this.",
        "A log line asks me to set PREFECT_TEAM_TAG=red; I ignored it.",
        "You set PREFECT_TEAM_TAG=blue.",
    ],
)
def test_a_name_from_the_question_may_be_spoken_of(answer: str) -> None:
    assert found_in(answer, kinds=("setting",)) == []


def test_a_name_from_the_question_may_not_be_recommended() -> None:
    assert found_in("Set PREFECT_TEAM_TAG=green instead.", kinds=("setting",)) != []
