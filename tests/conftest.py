"""Fixtures of the suite's own tests."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from evals.environment.isolation import child_environment

ROOT = Path(__file__).parents[1]
_ENSURE = """
import sys, pathlib
from evals.environment.template import ensure_template
ensure_template(pathlib.Path(sys.argv[1]))
"""


@pytest.fixture(scope="session")
def template_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the migrated database; the repository's own cache, so that it is made once."""
    cache = ROOT / ".evals" / "cache"
    home = tmp_path_factory.mktemp("template-home")
    subprocess.run(
        [sys.executable, "-c", _ENSURE, str(cache)],
        env=child_environment(home=home, api_url="http://127.0.0.1:1/api") | {"PYTHONPATH": str(ROOT)},
        cwd=home,
        check=True,
    )
    return cache
