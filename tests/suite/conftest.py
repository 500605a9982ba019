"""Fixtures of the tests that run the suite as its users do."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.suite.repository import Repository


@pytest.fixture
def repository(tmp_path: Path, template_cache: Path) -> Repository:
    """A fresh agent's repository with the suite in it."""
    assert template_cache.is_dir()
    return Repository.create(tmp_path / "agent-repository")
