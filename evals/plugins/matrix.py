"""`--repeats` and `--models`: each eval so many times, with each of several models."""

from __future__ import annotations

import os

import pytest

from evals.agents.models import ModelSettingsError, require_usable
from evals.session.keys import MODELS
from evals.session.matrix import cross, is_eval


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("prefect-agent-evals")
    group.addoption(
        "--repeats",
        type=int,
        default=1,
        metavar="N",
        help="run each eval N times, each time in a fresh situation, with the agent and the judge asked anew",
    )
    group.addoption(
        "--models",
        default="",
        metavar="A,B,...",
        help="cross the evals with these models, in place of SIMPLE_AGENT_MODEL and REASONING_AGENT_MODEL",
    )


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--repeats") < 1:
        raise pytest.UsageError("--repeats: at least 1")
    models = [name for part in config.getoption("--models").split(",") if (name := part.strip())]
    if len(set(models)) < len(models):
        raise pytest.UsageError(f"--models: {', '.join(models)}: each model once")
    try:
        for model in models:
            require_usable(model, role="agent", variable="--models", environ=os.environ)
    except ModelSettingsError as error:
        raise pytest.UsageError(str(error)) from None
    config.stash[MODELS] = models


@pytest.hookimpl(trylast=True)  # behind the eval's own parameters
def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if is_eval(metafunc):
        config = metafunc.config
        cross(metafunc, repeats=config.getoption("--repeats"), models=config.stash[MODELS])
