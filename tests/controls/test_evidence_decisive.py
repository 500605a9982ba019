"""Every scenario says what is decisive of it."""

from __future__ import annotations

import pytest

from evals.controls.decisive import DECISIVE
from evals.controls.evidence import DecisiveEvidence
from evals.scenarios.catalogue import SCENARIOS, of_family

TOOLS = {
    "get_flow_runs",
    "get_flow_run_logs",
    "get_task_runs",
    "get_deployments",
    "get_dashboard",
    "read_events",
}
ROOT_OR_ACTUAL_CAUSE = {"names_root_cause", "names_actual_cause"}
PIECES = [
    pytest.param(piece, id=f"{id_}-{n}") for id_, pieces in DECISIVE.items() for n, piece in enumerate(pieces)
]


def test_every_scenario_has_an_entry_and_every_entry_a_scenario() -> None:
    assert sorted(DECISIVE) == sorted(SCENARIOS)


@pytest.mark.parametrize("scenario", DECISIVE)
def test_an_entry_has_evidence_each_under_a_name_of_its_own(scenario: str) -> None:
    names = [piece.what for piece in DECISIVE[scenario]]

    assert names
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("piece", PIECES)
def test_evidence_is_taken_from_tools_that_there_are(piece: DecisiveEvidence) -> None:
    assert piece.corruptions
    assert all(corruption and set(corruption) <= TOOLS for corruption in piece.corruptions)


@pytest.mark.parametrize("scenario", of_family("root_cause"))
def test_what_establishes_a_root_cause_is_among_the_evidence_for_it(scenario: str) -> None:
    assert ROOT_OR_ACTUAL_CAUSE & {piece.criterion for piece in DECISIVE[scenario]}


@pytest.mark.parametrize("scenario", of_family("look_alike"))
def test_what_establishes_the_actual_cause_is_all_the_evidence_of_a_look_alike(scenario: str) -> None:
    assert {piece.criterion for piece in DECISIVE[scenario]} == {"names_actual_cause"}
