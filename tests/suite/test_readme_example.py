"""The example of the README's "Add an eval" is an eval that passes."""

from __future__ import annotations

import re

import pytest

from tests.suite.repository import ROOT, Repository

pytestmark = pytest.mark.slow


def test_the_example_runs_as_it_stands(repository: Repository) -> None:
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(), flags=re.DOTALL)
    (example,) = [block for block in blocks if "BAD_RECORD = Scenario(" in block]
    (repository.path / "evals" / "test_bad_record.py").write_text(example)

    done = repository.pytest("evals/test_bad_record.py")

    assert done.record("test_bad_record")["outcome"] == "passed", done.output
    assert done.code == pytest.ExitCode.OK
