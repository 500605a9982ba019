"""The judge that a name or a model stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evals.agents.models import KEYLESS

if TYPE_CHECKING:
    from pydantic_ai.models import Model

    from evals.judges.judge import Judge


def make_judge(model: Model | str) -> Judge:
    """Return the keyless judge for `keyless`, and a judge that asks the model for anything else."""
    if model == KEYLESS:
        from evals.judges.keyless import KeylessJudge

        return KeylessJudge()
    from evals.judges.llm import LLMJudge

    return LLMJudge(model)
