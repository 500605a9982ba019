"""Takes decisive evidence away, a piece at a time, and sees whether the oracle stops naming the cause.

An oracle that answers from anything but the evidence answers the same without it. So the oracle is asked
again, of the real tools of the real server, and a piece of evidence is taken out of their results, or turned
into another, before it sees them.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from evals._tools.spy import ToolCallSpy
from evals.judges.grading import grade
from evals.scenarios.situation import Situation
from evals.transcripts import Exchange

if TYPE_CHECKING:
    from pydantic_ai import RunContext
    from pydantic_ai.agent import AbstractAgent
    from pydantic_ai.mcp import CallToolFunc

    from evals.judges import Decision, Judge

ToolResult = dict[str, Any]

Change = Callable[[ToolResult, Situation], None]
"""Changes a tool's result in place, where the evidence is in it, and leaves any other as it is."""

Corruption = Mapping[str, Change]
"""One fact taken away or turned into another, wherever it is shown: a change for each tool that shows it."""

RemovalFate = Literal["noticed", "not noticed", "not applied", "not named"]
"""What came of taking a piece of evidence away.

- `noticed`: the criterion that names the cause was met with the evidence, and is not without it.
- `not noticed`: it is still met, or the judge can't tell.
- `not applied`: the evidence, or a part of it, was in no result of a tool, so nothing was taken away.
- `not named`: the criterion was not met in the first place, so nothing is shown.
"""


@dataclass(frozen=True, kw_only=True)
class DecisiveEvidence:
    """Something without which the cause can't be known."""

    what: str
    """In words, of the run in question: "the lease error in its log"."""
    criterion: str
    """The id of the criterion that only an answer with this evidence can meet."""
    corruptions: tuple[Corruption, ...]
    """What takes it away; several where each of several facts shows the cause by itself."""


@dataclass(frozen=True, kw_only=True)
class Removal:
    """What came of taking one piece of evidence away; `why` explains any fate but `noticed`."""

    what: str
    fate: RemovalFate
    why: str = ""


@dataclass(kw_only=True)
class Tampering:
    """A piece of evidence that is being taken away, and how far that has come."""

    evidence: DecisiveEvidence
    situation: Situation
    applied: set[int] = field(default_factory=set)
    """Which of the evidence's corruptions have changed a result."""

    def without_evidence(self, tool: str, result: Any) -> Any:
        """A copy of a tool's result without the evidence."""
        if not isinstance(result, dict):
            return result
        changed = copy.deepcopy(result)
        for position, corruption in enumerate(self.evidence.corruptions):
            if change := corruption.get(tool):
                before = copy.deepcopy(changed)
                change(changed, self.situation)
                if changed != before:
                    self.applied.add(position)
        return changed

    @property
    def is_complete(self) -> bool:
        """Whether each of the corruptions has changed something."""
        return len(self.applied) == len(self.evidence.corruptions) > 0


class TamperingSpy(ToolCallSpy):
    """A spy that can take evidence out of what tools return, before the agent and the record see it."""

    def __init__(self) -> None:
        super().__init__()
        self._tampering: Tampering | None = None

    async def __call__(
        self, ctx: RunContext[Any], call_tool: CallToolFunc, name: str, tool_args: dict[str, Any]
    ) -> Any:
        """Call an MCP tool, and record the call with the result that the agent gets."""

        async def tampered(name: str, args: dict[str, Any], *, metadata: dict[str, Any] | None = None) -> Any:
            result = await call_tool(name, args, metadata=metadata)
            return self._tampering.without_evidence(name, result) if self._tampering else result

        return await super().__call__(ctx, tampered, name, tool_args)

    @contextmanager
    def without(self, evidence: DecisiveEvidence, situation: Situation) -> Iterator[Tampering]:
        """Take this evidence away for as long as the context lasts."""
        self._tampering = Tampering(evidence=evidence, situation=situation)
        try:
            yield self._tampering
        finally:
            self._tampering = None


async def take_away(
    pieces: Sequence[DecisiveEvidence],
    situation: Situation,
    oracle: Exchange,
    *,
    agent: AbstractAgent[Any, Any],
    spy: TamperingSpy,
    judge: Judge,
) -> tuple[Removal, ...]:
    """Ask `agent` again without each of `pieces`, one at a time; `oracle` is its answer with all of them.

    `spy` has to be the hook of the agent's MCP toolset. Where there are no pieces, nothing is shown, and that
    is what is returned.
    """
    if not pieces:
        why = "nothing is listed as decisive in evals.controls.decisive"
        return (Removal(what="any evidence", fate="not applied", why=why),)
    named = await _decisions(situation, oracle, judge=judge)
    removals = []
    for piece in pieces:
        spy.reset()
        with spy.without(piece, situation) as tampering:
            result = await agent.run(situation.question)
        exchange = Exchange(
            question=situation.question, answer=str(result.output), tool_calls=tuple(spy.calls)
        )
        still = await _decisions(situation, exchange, judge=judge)
        removals.append(
            _removal(tampering, named=named[piece.criterion], still=still[piece.criterion], exchange=exchange)
        )
    return tuple(removals)


async def _decisions(situation: Situation, exchange: Exchange, *, judge: Judge) -> dict[str, Decision]:
    verdict = await grade(judge, situation.rubric, exchange)
    return {decided.id: decided.decision for decided in verdict.criteria}


def _removal(tampering: Tampering, *, named: Decision, still: Decision, exchange: Exchange) -> Removal:
    evidence = tampering.evidence
    if not tampering.is_complete:
        parts = f"{len(tampering.applied)} of its {len(evidence.corruptions)} corruptions"
        called = ", ".join(dict.fromkeys(call.name for call in exchange.tool_calls)) or "no tool"
        why = f"{parts} changed a result; called were {called}"
        return Removal(what=evidence.what, fate="not applied", why=why)
    if named != "met":
        return Removal(
            what=evidence.what, fate="not named", why=f"{evidence.criterion} is not met with it either"
        )
    if still != "not_met":
        first = next(iter(exchange.answer.splitlines()), "")
        why = f"{evidence.criterion} is still {still.replace('_', ' ')}: {first}"
        return Removal(what=evidence.what, fate="not noticed", why=why)
    return Removal(what=evidence.what, fate="noticed")
