from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from evals.judges import CriterionVerdict, Verdict
from evals.results.record import EvalRecord
from evals.rubrics import Criterion, Rubric
from evals.transcripts import ToolCall
from evals.transcripts.usage import Usage

STARTED = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


@pytest.fixture
def a_record() -> Callable[..., EvalRecord]:
    def build(**fields: Any) -> EvalRecord:
        given: dict[str, Any] = {
            "eval": "evals/test_crash.py::test_forced",
            "run": "20260102T030405Z-ab12",
            "question": "Why did it crash?",
            "outcome": "passed",
            "started_at": STARTED,
        }
        return EvalRecord(**given | fields)

    return build


@pytest.fixture
def a_call() -> Callable[..., ToolCall]:
    def build(**fields: Any) -> ToolCall:
        given: dict[str, Any] = {
            "name": "get_flow_runs",
            "args": {},
            "started_at": STARTED,
            "duration_s": 0.25,
        }
        return ToolCall(**given | fields)

    return build


@pytest.fixture
def a_verdict() -> Verdict:
    """Fails: one required criterion met, one not; one scored criterion can't be told."""
    rubric = Rubric(
        question="Why did it crash?",
        ground_truth="The lease was lost.",
        criteria=(
            Criterion(id="identifies_cause", met_when="it does", not_met_when="it doesn't"),
            Criterion(id="differentiates", met_when="it rules one out", not_met_when="none"),
            Criterion(id="quotes_error", met_when="verbatim", not_met_when="no", weight="scored"),
        ),
    )
    return Verdict(
        judge="openai:some-model",
        rubric=rubric,
        criteria=(
            CriterionVerdict(
                id="identifies_cause",
                weight="required",
                decision="met",
                reason="names the lease",
                quotes=("the lease",),
            ),
            CriterionVerdict(
                id="differentiates", weight="required", decision="not_met", reason="rules out none"
            ),
            CriterionVerdict(
                id="quotes_error", weight="scored", decision="cant_tell", reason="unsure", decided_by="code"
            ),
        ),
        usage=Usage(requests=1, input_tokens=900, output_tokens=80, cost_usd=0.002),
        seconds=1.5,
    )
