"""Has an answer graded, and turns the verdict into the eval's outcome."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

import pytest

from evals.judges import CannotGrade, NoVerdict, Verdict
from evals.judges.grading import grade, require_pass
from evals.judges.select import make_judge
from evals.outcomes import EvalFailed, JudgeNotMeasured
from evals.rubrics import Rubric, plain_rubric
from evals.session.recorder import Grading
from evals.transcripts import Exchange

if TYPE_CHECKING:
    from pydantic_ai.models import Model

    from evals.judges import Judge
    from evals.session.recorder import EvalRecorder
    from evals.session.unchanged import ServerWatch


def evaluator(
    judge_model: Model | str, *, recorder: EvalRecorder, watch: ServerWatch
) -> Callable[[Rubric | str, str], Awaitable[Verdict]]:
    """Return the `evaluate_response` of one eval.

    It returns the verdict of an answer that passes. It raises `EvalFailed` (an AssertionError) where
    the answer doesn't, and `JudgeNotMeasured` where there is no verdict, or one that can't tell; it
    skips the eval where this judge can't grade such a rubric at all. Where the eval has a situation, a
    diagnosis of it must have changed nothing on the server, whatever the verdict: `EvalFailed` says what
    it did.
    """
    judge = make_judge(judge_model)
    recorder.models["judge"] = judge.name

    async def evaluate_response(evaluation_prompt: Rubric | str, agent_response: str) -> Verdict:
        rubric = (
            evaluation_prompt if isinstance(evaluation_prompt, Rubric) else plain_rubric(evaluation_prompt)
        )
        calls = tuple(recorder.spy.calls) if recorder.spy else ()
        exchange = Exchange(
            question=rubric.question or _asked(recorder.messages),
            answer=str(agent_response),
            tool_calls=calls,
        )
        grading = Grading(rubric=rubric, exchange=exchange)
        recorder.gradings.append(grading)
        graded = await _grade(judge, grading, recorder=recorder)
        if recorder.situation is not None:
            await watch.require_unchanged()
        try:
            return _passing(graded, judge=judge)
        except (EvalFailed, JudgeNotMeasured, pytest.skip.Exception) as ending:
            recorder.ended_by = ending
            raise

    return evaluate_response


async def _grade(
    judge: Judge, grading: Grading, *, recorder: EvalRecorder
) -> Verdict | JudgeNotMeasured | CannotGrade:
    """Have an answer graded: a verdict, or what came instead of one. What it took is noted."""
    from pydantic_ai import capture_run_messages

    began = time.monotonic()
    try:
        with capture_run_messages():  # the judge's own messages are not the agent's
            grading.verdict = await grade(judge, grading.rubric, grading.exchange)
    except (JudgeNotMeasured, CannotGrade) as instead:
        if isinstance(instead, NoVerdict):
            recorder.judge_usage.append(instead.usage)
        return instead
    finally:
        recorder.judge_s += time.monotonic() - began
    recorder.judge_usage.append(grading.verdict.usage)
    return grading.verdict


def _passing(graded: Verdict | JudgeNotMeasured | CannotGrade, *, judge: Judge) -> Verdict:
    """The verdict, where there is one and it passed; raises, or skips, as `evaluator` says otherwise."""
    if isinstance(graded, CannotGrade):
        pytest.skip(f"{judge.name} judge: {graded}")
    if isinstance(graded, JudgeNotMeasured):
        raise graded
    require_pass(graded)
    return graded


def _asked(messages: list[Any]) -> str:
    """The first thing that a user said in these messages; empty where nobody did."""
    from pydantic_ai.messages import ModelRequest, UserPromptPart

    prompts = (
        part.content
        for message in messages
        if isinstance(message, ModelRequest)
        for part in message.parts
        if isinstance(part, UserPromptPart)
    )
    first = next(prompts, "")
    return first if isinstance(first, str) else str(first)
