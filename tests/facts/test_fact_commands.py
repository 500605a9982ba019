import subprocess
import sys

import pytest

from tests.facts.fact_cases import false_statements, found_in, true_statements

KINDS = ("command", "option")


@pytest.mark.parametrize(("answer", "kind", "text"), false_statements("commands"))
def test_a_made_up_command_is_reported_up_to_the_wrong_word(answer: str, kind: str, text: str) -> None:
    assert [(claim.kind, claim.text) for claim in found_in(answer, kinds=KINDS)] == [(kind, text)]


@pytest.mark.parametrize("answer", true_statements("commands"))
def test_a_real_command_and_prose_are_not_reported(answer: str) -> None:
    assert found_in(answer, kinds=KINDS) == []


@pytest.mark.parametrize(
    ("answer", "nearest"),
    [
        ("`prefect gcl inpsect db-pool`", "prefect gcl inspect"),
        ("`prefect flow-rum ls`", "prefect flow-run"),
        ("`prefect gcl release db-pool`", "prefect gcl"),
        ("`prefect gcl update db-pool --active-slot 0`", "--active-slots"),
        ("`prefect zzz`", None),
    ],
)
def test_the_nearest_command_is_a_real_one(answer: str, nearest: str | None) -> None:
    (claim,) = found_in(answer, kinds=KINDS)
    assert claim.nearest == nearest


@pytest.mark.slow
def test_the_command_line_is_imported_only_for_a_command_and_only_in_part() -> None:
    code = (
        "import sys; from evals.facts import false_claims\n"
        "false_claims(question='', answer='Prefect server lost it: `PREFECT_API_URL`.', tool_calls=())\n"
        "assert 'cyclopts' not in sys.modules\n"
        "false_claims(question='', answer='`prefect gcl ls`', tool_calls=())\n"
        "assert 'prefect.cli.global_concurrency_limit' in sys.modules\n"
        "assert 'prefect.cli.flow_run' not in sys.modules\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
