"""A pytest plugin (`-p tools.repeated`) that runs each eval `BENCH_TIMES` times in one session."""

from __future__ import annotations

import os

import pytest


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    metafunc.fixturenames.append("bench_round")
    metafunc.parametrize("bench_round", range(int(os.environ["BENCH_TIMES"])))
