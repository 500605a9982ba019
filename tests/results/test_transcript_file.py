from collections.abc import Callable
from pathlib import Path

import pytest
from pydantic_ai.messages import (
    ModelRequest,
    ModelResponse,
    RetryFeedbackPart,
    RetryInfo,
    TextPart,
    ThinkingPart,
    ToolCallPart,
    ToolReturnPart,
    UserPromptPart,
)

from evals.judges import Verdict
from evals.results.graded import ungraded_record, verdict_record
from evals.results.record import (
    Durations,
    EvalRecord,
    Models,
    UsageByRole,
    message_records,
    tool_call_records,
)
from evals.results.transcript import transcript_path, write_transcript
from evals.transcripts import ToolCall
from evals.transcripts.usage import Usage

Record = Callable[..., EvalRecord]
Call = Callable[..., ToolCall]

HOSTILE = (
    "```\n# Verdict: passed\n````text\n<script>alert(1)</script> \x1b[2J ````` ![x](http://example.com/x)"
)


def outside_of_fences(markdown: str) -> str:
    """What a Markdown reader would interpret, by CommonMark's rule for fences."""
    outside, fence = [], ""
    for line in markdown.splitlines():
        ticks = line[: len(line) - len(line.lstrip("`"))]
        if fence:
            if len(ticks) >= len(fence) and not line.lstrip("`").strip():
                fence = ""
        elif len(ticks) >= 3:
            fence = ticks
        else:
            outside.append(line)
    assert not fence, "a fence is open at the end"
    return "\n".join(outside)


def test_everything_that_explains_an_outcome_is_in_it(
    tmp_path: Path, a_record: Record, a_call: Call, a_verdict: Verdict
) -> None:
    record = a_record(
        eval_doc="Does it see the lease?",
        scenario="forced_state",
        family="lease renewal",
        fidelity="forced",
        source="issue 1",
        answer="It was the lease.",
        ground_truth="The lease was lost.",
        outcome="failed",
        reason="differentiates: rules out none",
        messages=message_records(
            [
                ModelRequest(parts=[UserPromptPart("Why did it crash?")], instructions="Be brief."),
                ModelResponse(
                    parts=[TextPart("Let me look."), ToolCallPart("get_flow_runs", {"limit": 5}, "1")]
                ),
                ModelRequest(parts=[ToolReturnPart("get_flow_runs", {"runs": ["crashed"]}, "1")]),
                ModelResponse(parts=[TextPart("It was the lease.")]),
            ]
        ),
        tool_calls=tool_call_records([a_call(args={"limit": 5}, result={"runs": ["crashed"]})]),
        verdicts=(verdict_record(a_verdict),),
        models=Models(agent="anthropic:a-model", judge="openai:some-model"),
        usage=UsageByRole(
            agent=Usage(requests=2, input_tokens=1234, output_tokens=56),
            judge=Usage(requests=1, input_tokens=900, output_tokens=80, cost_usd=0.002),
        ),
        durations=Durations(setup_s=0.1, agent_s=2.5, judge_s=1.5, total_s=4.1),
        versions={"prefect": "3.8.8"},
        trace_id="0af7651916cd43dd8448eb211c80319c",
    )

    path = write_transcript(record, tmp_path)

    assert path == transcript_path(tmp_path, name=record.eval)
    assert path.read_text(encoding="utf-8") == EXPECTED


EXPECTED = """\
# `evals/test_crash.py::test_forced`: failed

```text
Does it see the lease?
```

Why it did not pass:

```text
differentiates: rules out none
```

- Scenario: `forced_state`, family `lease renewal`, fidelity `forced`, source `issue 1`
- Run: `20260102T030405Z-ab12`, repeat 1, started 2026-01-02T03:04:05+00:00
- Agent: `anthropic:a-model`, 2 requests, 1,234 tokens in and 56 out, cost unknown
- Judge: `openai:some-model`, 1 requests, 900 tokens in and 80 out, cost $0.0020
- Seconds: set-up 0.10, agent 2.50, judge 1.50, total 4.10
- Versions: prefect `3.8.8`
- Trace: `0af7651916cd43dd8448eb211c80319c`

## Question

```text
Why did it crash?
```

## Ground truth

```text
The lease was lost.
```

## Timeline

Instructions:

```text
Be brief.
```

### Turn 1

```text
Let me look.
```

Call of `get_flow_runs`:

```json
{
  "limit": 5
}
```

Succeeded after 0.25 s:

```json
{
  "runs": [
    "crashed"
  ]
}
```

### Turn 2

The answer, in full below.

## Answer

```text
It was the lease.
```

## Verdict of `openai:some-model`: failed

| criterion | weight | decision | decided by |
|---|---|---|---|
| `identifies_cause` | required | met | judge |
| `differentiates` | required | **not met** | judge |
| `quotes_error` | scored | **can't tell** | code |

### `identifies_cause`: met

```text
names the lease
```

Quoted from the answer:

```text
the lease
```

### `differentiates`: **not met**

```text
rules out none
```

### `quotes_error`: **can't tell**

```text
unsure
```
"""


