"""The worst phase decides an eval's outcome, and a pass is only what went through all of them."""

from __future__ import annotations

from evals.outcomes import EvalFailed
from evals.session.recorder import EvalRecorder


def _recorder() -> EvalRecorder:
    return EvalRecorder(eval="evals/test_x.py::test_y", doc="")


def test_three_good_phases_pass() -> None:
    recorder = _recorder()
    for phase in ("setup", "call", "teardown"):
        recorder.observe(phase, duration_s=1.0, error=None)

    assert recorder.outcome == "passed"


def test_a_failure_is_not_hidden_by_trouble_that_follows() -> None:
    recorder = _recorder()
    recorder.observe("setup", duration_s=1.0, error=None)
    recorder.observe("call", duration_s=1.0, error=EvalFailed("wrong cause"))
    recorder.observe("teardown", duration_s=1.0, error=RuntimeError("cleaning up"))

    assert recorder.outcome == "failed"
    assert recorder.reason == "EvalFailed: wrong cause"


def test_trouble_in_teardown_takes_a_pass_away() -> None:
    recorder = _recorder()
    recorder.observe("setup", duration_s=1.0, error=None)
    recorder.observe("call", duration_s=1.0, error=None)

    assert recorder.observe("teardown", duration_s=1.0, error=RuntimeError("cleaning up")) == "unmeasured"
    assert recorder.outcome == "unmeasured"


def test_what_is_known_besides_verdicts() -> None:
    verdict_error, other = EvalFailed("wrong cause"), AssertionError("no such call")

    def after(error: BaseException | None, teardown: BaseException | None = None) -> str:
        recorder = _recorder()
        recorder.ended_by = verdict_error
        recorder.observe("call", duration_s=1.0, error=error)
        recorder.observe("teardown", duration_s=1.0, error=teardown)
        return recorder.beside_verdicts

    assert after(None) == "sound"
    assert after(verdict_error) == "not_run"
    assert after(EvalFailed("wrong cause")) == "trouble"
    assert after(other) == "trouble"
    assert after(verdict_error, other) == "trouble"
