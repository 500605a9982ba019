"""What the judge's model has to reply: for each criterion quotations, then the reason, then the verdict.

The order of the fields is the order in which a model writes them: it commits to a verdict last. The
texts below are the schema that the model gets, and part of what `prompt_digest` covers.
"""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict, Field

from evals.judges.verdict import Decision

RE_ASK = "Reply to each of these criteria exactly once, by its id, and to no others: {ids}."


class CriterionReply(BaseModel):
    """One criterion: what the answer says about it, why that decides it, and the verdict."""

    model_config = ConfigDict(frozen=True)

    id: str = Field(description="The criterion's id, as listed.")
    quotations: tuple[str, ...] = Field(
        description="Passages copied word for word from the answer; empty where nothing in it bears on this."
    )
    reason: str = Field(description="Why these passages, or their absence, decide the criterion.")
    verdict: Decision


class Reply(BaseModel):
    """The verdict on every criterion, each exactly once."""

    model_config = ConfigDict(frozen=True)

    criteria: tuple[CriterionReply, ...]


def covers(reply: Reply, ids: Sequence[str]) -> bool:
    """Whether `reply` has each of `ids` exactly once and nothing else."""
    return sorted(said.id for said in reply.criteria) == sorted(ids)
