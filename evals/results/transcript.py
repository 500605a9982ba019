"""A transcript: one eval as Markdown, for whoever asks why its outcome is what it is."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from pydantic import JsonValue

from evals.results.escaping import fenced, inline_code
from evals.results.graded import CriterionRecord, GradedRecord, VerdictRecord
from evals.results.money import dollars
from evals.results.record import EvalRecord, ToolCallRecord
from evals.results.redaction import Redactor
from evals.results.timeline import Called, Said, Turn, UnseenCall, UnshownCalls, timeline
from evals.transcripts.usage import Usage

_LONGEST_SHOWN = 4_000
"""Characters of a text that are shown. The record has all of it."""

_HEADINGS = {"instructions": "Instructions:", "thinking": "Thinking:"}
_DECISIONS = {"met": "met", "not_met": "**not met**", "cant_tell": "**can't tell**"}


def transcript_path(directory: Path, *, name: str, repeat: int = 1, crossed_with: str | None = None) -> Path:
    """Return where the transcript of an eval goes in the run's `directory`: a name that tells which eval
    it is, different for every eval, model that it was crossed with, and repeat."""
    name = Redactor.from_environ().redact_text(name)
    readable = re.sub(r"[^A-Za-z0-9]+", "-", name.rpartition("/")[2].replace(".py::", "-")).strip("-")[:80]
    different = name if crossed_with is None else f"{name} {crossed_with}"
    digest = hashlib.sha256(different.encode("utf-8", "backslashreplace")).hexdigest()[:8]
    return directory / "transcripts" / f"{readable}-{digest}-{repeat}.md"


def write_transcript(record: EvalRecord, directory: Path) -> Path:
    """Write the transcript of `record` into the run's `directory` and return its path.

    Secrets in the environment are replaced. Texts from agent, tools and judge are in code blocks that
    they can't end, with control and invisible characters spelled out; all but the answer are cut after
    4,000 characters.
    """
    path = transcript_path(
        directory, name=record.eval, repeat=record.repeat, crossed_with=record.crossed_with
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    blocks = _blocks(record.redacted(Redactor.from_environ()))
    path.write_text("\n\n".join(blocks) + "\n", encoding="utf-8", newline="\n")
    return path


def _blocks(record: EvalRecord) -> Iterator[str]:
    yield f"# {inline_code(record.eval)}: {record.outcome}"
    if record.eval_doc:
        yield _text(record.eval_doc)
    if record.reason:
        yield "Why it did not pass:"
        yield _text(record.reason)
    yield "\n".join(_facts(record))
    yield "## Question"
    yield _text(record.question) if record.question else "None was asked."
    yield "## Ground truth"
    yield _text(record.ground_truth) if record.ground_truth else "None is recorded."
    yield "## Timeline"
    yield from _timeline(record)
    yield "## Answer"
    yield "There is none." if record.answer is None else fenced(record.answer)
    for graded in record.graded:
        yield from _graded(graded)
    if not record.graded:
        yield "## Verdict"
        yield "None was given."


def _facts(record: EvalRecord) -> Iterator[str]:
    scenario = [
        f"{name} {inline_code(value)}"
        for name, value in (
            ("family", record.family),
            ("fidelity", record.fidelity),
            ("source", record.source),
        )
        if value
    ]
    if record.scenario:
        yield f"- Scenario: {', '.join([inline_code(record.scenario), *scenario])}"
    yield f"- Run: {inline_code(record.run)}, repeat {record.repeat}, started {record.started_at.isoformat()}"
    yield f"- Agent: {_model(record.models.agent)}, {_usage(record.usage.agent)}"
    yield f"- Judge: {_model(record.models.judge)}, {_usage(record.usage.judge)}"
    spent = record.durations
    yield (
        f"- Seconds: set-up {spent.setup_s:.2f}, agent {spent.agent_s:.2f}, judge {spent.judge_s:.2f}, "
        f"total {spent.total_s:.2f}"
    )
    named = ", ".join(f"{name} {inline_code(version)}" for name, version in sorted(record.versions.items()))
    yield f"- Versions: {named or 'not recorded'}"
    if record.rescored_from:
        yield f"- Graded again; the agent answered in run {inline_code(record.rescored_from)}"
    if record.trace_id:
        yield f"- Trace: {inline_code(record.trace_id)}"


def _model(name: str | None) -> str:
    return inline_code(name) if name else "none"


def _usage(usage: Usage) -> str:
    again = f", {usage.retries} sent again" if usage.retries else ""
    if not usage.requests:
        return f"no requests{again}"
    return (
        f"{usage.requests} requests{again}, {usage.input_tokens:,} tokens in and "
        f"{usage.output_tokens:,} out, cost {dollars(usage.cost_usd)}"
    )


def _timeline(record: EvalRecord) -> Iterator[str]:
    """Yield the steps of the run in their order, each call with what was recorded of it."""
    for step in timeline(record):
        match step:
            case Turn(number=number):
                yield f"### Turn {number}"
            case Called(call=call):
                yield from _call(call)
            case UnseenCall():
                yield from _unseen(step)
            case UnshownCalls(alone=alone):
                yield "### Calls" if alone else "### Calls that no message shows"
            case Said():
                yield from _said(step)
    if not record.messages and not record.tool_calls:
        yield "Nothing is recorded."


def _unseen(call: UnseenCall) -> Iterator[str]:
    yield f"Call of {inline_code(call.name)}, which the spy did not see:"
    yield _text(call.args)
    if call.answered:
        yield "Returned to the model:"
        yield _text(call.returned)


def _said(step: Said) -> Iterator[str]:
    if step.kind == "answer":
        yield "The answer, in full below."
        return
    if step.kind != "text":
        yield _HEADINGS.get(step.kind) or f"{inline_code(step.kind)}:"
    yield _text(step.content)


def _call(call: ToolCallRecord) -> Iterator[str]:
    yield f"Call of {inline_code(call.name)}:"
    yield _text(call.args)
    yield f"{'Succeeded' if call.succeeded else 'Failed'} after {call.duration_s:.2f} s:"
    if call.error is not None:
        yield _text(call.error)
    if call.result is not None or call.error is None:
        yield _text(call.result)


def _graded(graded: GradedRecord) -> Iterator[str]:
    if isinstance(graded, VerdictRecord):
        yield f"## Verdict of {inline_code(graded.judge)}: {graded.outcome}"
        yield from _shown(graded)
        yield from _verdict(graded)
    else:
        yield "## Verdict"
        yield from _shown(graded)
        yield "None was given."


def _shown(graded: GradedRecord) -> Iterator[str]:
    """What was graded, where it is not the question and answer above."""
    if graded.question is not None:
        yield "On another question:"
        yield _text(graded.question)
    if graded.ground_truth is not None:
        yield "With another ground truth:"
        yield _text(graded.ground_truth)
    if graded.answer is not None:
        yield "On another answer:"
        yield fenced(graded.answer)


def _verdict(verdict: VerdictRecord) -> Iterator[str]:
    rows = [
        f"| {inline_code(criterion.id)} | {criterion.weight} | {_DECISIONS[criterion.decision]} "
        f"| {criterion.decided_by} |"
        for criterion in verdict.criteria
    ]
    yield "\n".join(["| criterion | weight | decision | decided by |", "|---|---|---|---|", *rows])
    for criterion in verdict.criteria:
        yield from _criterion(criterion)


def _criterion(criterion: CriterionRecord) -> Iterator[str]:
    yield f"### {inline_code(criterion.id)}: {_DECISIONS[criterion.decision]}"
    if len(criterion.votes) > 1:
        yield "The judge's calls, in order: " + ", ".join(_DECISIONS[vote] for vote in criterion.votes)
    yield _text(criterion.reason)
    yield from _quotes(criterion.quotes)


def _quotes(quotes: Iterable[str]) -> Iterator[str]:
    for quote in quotes:
        yield "Quoted from the answer:"
        yield _text(quote)


def _text(value: JsonValue) -> str:
    text, language = value, "text"
    if not isinstance(text, str):
        text, language = json.dumps(value, indent=2, ensure_ascii=False), "json"
    left_out = len(text) - _LONGEST_SHOWN
    if left_out <= 0:
        return fenced(text, language=language)
    shown = fenced(text[:_LONGEST_SHOWN], language=language)
    return f"{shown}\n\n({left_out:,} more characters; results.jsonl has all of them.)"
