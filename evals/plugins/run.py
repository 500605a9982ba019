"""The run's life, its options, and an outcome for every eval."""

from __future__ import annotations

import atexit
import contextlib
import gc
import os
import shutil
import sys
import warnings
from collections.abc import Generator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from dotenv import load_dotenv

from evals.agents.build import AgentPathError, default_agent, load_factory
from evals.agents.models import KEYLESS, ModelSettingsError, choose_models
from evals.calibration.record import standing_of
from evals.environment.isolation import isolated
from evals.scenarios.noise import NOISE
from evals.session.judge_standing import not_calibrated, of_roles
from evals.session.keys import DIRECTOR, FACTORY, ISOLATION, RECORDER, RECORDS, ROLES, RUN, SERVER
from evals.session.matrix import eval_run, is_eval
from evals.session.recorder import EvalRecorder
from evals.session.resume import CannotResume, run_to_resume
from evals.session.run import EVALS_FOLDER, Run
from evals.session.situations import start_director

if TYPE_CHECKING:
    from evals.results.record import EvalRecord

_KEYLESS_NOTE = (
    "evals: keyless - no model judges. With the reference agent this proves that the evidence is there and",
    "evals: can be reached through the tools, and that the harness works; it says nothing about a model.",
    "evals: Set ANTHROPIC_API_KEY or OPENAI_API_KEY to evaluate one.",
)


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("prefect-agent-evals")
    group.addoption(
        "--agent",
        metavar="package.module:factory",
        help="evaluate this agent: factory(model, toolset) returns a pydantic-ai Agent",
    )
    group.addoption(
        "--mcp-transport",
        choices=("memory", "stdio"),
        default="memory",
        help="how the agent reaches the Prefect MCP server (default: memory, the faster one to start)",
    )
    group.addoption(
        "--require-calibrated-judge",
        action="store_true",
        help="fail unless the judge's error rates are on record, for its prompt and rubrics of today, and "
        "are good enough: see python -m evals calibrate --help",
    )


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Decide who plays which role, then leave nothing of the developer's Prefect in force."""
    root = config.rootpath
    load_dotenv(root / ".env.local")
    try:
        config.stash[ROLES] = choose_models(os.environ)
        if config.getoption("--agent"):
            sys.path.insert(0, str(root))  # the agent of the repository that the suite lives in
            config.stash[FACTORY] = load_factory(config.getoption("--agent"))
        else:
            config.stash[FACTORY] = default_agent
    except (ModelSettingsError, AgentPathError) as error:
        raise pytest.UsageError(str(error)) from None
    if config.getoption("--require-calibrated-judge"):
        # Before anything is spent on agents. The `judge_model` of a nearer conftest is seen at the end.
        standing = standing_of(config.stash[ROLES].judge)
        if standing.state != "calibrated":
            raise pytest.UsageError(f"--require-calibrated-judge: {standing.line}")
    handed_over = getattr(config, "workerinput", {}).get("evals_run")
    run = Run(**handed_over) if handed_over else _begin(config)
    config.stash[RUN] = run
    config.stash[SERVER] = run.server()
    config.stash[ISOLATION] = contextlib.ExitStack()
    config.stash[ISOLATION].enter_context(isolated(home=Path(run.home), api_url=config.stash[SERVER].api_url))


