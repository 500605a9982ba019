"""Limits for an eval and for the run; what would pass a limit of the run is not started."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

import pytest

from evals.results.store import RESULTS_NAME
from evals.session.keys import LEDGER, LIMITS, NOT_RUN, RUN
from evals.session.limits import EvalLimits, Ledger, RunLimits
from evals.session.matrix import is_eval

_NOT_RUN = "not run"


_OPTIONS = (
    ("--max-requests", int, "requests that the agent may make for one answer; more is a failure"),
    ("--max-tokens", int, "tokens, in and out, that the agent may use for one answer; more is a failure"),
    ("--max-eval-seconds", float, "seconds that the agent may take for one answer; more is a failure"),
    ("--max-cost", float, "US dollars that the run may cost, agents and judge together"),
    ("--max-seconds", float, "seconds that the run may take"),
)


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("prefect-agent-evals")
    for name, kind, what in _OPTIONS:
        group.addoption(name, type=kind, metavar="N", help=what)


def pytest_configure(config: pytest.Config) -> None:
    for name, _, _ in _OPTIONS:
        value = config.getoption(name)
        if value is not None and value <= 0:
            raise pytest.UsageError(f"{name}: more than 0")
    config.stash[LIMITS] = EvalLimits(
        requests=config.getoption("--max-requests"),
        tokens=config.getoption("--max-tokens"),
        seconds=config.getoption("--max-eval-seconds"),
    )


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Start nothing that would pass a limit of the run. It leaves no record, so `--resume` can run it."""
    config = item.config
    limits = RunLimits(cost_usd=config.getoption("--max-cost"), seconds=config.getoption("--max-seconds"))
    if limits == RunLimits() or not is_eval(item):
        return
    if LEDGER not in config.stash:
        run = config.stash[RUN]
        config.stash[LEDGER] = Ledger(results=Path(run.directory) / RESULTS_NAME, started=run.started)
    if refusal := config.stash[LEDGER].refusal(limits):
        item.stash[NOT_RUN] = refusal
        pytest.skip(refusal)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if NOT_RUN in item.stash:
        report.eval_not_run = item.stash[NOT_RUN]  # type: ignore[attr-defined] # travels from workers
    return report


@pytest.hookimpl(tryfirst=True)
def pytest_report_teststatus(
    report: pytest.TestReport,
) -> tuple[str, str, tuple[str, dict[str, bool]]] | None:
    if report.when == "setup" and getattr(report, "eval_not_run", None):
        return _NOT_RUN, "N", ("NOT RUN", {"yellow": True})
    return None


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    not_run = terminalreporter.getreports(_NOT_RUN)
    if not_run:
        terminalreporter.section("NOT RUN: a limit would have been passed", sep="=", yellow=True)
    for report in not_run:
        terminalreporter.line(f"{report.nodeid}: {report.eval_not_run}")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """A run that left something out is not a run that passed."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    good = (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED)
    if reporter is not None and reporter.getreports(_NOT_RUN) and session.exitstatus in good:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
