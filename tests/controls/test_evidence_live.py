"""Evidence is taken away from under an oracle that asks the real tools of a real server."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

_RECITE = """
import asyncio, dataclasses, json, pathlib
from evals.agents import reference
from pydantic_ai import TextPart
from pydantic_ai.models.function import FunctionModel

honest = reference.reference_model

def reciting():
    # Makes the calls that the reference model makes, and gives the answer that it gave the first time.
    model, answers = honest(), []
    async def respond(messages, info):
        response = await model.function(messages, info)
        if any(isinstance(part, TextPart) for part in response.parts):
            answers.append(response)
            return answers[0]
        return response
    return FunctionModel(respond)

reference.reference_model = reciting

from evals.controls.run import run_controls

root = pathlib.Path.cwd()
(row,) = asyncio.run(run_controls(["forced_state"], root=root, told=lambda _: None))
print(json.dumps(dataclasses.asdict(row) | {"holds": row.holds}))
"""


@pytest.mark.slow
@pytest.mark.timeout(180)
def test_an_oracle_that_recites_its_answer_is_caught(template_cache: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _RECITE],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    row = json.loads(done.stdout.splitlines()[-1])

    assert row["oracle"] == "passed"
    assert [removal["fate"] for removal in row["removals"]] == ["not noticed"]
    assert row["holds"] is False