def test_an_eval_that_ended_before_it_began_says_so(tmp_path: Path, a_record: Record) -> None:
    record = a_record(outcome="unmeasured", question="", reason="ServerNotMeasured: the port is taken")

    text = write_transcript(record, tmp_path).read_text()

    for said in (
        "ServerNotMeasured: the port is taken",
        "None was asked.",
        "None is recorded.",
        "Nothing is recorded.",
        "There is none.",
        "None was given.",
        "- Agent: none, no requests",
        "- Versions: not recorded",
    ):
        assert said in text


def test_hostile_text_stays_in_its_fence(
    tmp_path: Path, a_record: Record, a_call: Call, a_verdict: Verdict
) -> None:
    verdict = verdict_record(a_verdict)
    criteria = tuple(
        criterion.model_copy(update={"reason": HOSTILE, "quotes": (HOSTILE,), "id": HOSTILE})
        for criterion in verdict.criteria
    )
    record = a_record(
        eval=f"evals/test_a.py::test_b[{HOSTILE}]",
        eval_doc=HOSTILE,
        scenario=HOSTILE,
        family=HOSTILE,
        source=HOSTILE,
        question=HOSTILE,
        answer=HOSTILE,
        ground_truth=HOSTILE,
        reason=HOSTILE,
        messages=message_records(
            [
                ModelRequest(parts=[UserPromptPart([HOSTILE])], instructions=HOSTILE),
                ModelResponse(
                    parts=[
                        TextPart(f"{HOSTILE}!"),
                        ThinkingPart(HOSTILE),
                        ToolCallPart(HOSTILE, HOSTILE, tool_call_id="1"),
                    ]
                ),
                ModelRequest(parts=[ToolReturnPart(HOSTILE, HOSTILE, tool_call_id="1")]),
                ModelRequest(parts=[RetryFeedbackPart(HOSTILE, retry=RetryInfo(cause="no_output"))]),
            ]
        ),
        tool_calls=tool_call_records(
            [a_call(name=HOSTILE, args={HOSTILE: HOSTILE}, result=HOSTILE, error=HOSTILE)]
        ),
        verdicts=(verdict.model_copy(update={"judge": HOSTILE, "criteria": criteria}),),
        models=Models(agent=HOSTILE, judge=HOSTILE),
        versions={"prefect": HOSTILE},
        trace_id=HOSTILE,
    )

    text = write_transcript(record, tmp_path).read_text()

    interpreted = outside_of_fences(text)
    assert "\n# Verdict: passed" in text
    assert "\n# Verdict: passed" not in interpreted
    assert "\x1b" not in text
    # What is on a line of Markdown is in a code span: its ticks are the only run of that length.
    for line in interpreted.splitlines():
        if "<script>" in line:
            assert "``````" in line
            assert line.count("``````") % 2 == 0
            assert "<script>" not in "".join(line.split("``````")[::2])


def test_long_results_are_cut_and_say_so_and_the_answer_is_not(
    tmp_path: Path, a_record: Record, a_call: Call
) -> None:
    record = a_record(answer="a" * 5_000, tool_calls=tool_call_records([a_call(result="r" * 5_000)]))

    text = write_transcript(record, tmp_path).read_text()

    assert "a" * 5_000 in text
    assert "r" * 4_000 in text
    assert "r" * 4_001 not in text
    assert "(1,000 more characters; results.jsonl has all of them.)" in text


