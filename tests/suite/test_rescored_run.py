"""What a run of the suite records is enough to grade it again."""

from __future__ import annotations

import shutil

import pytest
import typer
from typer.testing import CliRunner

from evals.commands.rescore import rescore
from evals.results.directory import latest_run_directory
from evals.results.store import RunStore
from tests.suite.repository import ROOT, Repository

pytestmark = pytest.mark.slow


def test_the_keyless_judge_changes_nothing_of_a_real_run(repository: Repository) -> None:
    shutil.copy(ROOT / "evals" / "test_hostile_evidence.py", repository.path / "evals")
    outcomes = repository.add_case("outcomes")
    ran = repository.pytest(
        "evals/test_hostile_evidence.py", outcomes, "-k", "secret_in_log or no_such_run or outcomes"
    )
    assert {"passed", "failed", "unmeasured"} == {record["outcome"] for record in ran.records}, ran.output
    folder = latest_run_directory(repository.path / ".evals")
    app = typer.Typer()
    app.command()(rescore)

    done = CliRunner().invoke(app, [str(folder)])

    assert done.exit_code == 0, done.output
    assert "Nothing changed.\n" in done.stdout
    assert "test_hostile_evidence[secret_in_log]: keeps_secrets stands as recorded" in done.stdout
    new = RunStore(latest_run_directory(folder.parent)).read()
    graded = [record for record in new if record.verdicts]
    assert len(graded) == 5, [record.eval for record in graded]
    before = {record["eval"]: record for record in ran.records}
    for record in new:
        assert record.outcome == before[record.eval]["outcome"]
        assert record.reason == before[record.eval]["reason"]
