"""The comparison of replayed evidence with real runs: what counts as a difference, and what doesn't."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from evals.scenarios.replayed.comparison import differences, trace
from evals.scenarios.replayed.evidence import Evidence, evidence_file, load_evidence

ROOT = Path(__file__).parents[2]
CASE = "lease_taken_away"
Content = dict[str, Any]


def tampered(change: Callable[[Content], None]) -> Evidence:
    content: Content = json.loads(evidence_file(CASE).read_text())
    change(content)
    return Evidence.model_validate(content)


def _level(content: Content) -> None:
    content["lines"][1]["level"] = 30


def _logger(content: Content) -> None:
    content["lines"][1]["logger"] = "prefect.task_runs"


def _word(content: Content) -> None:
    content["lines"][1]["message"] = content["lines"][1]["message"].replace("Beginning", "Starting")


def _lost_line(content: Content) -> None:
    del content["lines"][2]


def _order(content: Content) -> None:
    first, second = content["lines"][:2]
    first["message"], second["message"] = second["message"], first["message"]


def _end_of_traceback(content: Content) -> None:
    content["lines"][-1]["message"] = content["lines"][-1]["message"].replace("CancelledError", "KeyError")


def _http_status(content: Content) -> None:
    for line in content["lines"]:
        line["message"] = line["message"].replace("410 Gone", "404 Not Found")


def _state_message(content: Content) -> None:
    content["states"][-1]["message"] = "Execution was aborted by a termination signal."


def _state_name(content: Content) -> None:
    content["states"][-1]["name"] = "Died"


def _state_type(content: Content) -> None:
    content["states"][-1]["type"] = "FAILED"


def _lost_state(content: Content) -> None:
    del content["states"][1]


def _event(content: Content) -> None:
    content["events"][-1]["event"] = "prefect.flow-run.Failed"


@pytest.mark.parametrize(
    ("change", "part"),
    [
        (_level, "lines"),
        (_logger, "lines"),
        (_word, "lines"),
        (_lost_line, "lines"),
        (_order, "lines"),
        (_end_of_traceback, "lines"),
        (_http_status, "lines"),
        (_state_message, "states"),
        (_state_name, "states"),
        (_state_type, "states"),
        (_lost_state, "states"),
        (_event, "events"),
    ],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_evidence_that_was_tampered_with_differs(change: Callable[[Content], None], part: str) -> None:
    found = list(differences(trace(load_evidence(CASE)), trace(tampered(change))))
    assert found
    assert all(difference.startswith(f"{part}: ") for difference in found)


def test_a_difference_shows_both_sides() -> None:
    found = list(differences(trace(load_evidence(CASE)), trace(tampered(_level))))
    assert found == [
        "lines: - INFO prefect.flow_runs: Beginning flow run '<run>' for flow '<flow>'",
        "lines: + WARNING prefect.flow_runs: Beginning flow run '<run>' for flow '<flow>'",
    ]


def test_the_same_run_under_other_names_does_not_differ() -> None:
    evidence = load_evidence(CASE)
    new_id = UUID("0a1b2c3d-0000-4000-8000-000000000000")
    renamed = evidence.renamed(run_name="some-run", flow_name="some-flow", flow_run_id=new_id)
    assert list(differences(trace(evidence), trace(renamed))) == []


def _times(content: Content) -> None:
    for part in ("states", "lines", "events"):
        for record in content[part]:
            record["at_s"] *= 2


def _lease(content: Content) -> None:
    for line in content["lines"]:
        line["message"] = line["message"].replace("-4", "-5")


def _port(content: Content) -> None:
    for line in content["lines"]:
        line["message"] = line["message"].replace("127.0.0.1:4200", "127.0.0.1:51315")


def _frames(content: Content) -> None:
    for line in content["lines"]:
        line["message"] = (
            line["message"].replace(", line ", ", line 1").replace("    raise", "    ~~~\n    raise")
        )


@pytest.mark.parametrize("change", [_times, _lease, _port, _frames])
def test_what_no_two_runs_share_does_not_differ(change: Callable[[Content], None]) -> None:
    other = tampered(change)
    assert other != load_evidence(CASE)
    assert list(differences(trace(load_evidence(CASE)), trace(other))) == []


def test_a_part_begins_and_ends_with_its_lines() -> None:
    part = trace(load_evidence(CASE), since="Crash detected!", through="Finished in state")
    message = "Execution was cancelled by the runtime environment."
    assert part.states == (f"CRASHED Crashed: {message}",)
    assert part.lines == (
        f"ERROR prefect.flow_runs: Crash detected! {message}",
        f"INFO prefect.flow_runs: Finished in state Crashed('{message}')",
    )
    assert part.events == ("prefect.flow-run.Crashed",)


def test_a_part_without_its_lines_is_an_error() -> None:
    with pytest.raises(ValueError, match="no line that begins with 'Received non-final state'"):
        trace(load_evidence(CASE), through="Received non-final state")


def test_only_the_loggers_asked_for_are_compared() -> None:
    evidence = load_evidence("lease_lost_in_provisioning")
    lines = trace(evidence, loggers=("prefect.flow_runs.runner",)).lines
    assert [line.split(":")[0] for line in lines] == [
        "INFO prefect.flow_runs.runner",
        "ERROR prefect.flow_runs.runner",
        "INFO prefect.flow_runs.runner",
    ]


def test_events_can_be_left_out() -> None:
    events = trace(load_evidence(CASE), leaving_out=("prefect.flow-run.heartbeat",)).events
    assert events == tuple(
        f"prefect.flow-run.{name}" for name in ("Scheduled", "Pending", "Running", "Crashed")
    )


_WITH_OTHER_FILES = """
import pathlib, sys
from evals.scenarios.replayed import evidence
evidence._FILES = pathlib.Path(sys.argv.pop(1))
from tools.fidelity import main
sys.exit(main())
"""


@pytest.mark.slow
def test_make_fidelity_reports_what_was_tampered_with_and_nothing_else(
    tmp_path: Path, template_cache: Path
) -> None:
    for file in evidence_file(CASE).parent.glob("*.json"):
        (tmp_path / file.name).write_text(file.read_text())
    (tmp_path / f"{CASE}.json").write_text(tampered(_level).model_dump_json())

    done = subprocess.run(
        [sys.executable, "-c", _WITH_OTHER_FILES, str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=180,
    )

    assert done.returncode == 1, done.stderr[-2000:]
    differing = [line for line in done.stdout.splitlines() if "compared" in line and "; 0 diff" not in line]
    assert [line.split(": compared")[0] for line in differing] == [
        "lease_taken_away against the engine (lease_taken_away)"
    ]
    assert (
        "    lines: + WARNING prefect.flow_runs: Beginning flow run '<run>' for flow '<flow>'" in done.stdout
    )
    for untouched in ("flow_retried", "flow_retry_deployment_limit", "event_loop_blocked_old_client"):
        assert f"{untouched} against its file: compared" in done.stdout
