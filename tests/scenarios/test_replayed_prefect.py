"""What the replayed scenarios rest on in the installed Prefect; expected values are written out in full."""

import importlib
import inspect
from types import ModuleType

import prefect
import pytest
from packaging.version import Version
from prefect import flow_engine
from prefect.concurrency import _leases
from prefect.server.schemas.actions import LogCreate, StateCreate
from prefect.settings.models.server.concurrency import ServerConcurrencySettings
from pydantic import ValidationError


@pytest.fixture
def core_policy() -> ModuleType:
    importlib.import_module("prefect.server.models")  # the two import each other, and this order works
    return importlib.import_module("prefect.server.orchestration.core_policy")


def test_the_api_takes_no_time_for_a_state() -> None:
    with pytest.raises(ValidationError, match="Extra inputs are not permitted"):
        StateCreate.model_validate({"type": "RUNNING", "timestamp": "2026-01-02T03:04:05Z"})


def test_the_api_takes_a_time_for_a_line() -> None:
    line = {"name": "prefect.flow_runs", "level": 20, "message": "", "timestamp": "2026-01-02T03:04:05Z"}
    assert LogCreate.model_validate(line).timestamp.isoformat() == "2026-01-02T03:04:05+00:00"


def test_no_defect_that_is_replayed_is_left_in_it() -> None:
    assert Version(prefect.__version__) >= Version("3.8.5")


def test_a_retry_in_the_same_process_keeps_its_lease_by_now(core_policy: ModuleType) -> None:
    source = inspect.getsource(core_policy.ReleaseFlowConcurrencySlots.after_transition)
    assert 'context.proposed_state.name == "AwaitingRetry"' in source


def test_the_lease_is_renewed_in_a_thread_by_now() -> None:
    assert "threading.Thread(" in inspect.getsource(_leases)


def test_a_lease_lost_in_provisioning_is_taken_anew_by_now(core_policy: ModuleType) -> None:
    assert "slot lost during provisioning" in inspect.getsource(
        core_policy.ValidateDeploymentConcurrencyAtRunning
    )


def test_a_first_lease_lives_longer_by_now() -> None:
    default = ServerConcurrencySettings.model_fields["initial_deployment_lease_duration"].default
    assert default == 300.0


@pytest.mark.parametrize(
    "wording",
    [
        "Received non-final state {state.name!r} when proposing final",
        "state {terminal_state.name!r} and will attempt to run again...",
        "Crash detected! {state.message}",
    ],
)
def test_the_engine_words_it_as_the_evidence_does(wording: str) -> None:
    assert wording in inspect.getsource(flow_engine)
