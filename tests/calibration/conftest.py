from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from evals.calibration.labels import LabelledAnswer

LINE: dict[str, Any] = {
    "id": "one",
    "scenario": "engine_crash",
    "question": "Why did my flow run 'pipeline-run-1' crash?",
    "answer": "Because its concurrency lease could not be renewed.",
    "tool_calls": [{"name": "get_flow_runs", "args": {"limit": 1}, "result": {"count": 1}}],
    "labels": {"identifies_cause": True, "quotes_error": False},
    "passed": True,
    "kind": "right",
    "why": "it commits",
}


@pytest.fixture
def a_line() -> Callable[..., dict[str, Any]]:
    """A line of a label file, with some fields set otherwise, and without those that are None."""

    def build(**fields: Any) -> dict[str, Any]:
        return {name: value for name, value in (LINE | fields).items() if value is not None}

    return build


@pytest.fixture
def an_answer(a_line: Callable[..., dict[str, Any]]) -> Callable[..., LabelledAnswer]:
    return lambda **fields: LabelledAnswer.model_validate(a_line(**fields))


@pytest.fixture
def label_file(tmp_path: Path) -> Callable[..., Path]:
    """Write lines, given as objects or as text, to a file."""

    def write(*lines: dict[str, Any] | str, name: str = "labels.jsonl") -> Path:
        file = tmp_path / name
        texts = (line if isinstance(line, str) else json.dumps(line) for line in lines)
        file.write_text("".join(f"{text}\n" for text in texts), encoding="utf-8")
        return file

    return write
