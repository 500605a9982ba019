from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from evals.calibration.labels import (
    LabelledAnswer,
    LabelsError,
    files_digest,
    own_label_files,
    read_labels,
)
from evals.scenarios.catalogue import SCENARIOS

Line = Callable[..., dict[str, Any]]
File = Callable[..., Path]


def test_lines_are_read_in_their_order(a_line: Line, label_file: File) -> None:
    answers = read_labels([label_file(a_line(id="b"), "", a_line(id="a"))])
    assert [answer.id for answer in answers] == ["b", "a"]
    assert answers[0].tool_calls[0].args == {"limit": 1}


def test_line_separators_inside_an_answer_end_no_line(a_line: Line, label_file: File) -> None:
    file = label_file(a_line(), name="one.jsonl")
    file.write_text(file.read_text().replace("Because", "Because\u2028of this:"), encoding="utf-8")
    assert read_labels([file])[0].answer.startswith("Because\u2028of this:")


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        pytest.param("{", "Invalid JSON", id="no JSON"),
        pytest.param({"answer": None}, "answer: Field required", id="a field is missing"),
        pytest.param({"passed": "yes"}, "passed: Input should be a valid boolean", id="no boolean"),
        pytest.param({"labels": {"identifies_cause": 1}}, "labels.identifies_cause: Input", id="a number"),
        pytest.param({"labels": {}}, "labels: Dictionary should have at least 1", id="no label"),
        pytest.param({"id": ""}, "id: String should have at least 1", id="no id"),
        pytest.param({"labels": {"clever": True}}, "engine_crash has no criterion clever; it has: id",
                     id="unknown criterion"),
        pytest.param({"scenario": "x", "labels": {"names_root_cause": True}}, "no scenario is called 'x'",
                     id="unknown scenario"),
        pytest.param({"labels": {"quotes_error": True}}, "a rubric needs a required criterion",
                     id="nothing required"),
    ],
)  # fmt: skip
def test_a_bad_line_is_named(a_line: Line, label_file: File, wrong: dict[str, Any] | str, says: str) -> None:
    bad = wrong if isinstance(wrong, str) else a_line(id="two") | wrong
    if isinstance(bad, dict):
        bad = {name: value for name, value in bad.items() if value is not None}
    file = label_file(a_line(), bad)
    with pytest.raises(LabelsError) as raised:
        read_labels([file])
    assert str(raised.value).startswith(f"{file}:2: {says}")
    assert "\n" not in str(raised.value)


def test_an_id_that_is_there_twice_is_named(a_line: Line, label_file: File) -> None:
    first, second = label_file(a_line(), name="1.jsonl"), label_file(a_line(), name="2.jsonl")
    with pytest.raises(LabelsError, match=r"2\.jsonl:1: the id 'one' is that of .*1\.jsonl:1, too"):
        read_labels([first, second])


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(LabelsError, match=r"none\.jsonl: No such file"):
        read_labels([tmp_path / "none.jsonl"])


def test_the_rubric_has_the_criteria_that_are_labelled(an_answer: Callable[..., LabelledAnswer]) -> None:
    answer = an_answer()
    assert [criterion.id for criterion in answer.rubric.criteria] == ["identifies_cause", "quotes_error"]
    assert answer.rubric.criteria[0] == SCENARIOS["engine_crash"].criteria[0]


def test_criteria_of_every_lease_crash_need_no_known_scenario(
    an_answer: Callable[..., LabelledAnswer],
) -> None:
    assert an_answer(scenario="one of mine").rubric.criteria == an_answer().rubric.criteria


def test_the_digest_changes_with_a_label(a_line: Line, label_file: File) -> None:
    before = files_digest([label_file(a_line())])
    after = files_digest([label_file(a_line(labels={"identifies_cause": False}))])
    assert before != after


class TestOwnLabels:
    """What the issue asks of the project's own set, and what its README claims."""

    ANSWERS = read_labels(own_label_files())

    def test_there_are_enough(self) -> None:
        passed = Counter(answer.passed for answer in self.ANSWERS)
        assert sum(passed.values()) >= 150
        assert min(passed[True], passed[False]) >= 60

    def test_every_criterion_has_enough_of_each(self) -> None:
        counts = Counter(label for answer in self.ANSWERS for label in answer.labels.items())
        few = {label: count for label, count in counts.items() if count < 25}
        assert not few
        assert all((name, not label) in counts for name, label in counts)

    def test_families_are_there(self) -> None:
        scenarios = {answer.scenario for answer in self.ANSWERS}
        assert {"forced_state", "engine_crash"} <= scenarios
        assert {SCENARIOS[name].family for name in scenarios} == {
            "lease_renewal",
            "root_cause",
            "look_alike",
            "hostile",
        }

    def test_an_answer_passes_where_every_required_label_is_met(self) -> None:
        for answer in self.ANSWERS:
            required = [c.id for c in answer.rubric.criteria if c.weight == "required"]
            assert answer.passed == all(answer.labels[name] for name in required), answer.id

    def test_all_criteria_of_a_scenario_are_labelled(self) -> None:
        for answer in self.ANSWERS:
            assert set(answer.labels) == {c.id for c in SCENARIOS[answer.scenario].criteria}, answer.id

    def test_lines_are_in_the_file_of_their_split(self) -> None:
        for file in own_label_files():
            assert {answer.split for answer in read_labels([file])} == {file.stem}

    def test_right_answers_that_never_say_lease(self) -> None:
        crashes = [a for a in self.ANSWERS if a.passed and "identifies_cause" in a.labels]
        assert sum("lease" not in answer.answer.lower() for answer in crashes) >= 20

    def test_the_error_is_quoted_where_it_is_labelled_so(self) -> None:
        words = (
            *("concurrency lease renewal failed", "slots are no longer reserved"),
            "terminating execution to prevent over-allocation",
        )
        for answer in self.ANSWERS:
            said = " ".join(re.sub(r"[*_`]", "", answer.answer).lower().split())
            if "quotes_error" in answer.labels:
                assert answer.labels["quotes_error"] == any(word in said for word in words), answer.id

    def test_they_hold_no_path_of_a_machine(self) -> None:
        for file in own_label_files():
            assert "/work/" not in file.read_text(encoding="utf-8")
            assert "/root/" not in file.read_text(encoding="utf-8")
