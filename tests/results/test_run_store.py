import json
import logging
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from filelock import FileLock
from pydantic_ai.messages import (
    ModelMessage,
    ModelRequest,
    ModelResponse,
    TextPart,
    ToolReturnPart,
    UserPromptPart,
)

from evals.judges import Verdict
from evals.results.directory import ResultsError, latest_run_directory, new_run_directory
from evals.results.graded import verdict_record
from evals.results.record import EvalRecord, message_records, tool_call_records
from evals.results.store import RunStore, read_results
from evals.transcripts import ToolCall

Record = Callable[..., EvalRecord]
Call = Callable[..., ToolCall]

APPENDING = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from evals.results.record import EvalRecord
from evals.results.store import RunStore

writer, count = sys.argv[2], int(sys.argv[3])
for number in range(count):
    RunStore(Path(sys.argv[1])).append(
        EvalRecord(
            eval=f"{writer}-{number}", run="r", question=writer * 5_000, outcome="passed",
            started_at=datetime.now(UTC),
        )
    )
    print(number, flush=True)
"""


def appending(directory: Path, writer: str, count: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", APPENDING, str(directory), writer, str(count)],
        stdout=subprocess.PIPE,
        text=True,
        # Where this test itself is run in the background, its children would ignore Ctrl-C.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )


def test_records_are_read_back_in_order(tmp_path: Path, a_record: Record) -> None:
    store = RunStore(tmp_path)
    records = [a_record(repeat=number) for number in (1, 2, 3)]

    written = [store.append(record) for record in records]

    assert written == records
    assert store.read() == read_results(tmp_path / "results.jsonl") == records


def test_a_record_is_one_line_and_in_the_file_at_once(tmp_path: Path, a_record: Record) -> None:
    RunStore(tmp_path).append(a_record(answer="two\nlines\r\n\u2028and more"))

    content = (tmp_path / "results.jsonl").read_bytes()
    assert content.count(b"\n") == 1
    assert json.loads(content)["answer"] == "two\nlines\r\n\u2028and more"


@pytest.mark.slow
def test_two_processes_at_once_lose_and_mix_nothing(tmp_path: Path) -> None:
    writers = [appending(tmp_path, name, 200) for name in "ab"]

    assert [process.communicate(timeout=60)[0].count("\n") for process in writers] == [200, 200]
    records = RunStore(tmp_path).read()
    assert len(records) == 400
    for name in "ab":
        own = [record for record in records if record.question == name * 5_000]
        assert [record.eval for record in own] == [f"{name}-{number}" for number in range(200)]


@pytest.mark.slow
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL], ids=["Ctrl-C", "killed"])
def test_a_process_that_is_stopped_leaves_all_it_appended(tmp_path: Path, how: signal.Signals) -> None:
    with appending(tmp_path, "a", 100_000) as process:
        assert process.stdout is not None
        for _ in range(20):
            process.stdout.readline()
        process.send_signal(how)
        reported = 20 + process.stdout.read().count("\n")

    assert process.returncode != 0
    # The one that it was about to report may be there, too.
    assert len(RunStore(tmp_path).read()) in {reported, reported + 1}


def test_append_waits_for_whoever_writes(tmp_path: Path, a_record: Record) -> None:
    store = RunStore(tmp_path)
    waiting = threading.Thread(target=store.append, args=[a_record()])

    with FileLock(tmp_path / "results.lock"):
        waiting.start()
        waiting.join(0.3)
        assert waiting.is_alive()
        assert not (tmp_path / "results.jsonl").exists()
    waiting.join(10)

    assert store.read() == [a_record()]


def test_a_torn_last_line_is_left_out_and_reported(
    tmp_path: Path, a_record: Record, caplog: pytest.LogCaptureFixture
) -> None:
    store = RunStore(tmp_path)
    store.append(a_record())
    with store.results_path.open("a") as file:
        file.write(a_record(repeat=2).model_dump_json()[:-20])

    records = store.read()

    assert records == [a_record()]
    assert caplog.record_tuples == [
        (
            "evals.results.store",
            logging.WARNING,
            f"{store.results_path}:2: the last line is torn and left out",
        )
    ]


def test_a_whole_last_line_without_its_end_is_read(
    tmp_path: Path, a_record: Record, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "results.jsonl"
    path.write_text(a_record().model_dump_json())

    assert read_results(path) == [a_record()]
    assert not caplog.records


@pytest.mark.parametrize("left_by_torn_write", [0, 20], ids=["only the line's end is missing", "torn"])
def test_append_does_not_write_into_an_unfinished_line(
    tmp_path: Path, a_record: Record, left_by_torn_write: int
) -> None:
    store = RunStore(tmp_path)
    last = a_record(repeat=2)
    line = last.model_dump_json()
    store.append(a_record())
    with store.results_path.open("a") as file:
        file.write(line[: len(line) - left_by_torn_write])

    store.append(a_record(repeat=3))

    kept = [last] if left_by_torn_write == 0 else []
    assert store.read() == [a_record(), *kept, a_record(repeat=3)]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("{not json", "Invalid JSON"),
        ('{"schema_version": 1}', "not a record: eval: Field required"),
        ("[]", "not a record: "),
    ],
)
def test_a_bad_line_is_one_line_of_error_with_its_place(
    tmp_path: Path, a_record: Record, line: str, why: str
) -> None:
    path = tmp_path / "results.jsonl"
    good = a_record().model_dump_json()
    path.write_text(f"{good}\n{line}\n{good}\n")

    with pytest.raises(ResultsError) as error:
        read_results(path)

    assert str(error.value).startswith(f"{path}:2: ")
    assert why in str(error.value)
    assert "\n" not in str(error.value)


def test_a_record_of_another_version_is_refused(tmp_path: Path, a_record: Record) -> None:
    path = tmp_path / "results.jsonl"
    path.write_text(json.dumps(json.loads(a_record().model_dump_json()) | {"schema_version": 2}) + "\n")

    with pytest.raises(
        ResultsError, match=r"results\.jsonl:1: not a record: schema_version: Input should be 1"
    ):
        read_results(path)


def test_no_file_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(ResultsError, match=re.escape(str(tmp_path / "results.jsonl"))):
        RunStore(tmp_path).read()


def test_a_secret_of_the_environment_is_nowhere_in_the_file(
    tmp_path: Path, a_record: Record, a_call: Call, a_verdict: Verdict, monkeypatch: pytest.MonkeyPatch
) -> None:
    planted = 's3cret/"value" \\ of-it'
    forms = [
        planted,
        json.dumps(planted)[1:-1],
        json.dumps(json.dumps(planted)[1:-1])[1:-1],
        quote(planted, safe=""),
        # `printf %s 's3cret/"value" \ of-it' | base64`
        "czNjcmV0LyJ2YWx1ZSIgXCBvZi1pdA==",
    ]
    monkeypatch.setenv("SOME_PROVIDER_API_KEY", planted)
    text = " ".join(["said", *forms])
    messages: list[ModelMessage] = [
        ModelRequest(parts=[UserPromptPart(text)], instructions=text),
        ModelResponse(parts=[TextPart(text)]),
        ModelRequest(parts=[ToolReturnPart("runs", {text: [text]}, tool_call_id="1")]),
    ]
    record = a_record(
        question=text,
        answer=text,
        ground_truth=text,
        messages=message_records(messages),
        tool_calls=tool_call_records(
            [a_call(args={"q": text, text: 1}, result={"logs": [text]}, error=text)]
        ),
        verdicts=(verdict_record(a_verdict),),
        outcome="unmeasured",
        reason=f"ModelHTTPError: 401 {text}",
    )
    # Each form would be found if it were there.
    assert [form for form in forms if json.dumps(form)[1:-1] not in record.model_dump_json()] == []

    RunStore(tmp_path).append(record)

    content = (tmp_path / "results.jsonl").read_text()
    written = [form for form in forms if form in content or json.dumps(form)[1:-1] in content]
    assert written == []
    assert "s3cret" not in content
    assert "czNjcmV0" not in content
    assert content.count("[redacted SOME_PROVIDER_API_KEY]") >= 12 * len(forms)


def test_run_directories_sort_by_time_and_the_latest_is_found(tmp_path: Path) -> None:
    root = tmp_path / ".evals"

    first = new_run_directory(root)
    second = new_run_directory(root)

    assert first != second
    for run in (first, second):
        assert run.is_dir()
        assert run.parent == root
        assert re.fullmatch(r"\d{8}T\d{6}Z-[0-9a-f]{4}", run.name)
    assert latest_run_directory(root) == second
    assert sorted(path.name for path in root.iterdir()) == sorted([first.name, second.name, "latest"])


def test_no_run_yet(tmp_path: Path) -> None:
    with pytest.raises(ResultsError, match="no run has been recorded here"):
        latest_run_directory(tmp_path)


def test_a_latest_run_that_was_deleted(tmp_path: Path) -> None:
    run = new_run_directory(tmp_path)
    run.rmdir()

    with pytest.raises(ResultsError, match=f"points to {run.name}, which is not there"):
        latest_run_directory(tmp_path)
