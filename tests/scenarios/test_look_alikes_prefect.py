"""What the look-alikes rest on in the installed Prefect; expected values are written out in full."""

import asyncio
import inspect
import logging
from pathlib import Path

import prefect
import pytest
from prefect._internal.infrastructure_exit_codes import get_infrastructure_exit_info
from prefect.client.schemas.objects import ConcurrencyLimitStrategy
from prefect.concurrency import _leases, sync
from prefect.exceptions import TerminationSignal
from prefect.runner import _flow_run_executor
from prefect.states import AwaitingConcurrencySlot, exception_to_crashed_state, exception_to_failed_state

from evals.scenarios.lease_renewal import ENGINE_MESSAGE
from evals.scenarios.look_alikes import ended_processes, flow_exception, lease_warnings, slots


async def test_a_cancellation_leaves_the_message_that_a_lost_lease_leaves_too() -> None:
    state = await exception_to_crashed_state(asyncio.CancelledError())
    assert state.message == "Execution was cancelled by the runtime environment."
    assert state.message == ENGINE_MESSAGE


async def test_a_termination_signal_leaves_this_message() -> None:
    state = await exception_to_crashed_state(TerminationSignal(15))
    assert state.message == "Execution was aborted by a termination signal."
    assert state.message == ended_processes.TERMINATED_MESSAGE


def test_the_runner_explains_a_kill_with_memory_or_a_person() -> None:
    explanation = (
        "Process exited due to a SIGKILL signal. Typically caused by the operating system terminating the "
        "process for exceeding memory limits, or by manual cancellation."
    )
    assert get_infrastructure_exit_info(-9).explanation == explanation
    assert f"Process exited with status code: -9. {explanation}" == ended_processes.KILLED_MESSAGE


def test_the_runner_words_it_as_the_scenario_expects() -> None:
    source = inspect.getsource(_flow_run_executor.FlowRunExecutor.submit)
    assert 'f"Process exited with status code: {exit_code}. {info.explanation}"' in source


async def test_an_exception_of_the_flow_is_in_the_message_of_its_state() -> None:
    state = await exception_to_failed_state(
        KeyError("currency"), message="Flow run encountered an exception:"
    )
    assert state.message == "Flow run encountered an exception: KeyError: 'currency'"
    assert state.message == flow_exception.FAILED_MESSAGE


@pytest.mark.parametrize(
    ("strict", "level", "words"),
    [
        (False, logging.WARNING, lease_warnings.LEASE_WARNING),
        (True, logging.ERROR, "Concurrency lease renewal failed - slots are no longer reserved. Terminating"),
    ],
)
def test_without_strict_a_lost_lease_is_a_warning_and_cancels_nothing(
    strict: bool, level: int, words: str, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Scope:
        cancelled = False

        def cancel(self) -> None:
            self.cancelled = True

    monkeypatch.setattr(_leases, "get_run_logger", lambda: logging.getLogger("lease-test"))
    scope = Scope()
    _leases._handle_lease_renewal_failure(
        ValueError("410 Gone"),
        "57dfe264-fb43-4c1f-964b-c192ab3c9d87",  # type: ignore[arg-type] # it is only logged
        strict,
        suppress_warnings=False,
        cancel_scope=scope,  # type: ignore[arg-type] # asked for cancel() only
    )
    [record] = caplog.records
    assert (record.levelno, scope.cancelled) == (level, strict)
    assert record.getMessage().startswith(words)


def test_a_limit_is_used_without_strict_unless_one_says_so() -> None:
    assert inspect.signature(sync.concurrency).parameters["strict"].default is False


def test_a_run_waits_for_a_slot_unless_its_deployment_says_otherwise() -> None:
    assert {strategy.value for strategy in ConcurrencyLimitStrategy} == {"ENQUEUE", "CANCEL_NEW"}
    assert AwaitingConcurrencySlot().name == "AwaitingConcurrencySlot"


def test_the_server_cancels_a_run_that_lost_its_slot_before_it_began() -> None:
    # Read, not imported: the server's modules take a second, and a database.
    source = (Path(prefect.__file__).parent / "server/orchestration/core_policy.py").read_text()
    rule = source[source.index("class ValidateDeploymentConcurrencyAtRunning") :].partition("\nclass ")[0]
    message = rule[rule.index("states.Cancelled(") :].partition("),")[0]
    assert '"Deployment concurrency slot lost during provisioning - "' in message
    assert '"no slots available to continue execution"' in message
    assert slots.SLOT_LOST_MESSAGE == (
        "Deployment concurrency slot lost during provisioning - no slots available to continue execution"
    )
