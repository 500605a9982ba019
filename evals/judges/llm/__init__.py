"""The judge that asks a model."""

from evals.judges.llm.families import same_family
from evals.judges.llm.judge import ANSWER_LIMIT, LLMJudge
from evals.judges.llm.prompt import prompt_digest

__all__ = ["ANSWER_LIMIT", "LLMJudge", "prompt_digest", "same_family"]
