from __future__ import annotations

from pathlib import Path

import pytest

from evals.judges import instrument
from evals.judges.instrument import instrument_digest
from evals.judges.llm import prompt


def test_judges_with_a_model_share_one_instrument() -> None:
    assert instrument_digest("openai:a") == instrument_digest("anthropic:b") != instrument_digest("keyless")


def test_another_prompt_is_another_instrument(monkeypatch: pytest.MonkeyPatch) -> None:
    before = instrument_digest("openai:a"), instrument_digest("keyless")
    monkeypatch.setattr(prompt, "SYSTEM_PROMPT", "Be kind.")
    assert instrument_digest("openai:a") != before[0]
    assert instrument_digest("keyless") == before[1]


@pytest.mark.parametrize("judge", ["keyless", "openai:a"])
def test_another_check_of_facts_is_another_instrument(
    judge: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "checks").mkdir()
    check = tmp_path / "checks" / "settings.py"
    monkeypatch.setattr(instrument, "files", lambda _: tmp_path)
    check.write_text("a = 1")
    before = instrument_digest(judge)
    check.write_text("a = 2")
    assert instrument_digest(judge) != before


def test_compiled_files_do_not_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(instrument, "files", lambda _: tmp_path)
    before = instrument_digest("keyless")
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__" / "a.py").write_text("")
    assert instrument_digest("keyless") == before
