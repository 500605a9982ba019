"""The data of the replayed scenarios: their evidence files, questions, and what a recording is."""

import json
import re
from typing import Any
from uuid import UUID

import pytest
from pydantic import ValidationError

from evals.scenarios.lease_renewal import question_about
from evals.scenarios.replayed import SCENARIOS, blocked_event_loop, flow_retry, slow_provisioning
from evals.scenarios.replayed.evidence import Evidence, evidence_file, load_evidence
from evals.scenarios.replayed.lease_crash import question_after_upgrade
from evals.scenarios.replayed.recording import without_places
from evals.scenarios.scenario import Scenario

FILES = sorted(path.stem for path in evidence_file("any").parent.glob("*.json"))
OF_SCENARIOS = (flow_retry.EVIDENCE, blocked_event_loop.EVIDENCE, slow_provisioning.EVIDENCE)
LEASE_ERROR = (
    "Concurrency lease renewal failed - slots are no longer reserved. "
    "Terminating execution to prevent over-allocation."
)
EACH = pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.id)


def changed(**changes: Any) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(evidence_file("flow_retried").read_text())
    return content | changes


@EACH
def test_a_scenario_is_a_replayed_root_cause(scenario: Scenario) -> None:
    assert re.fullmatch(r"[a-z]+(?:_[a-z]+)*", scenario.id)
    assert (scenario.family, scenario.fidelity) == ("root_cause", "replayed")
    assert scenario.protects.endswith("?")


@EACH
def test_a_source_names_a_thread_and_the_version_that_was_recorded(scenario: Scenario) -> None:
    assert re.search(r"PrefectHQ/prefect#\d{5}.*recorded with Prefect 3\.\d\.\d", scenario.source)


@pytest.mark.parametrize("question", [question_about, question_after_upgrade])
def test_questions_give_nothing_away(question: Any) -> None:
    asked = question("pipeline-run-4f2a91c0")
    assert "'pipeline-run-4f2a91c0'" in asked
    assert re.search(r"leas|limit|slot|retr|block|loop|pending|provision|start", asked, re.IGNORECASE) is None


@pytest.mark.parametrize("name", FILES)
def test_an_evidence_file_says_where_it_comes_from(name: str) -> None:
    assert re.search(r"Recorded from a (?:real )?run.* Prefect 3\.\d\.\d", load_evidence(name).source)


@pytest.mark.parametrize("name", FILES)
def test_an_evidence_file_holds_no_place_of_a_machine(name: str) -> None:
    files = re.findall(r'File \\"([^"]*)\\"', evidence_file(name).read_text())
    strange = [file for file in files if not file.startswith(("/usr/local/lib/python3.11/", "/opt/flows/"))]
    assert strange == []


@pytest.mark.parametrize(
    ("name", "version"),
    [
        ("flow_retry_deployment_limit", "3.8.4"),
        ("event_loop_blocked_old_client", "3.4.20"),
        ("lease_lost_in_provisioning", "3.4.20"),
    ],
)
def test_the_defects_were_recorded_with_versions_that_have_them(name: str, version: str) -> None:
    assert load_evidence(name).prefect_version == version


@pytest.mark.parametrize("name", OF_SCENARIOS)
def test_the_lease_error_is_there_once_and_the_state_does_not_tell(name: str) -> None:
    evidence = load_evidence(name)
    assert len([line for line in evidence.lines if line.message.startswith(LEASE_ERROR)]) == 1
    assert evidence.states[-1].message == "Execution was cancelled by the runtime environment."


def test_the_retry_lost_its_lease_at_the_second_renewal() -> None:
    evidence = load_evidence(flow_retry.EVIDENCE)
    running = next(state.at_s for state in evidence.states if state.type == "RUNNING")
    lost = next(line.at_s for line in evidence.lines if line.message.startswith(LEASE_ERROR))
    assert 225 < lost - running < 235


def test_evidence_is_not_something_with_other_fields() -> None:
    with pytest.raises(ValidationError, match="extra"):
        Evidence.model_validate(changed(lease="?"))


def test_evidence_without_a_source_is_none() -> None:
    content = changed()
    del content["source"]
    with pytest.raises(ValidationError, match="source"):
        Evidence.model_validate(content)


def test_evidence_is_in_order() -> None:
    lines = changed()["lines"]
    with pytest.raises(ValidationError, match="lines are not in the order of their times"):
        Evidence.model_validate(changed(lines=[lines[1], lines[0]]))


def test_evidence_begins_at_its_first_state() -> None:
    with pytest.raises(ValidationError, match="not counted from the first state"):
        Evidence.model_validate(changed(states=changed()["states"][1:]))


def test_evidence_has_no_state_of_an_unknown_type() -> None:
    state = {"at_s": 0.0, "type": "LOST", "name": "Lost"}
    with pytest.raises(ValidationError, match="SCHEDULED"):
        Evidence.model_validate(changed(states=[state]))


def test_a_run_is_renamed_wherever_it_is_named() -> None:
    evidence = load_evidence("lease_lost_in_provisioning")
    new_id = UUID("0a1b2c3d-0000-4000-8000-000000000000")
    renamed = evidence.renamed(run_name="some-run", flow_name="some-flow", flow_run_id=new_id)
    text = renamed.model_dump_json()
    assert "Beginning flow run 'some-run' for flow 'some-flow'" in text
    assert "/opt/flows/some_flow.py" in text
    assert re.search(rf"00000000(?!0)|{evidence.flow_run_id}", text.replace(str(new_id), "")) is None


def test_states_are_not_among_the_events_that_are_written() -> None:
    events = load_evidence("flow_retried").events_besides_states
    assert [event.event for event in events] == ["prefect.flow-run.heartbeat"] * 2


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        (
            'File "/home/me/.venv/lib/python3.12/site-packages/prefect/x.py", line 1',
            'File "/usr/local/lib/python3.11/site-packages/prefect/x.py", line 1',
        ),
        (
            'File "/home/me/.pyenv/versions/3.12.1/lib/python3.12/contextlib.py", line 1',
            'File "/usr/local/lib/python3.11/contextlib.py", line 1',
        ),
        ('File "/home/me/work/load.py", line 3', 'File "/opt/flows/load.py", line 3'),
        ("for url 'http://127.0.0.1:51315/api/x'", "for url 'http://127.0.0.1:4200/api/x'"),
        ('File "/home/me/work/other.py", line 3', 'File "/home/me/work/other.py", line 3'),
    ],
)
def test_recorded_lines_lose_their_places(line: str, kept: str) -> None:
    assert without_places(line, entrypoint="load.py:flow") == kept
