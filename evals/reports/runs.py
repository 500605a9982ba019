"""One run as reports show it: its record without secrets, and what happened in it, long texts cut."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from pydantic import JsonValue

from evals.reports.excerpts import Excerpt, as_text, excerpt, fair_length, in_page
from evals.results.record import EvalRecord, ToolCallRecord
from evals.results.redaction import Redactor
from evals.results.timeline import Called, Said, Step, Turn, UnseenCall, UnshownCalls, timeline

LONGEST = 20_000
"""Characters of a text that are shown at most, however few runs there are."""

_BUDGET = 9_000_000
"""Bytes in a page for what tools and models said on the way, of all runs together."""


@dataclass(frozen=True, kw_only=True)
class Block:
    """A text of an event."""

    label: str
    excerpt: Excerpt


@dataclass(frozen=True, kw_only=True)
class Event:
    """A line of a run's timeline, with what can be unfolded below it."""

    kind: str
    """`turn`, `call`, `said` or `note`."""
    title: str
    after_s: float | None = None
    """Seconds since the run began."""
    took_s: float | None = None
    failed: bool = False
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Run:
    """One eval, run once."""

    number: int
    record: EvalRecord
    """Without secrets, and without `messages` and `tool_calls`, which `events` has."""
    events: tuple[Event, ...]
    calls: int


def runs_of(
    records: Sequence[EvalRecord], *, redactor: Redactor, done: Callable[[], None] = lambda: None
) -> tuple[Run, ...]:
    """Prepare `records` to be shown. Together their timelines stay within a budget: long texts are cut so
    that every run gets its share. `done` is called after each record."""
    sizes = [in_page(as_text(text)[:LONGEST]) for record in records for text in _long_texts(record)]
    budget = fair_length(sizes, budget=_BUDGET)
    runs = []
    for number, record in enumerate(records, 1):
        cut = _Cut(budget=budget, redactor=redactor)
        light = record.model_copy(update={"messages": (), "tool_calls": ()})
        runs.append(
            Run(
                number=number,
                record=light.redacted(redactor),
                events=tuple(_event(step, record, cut) for step in timeline(record)),
                calls=len(record.tool_calls),
            )
        )
        done()
    return tuple(runs)


@dataclass(frozen=True, kw_only=True)
class _Cut:
    budget: int
    redactor: Redactor

    def __call__(self, value: JsonValue) -> Excerpt:
        text = as_text(value)
        size = in_page(text[:LONGEST])
        shown = min(len(text), LONGEST)
        length = shown if size <= self.budget else shown * self.budget // size
        return excerpt(text, length=length, redactor=self.redactor)


def _long_texts(record: EvalRecord) -> Iterator[JsonValue]:
    for step in timeline(record):
        match step:
            case Called(call=call):
                yield from (value for _, value in _of_call(call))
            case UnseenCall(args=args, returned=returned):
                yield args
                yield returned
            case Said(kind=kind, content=content) if kind != "answer":
                yield content


def _event(step: Step, record: EvalRecord, cut: _Cut) -> Event:
    match step:
        case Turn(number=number):
            return Event(kind="turn", title=f"Turn {number}")
        case Called(call=call):
            return Event(
                kind="call",
                title=cut(call.name).text,
                after_s=(call.started_at - record.started_at).total_seconds(),
                took_s=call.duration_s,
                failed=not call.succeeded,
                blocks=_blocks(_of_call(call), cut),
            )
        case UnseenCall(name=name, args=args, answered=answered, returned=returned):
            texts = [("arguments", args), *([("returned to the model", returned)] if answered else [])]
            title = f"{cut(name).text}, which the spy did not see"
            return Event(kind="call", title=title, blocks=_blocks(texts, cut))
        case UnshownCalls(alone=alone):
            return Event(kind="note", title="Calls" if alone else "Calls that no message shows")
        case Said(kind="answer"):
            return Event(kind="note", title="the answer, in full above")
        case Said(kind=kind, content=content):
            return Event(kind="said", title=cut(kind).text, blocks=_blocks([("", content)], cut))


def _of_call(call: ToolCallRecord) -> Iterator[tuple[str, JsonValue]]:
    yield "arguments", call.args
    if call.error is not None:
        yield "error", call.error
    if call.result is not None or call.error is None:
        yield "result", call.result


def _blocks(texts: Iterable[tuple[str, JsonValue]], cut: _Cut) -> tuple[Block, ...]:
    return tuple(Block(label=label, excerpt=cut(text)) for label, text in texts)
