"""Going on with a run that was stopped: what is missing is what has no verdict of its agent yet."""

from __future__ import annotations

from pathlib import Path

from evals.agents.models import Roles
from evals.results.directory import ResultsError, latest_run_directory
from evals.results.store import RESULTS_NAME, read_results
from evals.session.matrix import EvalRun


class CannotResume(Exception):
    """There is no such run, or it was one of other models. The message is one line."""


def run_to_resume(name: str, *, root: Path) -> Path:
    """The folder of the run called `name`: its id, its folder, or `latest`. Raises `CannotResume`."""
    try:
        folder = latest_run_directory(root) if name == "latest" else root / name
    except ResultsError as error:
        raise CannotResume(str(error)) from error
    if not folder.is_dir():
        folder = Path(name)
    if not folder.is_dir():
        known = sorted(run.parent.name for run in root.glob(f"*/{RESULTS_NAME}"))
        raise CannotResume(f"no run is called {name}; the last ones are: {', '.join(known[-5:]) or 'none'}")
    return folder.resolve()


def done_in(folder: Path, *, roles: Roles) -> frozenset[EvalRun]:
    """What has passed or failed in the run of `folder`. Raises `CannotResume` where its results can't be
    read, or its models were others: they would be mixed up in one run."""
    results = folder / RESULTS_NAME
    try:
        records = read_results(results) if results.exists() else []
    except ResultsError as error:
        raise CannotResume(str(error)) from error
    agents = {record.models.agent for record in records if not record.crossed_with} - {None}
    judges = {verdict.judge for record in records for verdict in record.verdicts}
    for role, were, are in (
        ("agent", agents, {roles.simple, roles.reasoning}),
        ("judge", judges, {roles.judge}),
    ):
        if others := were - are:
            raise CannotResume(
                f"{folder.name} had {', '.join(sorted(map(str, others)))} as its {role}, not "
                f"{', '.join(sorted(are))}: set the same models, or begin a new run"
            )
    return frozenset(
        EvalRun(eval=record.eval, repeat=record.repeat, model=record.crossed_with)
        for record in records
        if record.outcome in ("passed", "failed")
    )