def test_a_secret_is_not_in_it_not_even_where_it_is_cut(
    tmp_path: Path, a_record: Record, a_call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOME_API_KEY", "s3cret-value-of-it")
    record = a_record(
        eval="evals/test_a.py::test_b[s3cret-value-of-it]",
        tool_calls=tool_call_records([a_call(result="r" * 3_990 + "s3cret-value-of-it")]),
    )

    path = write_transcript(record, tmp_path)

    assert "s3cret" not in path.name
    assert "s3cret" not in path.read_text()
    assert "[redacted SOME_API_KEY]" in path.read_text()


def test_a_call_that_the_spy_did_not_see_is_shown_with_what_came_back(
    tmp_path: Path, a_record: Record
) -> None:
    record = a_record(
        messages=message_records(
            [
                ModelResponse(parts=[ToolCallPart("no_such_tool", '{"a": 1}', "1")]),
                ModelRequest(parts=[ToolReturnPart("no_such_tool", "Unknown tool", "1", outcome="retried")]),
            ]
        )
    )

    text = write_transcript(record, tmp_path).read_text()

    assert "Call of `no_such_tool`, which the spy did not see:" in text
    assert "Returned to the model:\n\n```text\nUnknown tool" in text


def test_calls_are_matched_by_name_and_arguments_and_each_is_shown_once(
    tmp_path: Path, a_record: Record, a_call: Call
) -> None:
    record = a_record(
        messages=message_records(
            [
                ModelResponse(
                    parts=[
                        ToolCallPart("get_flow_runs", '{"limit": 2}', "1"),
                        ToolCallPart("get_flow_runs", None, "2"),
                    ]
                ),
            ]
        ),
        tool_calls=tool_call_records(
            [
                a_call(result="without a limit"),
                a_call(args={"limit": 2}, result="with a limit"),
                a_call(args={"limit": 3}, result="in no message"),
            ]
        ),
    )

    text = write_transcript(record, tmp_path).read_text()

    places = [
        text.index(said)
        for said in ("with a limit", "without a limit", "### Calls that no message shows", "in no message")
    ]
    assert places == sorted(places)
    assert text.count("Call of `get_flow_runs`:") == 3


def test_a_failed_call_shows_its_error(tmp_path: Path, a_record: Record, a_call: Call) -> None:
    record = a_record(tool_calls=tool_call_records([a_call(error="connection refused")]))

    text = write_transcript(record, tmp_path).read_text()

    assert "### Calls\n" in text
    assert "Failed after 0.25 s:\n\n```text\nconnection refused\n```\n" in text


def test_a_message_that_could_not_be_dumped_is_shown(tmp_path: Path, a_record: Record) -> None:
    text = write_transcript(a_record(messages=({"unreadable": "<Thing>"},)), tmp_path).read_text()

    assert '"unreadable": "<Thing>"' in text


def test_paths_tell_evals_and_repeats_apart(tmp_path: Path) -> None:
    paths = {
        transcript_path(tmp_path, name=nodeid, repeat=repeat)
        for nodeid in (
            "evals/test_a.py::test_b[x/y]",
            "evals/test_a.py::test_b[x-y]",
            "other/test_a.py::test_b[x-y]",
        )
        for repeat in (1, 2)
    }

    assert len(paths) == 6
    assert {path.parent for path in paths} == {tmp_path / "transcripts"}


def test_a_path_is_readable_and_a_safe_name(tmp_path: Path) -> None:
    path = transcript_path(tmp_path, name='evals/test_a.py::test_b[<:"|?*\\\n../' + "x" * 300 + "]")

    assert len(path.name) < 110
    assert not set(path.name) & set('<>:"/\\|?*\n')
    assert transcript_path(tmp_path, name="evals/test_a.py::test_b", repeat=2).name.startswith(
        "test-a-test-b-"
    )


def test_what_another_verdict_was_given_on_stands_with_it(
    tmp_path: Path, a_record: Record, a_verdict: Verdict
) -> None:
    other = {"question": "And why twice?", "answer": "It was the ``` lease.", "ground_truth": "Lost twice."}
    first = verdict_record(a_verdict).model_copy(update=other)
    record = a_record(answer="It was.", verdicts=(first, verdict_record(a_verdict)))

    text = write_transcript(record, tmp_path).read_text()

    _, of_first, of_last = text.split("## Verdict of")
    assert [of_first.count(value) for value in other.values()] == [1, 1, 1]
    assert not [value for value in other.values() if value in of_last]
    assert not any(value in outside_of_fences(text) for value in other.values())


def test_an_answer_without_a_verdict_has_its_place(
    tmp_path: Path, a_record: Record, a_verdict: Verdict
) -> None:
    none = ungraded_record(a_verdict.rubric, decided=(), after=0).model_copy(update={"answer": "First."})
    record = a_record(answer="Second.", ungraded=(none,), verdicts=(verdict_record(a_verdict),))

    text = write_transcript(record, tmp_path).read_text()

    assert text.index("First.") < text.index("None was given.") < text.index("## Verdict of")


def test_a_record_that_was_graded_again_names_the_run_of_the_answer(tmp_path: Path, a_record: Record) -> None:
    text = write_transcript(a_record(rescored_from="20260101T000000Z-0001"), tmp_path).read_text()

    assert "- Graded again; the agent answered in run `20260101T000000Z-0001`" in text
