from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from evals.plugins import progress
from evals.plugins.progress import Progress


class Terminal:
    def __init__(self) -> None:
        self.lines: list[str] = []

    def ensure_newline(self) -> None: ...

    def write_line(self, line: str) -> None:
        self.lines.append(line)


def report(**fields: Any) -> Any:
    return SimpleNamespace(**({"when": "teardown", "failed": False} | fields))


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    now = SimpleNamespace(at=100.0)
    monkeypatch.setattr(progress, "time", SimpleNamespace(monotonic=lambda: now.at))
    return now


def test_it_says_what_is_done_failed_spent_and_left(clock: SimpleNamespace) -> None:
    terminal = Terminal()
    shown = Progress(terminal)
    shown.pytest_collection_finish(SimpleNamespace(items=[1] * 12))  # type: ignore[arg-type]
    clock.at = 160.0  # the first eval waits for the situations
    shown.pytest_runtest_logreport(report())
    shown.pytest_runtest_logreport(report(when="call", failed=True))
    clock.at = 163.0
    shown.pytest_runtest_logreport(report(eval_cost_usd=0.5))
    clock.at = 166.0
    shown.pytest_runtest_logreport(report(eval_cost_usd=0.25))
    assert terminal.lines == [
        "evals: 1 of 12 done, 0 not passed",
        "evals: 3 of 12 done, 1 not passed, $0.7500 so far, about 27 s left",
    ]


def test_the_last_eval_needs_no_line(clock: SimpleNamespace) -> None:
    terminal = Terminal()
    shown = Progress(terminal)
    shown.pytest_xdist_node_collection_finished(["only"])
    clock.at = 200.0
    shown.pytest_runtest_logreport(report())
    assert terminal.lines == []