def _begin(config: pytest.Config) -> Run:
    resumed = None
    if config.getoption("--resume"):
        try:
            resumed = run_to_resume(config.getoption("--resume"), root=config.rootpath / EVALS_FOLDER)
        except CannotResume as error:
            raise pytest.UsageError(f"--resume: {error}") from None
    return Run.begin(config.rootpath, keeps_results=not config.option.collectonly, resumed=resumed)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Hand the run to a pytest-xdist worker."""
    node.workerinput["evals_run"] = node.config.stash[RUN].to_worker()


def pytest_report_header(config: pytest.Config) -> list[str]:
    roles, run = config.stash[ROLES], config.stash[RUN]
    agent = config.getoption("--agent") or "the suite's own"
    lines = [
        f"evals: agent {agent}; models {roles.simple} (simple), {roles.reasoning} (reasoning)",
        *(f"evals: {line}" for line in of_roles(roles)),
    ]
    if not config.option.collectonly:
        lines.append(f"evals: results in {run.shown_directory}")
    return [*lines, *_KEYLESS_NOTE] if roles.judge == KEYLESS else lines


def pytest_sessionstart(session: pytest.Session) -> None:
    """Under pytest-xdist, start the server before the workers collect: they all share it."""
    config = session.config
    if _distributes(config) and not config.option.collectonly:
        config.stash[SERVER].launch(furnish=NOISE)


def pytest_collection_finish(session: pytest.Session) -> None:
    """Start the server as soon as it is known that it is needed, and have the situations made: both
    overlap our imports."""
    config = session.config
    if config.option.collectonly or _distributes(config):
        return
    if not _is_worker(config) and any(is_eval(item) for item in session.items):
        config.stash[SERVER].launch(furnish=NOISE)
    if scenarios := [scenario for item in session.items if (scenario := _scenario_of(item))]:
        repeats = max(eval_run(item).repeat for item in session.items)
        config.stash[DIRECTOR] = start_director(config.stash[RUN], scenarios, repeats=repeats)


def _scenario_of(item: pytest.Item) -> str | None:
    """The id of the scenario that an eval asks for by parametrising `situation`."""
    callspec = getattr(item, "callspec", None)
    scenario = callspec.params.get("situation") if callspec else None
    return scenario if isinstance(scenario, str) else None


def pytest_runtest_setup(item: pytest.Item) -> None:
    if is_eval(item):
        doc = getattr(getattr(item, "function", None), "__doc__", None) or ""
        run = eval_run(item)
        item.stash[RECORDER] = EvalRecorder(
            eval=run.eval, repeat=run.repeat, crossed_with=run.model, doc=doc.strip()
        )


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, Any, Any]:
    """Record the first run of an agent that the eval makes itself; those of the fixtures record all."""
    recorder = item.stash.get(RECORDER, None)
    if recorder is None or "prefect_mcp_server" not in getattr(item, "fixturenames", ()):
        return (yield)
    # The MCP server may run in this process: what it is warned of is not an error of the agent's tool call,
    # however strict the repository's own filters are. pytest puts them back after each test.
    warnings.filterwarnings("ignore", module=r"(prefect_mcp_server|fastmcp|mcp)(\.|$)")
    from pydantic_ai import capture_run_messages

    with capture_run_messages() as messages:
        recorder.runs.append(messages)
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    recorder = item.stash.get(RECORDER, None)
    if recorder is None:
        return report
    from evals.session.ending import explain, finish

    error = call.excinfo.value if call.excinfo else None
    outcome = recorder.observe(call.when, duration_s=call.duration, error=error)  # type: ignore[arg-type]
    report.eval_outcome = outcome  # type: ignore[attr-defined] # travels from workers with the report
    if outcome in ("failed", "unmeasured"):
        explain(report, recorder, run=item.config.stash[RUN], error=error)
    if call.when == "teardown":
        report.eval_cost_usd = finish(recorder, run=item.config.stash[RUN])  # type: ignore[attr-defined]
    return report


def pytest_report_teststatus(
    report: pytest.TestReport,
) -> tuple[str, str, tuple[str, dict[str, bool]]] | None:
    if getattr(report, "eval_outcome", None) == "unmeasured":
        return "unmeasured", "U", ("NOT MEASURED", {"yellow": True})
    return None


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if config.option.collectonly:
        return
    from evals.session.ending import summarise

    not_measured = terminalreporter.getreports("unmeasured")
    if not_measured:
        terminalreporter.section("NOT MEASURED: nothing is known of the agent", sep="=", yellow=True)
    for report in not_measured:
        terminalreporter.section(f"{report.nodeid} ({report.when})", sep="_", yellow=True)
        terminalreporter.line(report.longreprtext)
        for title, content in report.sections:
            terminalreporter.section(title, sep="-")
            terminalreporter.line(content)
    skipped = [r for r in terminalreporter.getreports("skipped") if getattr(r, "eval_outcome", None)]
    if skipped:
        terminalreporter.section("SKIPPED: nothing is known of the agent", sep="=", yellow=True)
    for report in skipped:
        terminalreporter.line(f"{report.nodeid}: {report.longrepr[2].removeprefix('Skipped: ')}")
    for line in summarise(_records(config), run=config.stash[RUN]):
        terminalreporter.write_line(line)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A run that would pass does not where no eval was measured (pytest's "no tests ran" code), or where the
    judge that graded had to be calibrated and is not."""
    config = session.config
    if _is_worker(config) or config.option.collectonly or session.exitstatus != pytest.ExitCode.OK:
        return
    from evals.session.ending import nothing_measured

    records = _records(config)
    if nothing_measured(records):
        session.exitstatus = pytest.ExitCode.NO_TESTS_COLLECTED
    elif config.getoption("--require-calibrated-judge") and not_calibrated(records):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def _records(config: pytest.Config) -> list[EvalRecord]:
    """What the run has left, read once it is over."""
    if RECORDS not in config.stash:
        from evals.session.ending import records_of

        config.stash[RECORDS] = records_of(config.stash[RUN])
    return config.stash[RECORDS]


def pytest_unconfigure(config: pytest.Config) -> None:
    run = config.stash.get(RUN, None)
    if run is None:
        return
    director = config.stash.get(DIRECTOR, None)
    if director is not None:
        director.terminate()
        director.wait()
    if not _is_worker(config):
        config.stash[SERVER].stop(for_good=True)
        shutil.rmtree(run.home, ignore_errors=True)
    # At its end, Python visits every object once more, which takes most of a second with Prefect loaded.
    atexit.register(gc.freeze)
    config.stash[ISOLATION].close()


def _is_worker(config: pytest.Config) -> bool:
    return hasattr(config, "workerinput")


def _distributes(config: pytest.Config) -> bool:
    return not _is_worker(config) and bool(getattr(config.option, "tx", None))
