"""What the look-alikes rest on in the installed Prefect. Expected values are written out, as users see them."""

import inspect

from prefect._internal.infrastructure_exit_codes import get_infrastructure_exit_info
from prefect.exceptions import TerminationSignal
from prefect.runner import _flow_run_executor
from prefect.states import exception_to_crashed_state

from evals.scenarios.look_alikes.ended_processes import KILLED_MESSAGE, TERMINATED_MESSAGE


async def test_a_termination_signal_leaves_this_message() -> None:
    state = await exception_to_crashed_state(TerminationSignal(15))
    assert state.message == "Execution was aborted by a termination signal." == TERMINATED_MESSAGE


def test_the_runner_explains_a_kill_with_memory_or_a_person() -> None:
    explanation = (
        "Process exited due to a SIGKILL signal. Typically caused by the operating system terminating the "
        "process for exceeding memory limits, or by manual cancellation."
    )
    assert get_infrastructure_exit_info(-9).explanation == explanation
    assert KILLED_MESSAGE == f"Process exited with status code: -9. {explanation}"


def test_the_runner_words_it_as_the_scenario_expects() -> None:
    source = inspect.getsource(_flow_run_executor.FlowRunExecutor.submit)
    assert 'f"Process exited with status code: {exit_code}. {info.explanation}"' in source
