"""What the root causes rest on in the installed Prefect; expected values are written out in full."""

import inspect
import json
from datetime import timedelta
from pathlib import Path

import prefect
import pytest
from prefect import flow_engine
from prefect.concurrency import _leases
from prefect.events.actions import ChangeFlowRunState
from prefect.events.schemas.automations import EventTrigger
from prefect.settings.models.root import Settings

from evals.facts import false_claims
from evals.scenarios import director
from evals.scenarios.engine_process import RUNNING_LEASE_S

SERVER = Path(prefect.__file__).parent / "server"


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("client.max_retries", 5),
        ("logging.to_api.batch_interval", 2.0),
        ("flows.heartbeat_frequency", 180),
        ("server.concurrency.lease_storage", "prefect.server.concurrency.lease_storage.memory"),
    ],
)
def test_by_default_these_settings_have_these_values(setting: str, value: object) -> None:
    model, *path, name = setting.split(".")
    fields = Settings.model_fields[model].annotation.model_fields  # type: ignore[union-attr]
    for part in path:
        fields = fields[part].annotation.model_fields
    assert fields[name].default == value


def test_a_renewal_is_attempted_three_times() -> None:
    assert _leases._RENEWAL_MAX_ATTEMPTS == 3


def test_a_running_flow_has_a_lease_of_300_seconds_that_ends_it_when_lost() -> None:
    assert RUNNING_LEASE_S == 300
    source = inspect.getsource(flow_engine)
    calls = source.split("maintain_concurrency_lease(")[1:]
    assert len(calls) == 2
    for call in calls:
        assert "300" in call[:120]
        assert "raise_on_lease_renewal_failure=True" in call[:200]


def test_a_slot_whose_lease_is_gone_is_not_given_back() -> None:
    # Read, not imported: the server's modules take a second, and a database.
    api = (SERVER / "api/concurrency_limits_v2.py").read_text()
    release = api[api.index("async def bulk_decrement_active_slots_with_lease") :].partition("@router")[0]
    assert "if not lease:\n        return\n" in release
    assert release.index("if not lease:") < release.index("models.concurrency_limits_v2.bulk_decrement")


def test_the_renewal_of_a_lease_that_is_gone_is_answered_with_410() -> None:
    api = (SERVER / "api/concurrency_limits_v2.py").read_text()
    renew = api[api.index("async def renew_concurrency_lease") :]
    assert "status_code=status.HTTP_410_GONE" in renew
    assert '"Lease not found - it may have expired or been revoked"' in renew


@pytest.mark.slow
async def test_leases_on_disk_are_files_that_another_server_reads(tmp_path: Path) -> None:
    from prefect.server.concurrency.lease_storage.filesystem import ConcurrencyLeaseStorage

    assert 'home / "concurrency_leases"' in inspect.getsource(ConcurrencyLeaseStorage)
    assert director.RESTARTS["filesystem"] == {
        "PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE": ConcurrencyLeaseStorage.__module__
    }
    lease = await ConcurrencyLeaseStorage(tmp_path).create_lease([], timedelta(seconds=300))
    file = tmp_path / f"{lease.id}.json"
    before = json.loads(file.read_text())["expiration"]
    assert await ConcurrencyLeaseStorage(tmp_path).renew_lease(lease.id, timedelta(seconds=600))
    assert json.loads(file.read_text())["expiration"] > before


def test_an_automation_can_set_a_run_s_state_when_an_event_comes() -> None:
    assert ChangeFlowRunState.model_fields["type"].default == "change-flow-run-state"
    assert EventTrigger(expect={"watchdog.silent"}).posture.value == "Reactive"


@pytest.mark.parametrize(
    ("advice", "real"),
    [
        ("`prefect gcl update data-warehouse --active-slots 0`", True),
        ("`prefect gcl reset data-warehouse`", False),
        ("`PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE`", True),
        ("`PREFECT_CLIENT_MAX_RETRIES`", True),
        ("`PREFECT_CONCURRENCY_LEASE_RENEWAL_RETRIES`", False),
    ],
)
def test_what_the_truths_advise_exists(advice: str, real: bool) -> None:
    claims = false_claims(question="", answer=f"Use {advice}.", tool_calls=())
    assert (claims == ()) is real
