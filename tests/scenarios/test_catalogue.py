"""The catalogue as the issues ask for it: how many, made by what, asked without a hint."""

from __future__ import annotations

import re

from evals.scenarios.catalogue import SCENARIOS, of_family
from evals.scenarios.situation import Family


def test_there_are_at_least_thirty_and_most_are_made_by_the_engine() -> None:
    engine = [scenario for scenario in SCENARIOS.values() if scenario.fidelity == "engine"]

    assert len(SCENARIOS) >= 30
    assert len(engine) / len(SCENARIOS) >= 0.6


def test_every_scenario_is_in_an_eval() -> None:
    families: tuple[Family, ...] = ("lease_renewal", "root_cause", "look_alike", "hostile")

    assert sorted(id_ for family in families for id_ in of_family(family)) == sorted(SCENARIOS)


def test_each_says_what_it_protects_where_it_comes_from_and_what_it_needs() -> None:
    for scenario in SCENARIOS.values():
        assert re.fullmatch(r"[a-z][a-z0-9_]+", scenario.id)
        assert scenario.protects.endswith("?"), scenario.id
        assert scenario.source, scenario.id
        assert scenario.required_tools, scenario.id
