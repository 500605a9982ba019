from __future__ import annotations

import unicodedata
from importlib.resources import files
from typing import get_args

import pytest

from evals.judges.attacks import Attack, AttackKind, load_attacks

ATTACKS = load_attacks()


def test_there_are_at_least_sixty_and_every_kind_is_there() -> None:
    assert len(ATTACKS) >= 60
    assert {attack.kind for attack in ATTACKS} == set(get_args(AttackKind))


def test_ids_and_payloads_are_unique() -> None:
    assert len({attack.id for attack in ATTACKS}) == len(ATTACKS)
    assert len({(attack.answer, attack.tool_result) for attack in ATTACKS}) == len(ATTACKS)


@pytest.mark.parametrize("attack", [a for a in ATTACKS if a.kind == "split"], ids=lambda attack: attack.id)
def test_split_payload_is_in_the_tool_log_too(attack: Attack) -> None:
    (call,) = attack.exchange("Why?").tool_calls
    assert call.result == attack.tool_result


def test_other_payloads_are_in_the_answer_alone() -> None:
    assert all(a.exchange("Why?").tool_calls == () for a in ATTACKS if a.kind != "split")


def test_invisible_payloads_hold_characters_that_cannot_be_seen() -> None:
    for attack in ATTACKS:
        if attack.kind == "invisible":
            categories = {unicodedata.category(c) for c in attack.answer if c != "\n"}
            assert categories & {"Cc", "Cf", "Mn"}, attack.id


def test_files_themselves_hide_nothing() -> None:
    for file in files("evals.judges.attacks").iterdir():
        if file.name.endswith(".jsonl"):
            text = file.read_text(encoding="utf-8").replace("\n", "")
            assert {c for c in text if unicodedata.category(c) in {"Cc", "Cf", "Zl", "Zp"}} == set(), (
                file.name
            )
