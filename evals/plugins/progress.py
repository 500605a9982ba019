"""How far a run is, while it goes on: on a terminal, under pytest-xdist too; quiet in CI."""

from __future__ import annotations

import os
import time
from typing import Any

import pytest

from evals.results.money import dollars

_EVERY_S = 5.0


def pytest_configure(config: pytest.Config) -> None:
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    shows = reporter is not None and reporter.isatty and "CI" not in os.environ
    if shows and not config.option.collectonly and not hasattr(config, "workerinput"):
        config.pluginmanager.register(Progress(reporter), "evals-progress")


class Progress:
    """Prints a line now and then."""

    def __init__(self, reporter: Any) -> None:
        self._reporter = reporter
        self._total = self._done = self._not_passed = 0
        self._cost_usd = 0.0
        self._first_at: float | None = None
        self._said_at = time.monotonic()

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        self._total = self._total or len(session.items)

    @pytest.hookimpl(optionalhook=True)
    def pytest_xdist_node_collection_finished(self, ids: list[str]) -> None:
        self._total = len(ids)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when != "teardown":
            self._not_passed += report.failed
            return
        self._done += 1
        self._cost_usd += getattr(report, "eval_cost_usd", None) or 0.0
        now = time.monotonic()
        self._first_at = self._first_at or now
        if now - self._said_at >= _EVERY_S and self._done < self._total:
            self._said_at = now
            self._reporter.ensure_newline()
            self._reporter.write_line(self.line(now))

    def line(self, now: float) -> str:
        """What there is to say at `now`, by the monotonic clock. The first eval waits for the situations, so
        the time that is left goes by those after it."""
        parts = [f"evals: {self._done} of {self._total} done", f"{self._not_passed} not passed"]
        if self._cost_usd:
            parts.append(f"{dollars(self._cost_usd)} so far")
        if self._first_at is not None and self._done > 1:
            left = (now - self._first_at) / (self._done - 1) * (self._total - self._done)
            parts.append(f"about {left:.0f} s left")
        return ", ".join(parts)
