"""Where pytest's config and items hold what the plugin and the fixtures share."""

from __future__ import annotations

import contextlib
import subprocess
from collections.abc import Sequence

import pytest

from evals.agents.build import AgentFactory
from evals.agents.models import Roles
from evals.environment.server import PrefectServer
from evals.results.record import EvalRecord
from evals.session.limits import EvalLimits, Ledger
from evals.session.recorder import EvalRecorder
from evals.session.run import Run

RUN = pytest.StashKey[Run]()
SERVER = pytest.StashKey[PrefectServer]()
DIRECTOR = pytest.StashKey[subprocess.Popen[bytes] | None]()
"""The process that makes the situations; None where another worker started it."""
ROLES = pytest.StashKey[Roles]()
MODELS = pytest.StashKey[Sequence[str]]()
"""Those that the evals are crossed with."""
LIMITS = pytest.StashKey[EvalLimits]()
LEDGER = pytest.StashKey[Ledger]()
NOT_RUN = pytest.StashKey[str]()
"""Why an item was not started."""
FACTORY = pytest.StashKey[AgentFactory]()
RECORDER = pytest.StashKey[EvalRecorder]()
RECORDS = pytest.StashKey[list[EvalRecord]]()
ISOLATION = pytest.StashKey[contextlib.ExitStack]()
"""Closed, it gives the process its environment back."""
