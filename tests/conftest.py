"""Fixtures of the suite's own tests."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from evals.environment.server import PrefectServer, free_port
from evals.environment.template import template_path

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def template_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the migrated database; the repository's own cache, so that it is made once."""
    cache = ROOT / ".evals" / "cache"
    if not template_path(cache).exists():
        home = tmp_path_factory.mktemp("template-home")
        server = PrefectServer(home=home, cache=cache, port=free_port(), owner=os.getpid())
        server.launch()
        server.wait_until_ready()
        server.stop(for_good=True)
    return cache
