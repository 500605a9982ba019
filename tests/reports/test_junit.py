import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from evals.outcomes import Outcome
from evals.reports.junit import write_junit
from evals.results.record import Durations, EvalRecord, Models
from tests.reports.making import HOSTILE, criterion, hostile_record, record, report, verdict


def read(folder: Path, *records: EvalRecord) -> ET.Element:
    write_junit(report(*records), folder / "junit.xml")
    return ET.parse(folder / "junit.xml").getroot()


@pytest.mark.parametrize(
    ("outcome", "tags", "kind"),
    [
        ("passed", [], None),
        ("failed", ["failure"], "EvalFailed"),
        ("unmeasured", ["error"], "NotMeasured"),
        ("skipped", ["skipped"], None),
    ],
)
def test_an_outcome_is_what_ci_systems_call_it(
    tmp_path: Path, outcome: Outcome, tags: list[str], kind: str | None
) -> None:
    (case,) = read(tmp_path, record(outcome=outcome, reason=None if outcome == "passed" else "Why")).iter(
        "testcase"
    )
    children = [child for child in case if child.tag != "properties"]
    assert [child.tag for child in children] == tags
    assert [child.get("type") for child in children] == ([kind] if tags else [])
    assert [child.get("message") for child in children] == (["Why"] if tags else [])


def test_each_run_is_a_case_with_a_name_of_its_own(tmp_path: Path) -> None:
    models = (Models(agent="a"), Models(agent="b"))
    root = read(tmp_path, *(record(repeat=n, models=m, crossed_with=m.agent) for n in (1, 2) for m in models))
    names = [(case.get("classname"), case.get("name")) for case in root.iter("testcase")]
    assert sorted(names, key=str) == [
        ("evals.test_crash", "test_forced [a] #1"),
        ("evals.test_crash", "test_forced [a] #2"),
        ("evals.test_crash", "test_forced [b] #1"),
        ("evals.test_crash", "test_forced [b] #2"),
    ]


def test_counts_and_seconds_add_up(tmp_path: Path) -> None:
    root = read(
        tmp_path,
        record(repeat=1, durations=Durations(total_s=1.5)),
        record(repeat=2, outcome="failed", durations=Durations(total_s=2.0)),
        record(repeat=3, outcome="unmeasured"),
        record(repeat=4, outcome="skipped"),
    )
    counts = {"tests": "4", "failures": "1", "errors": "1", "skipped": "1", "time": "3.500"}
    assert {name: root.get(name) for name in counts} == counts
    assert {name: root[0].get(name) for name in counts} == counts


def test_eval_repeat_and_model_are_properties(tmp_path: Path) -> None:
    root = read(tmp_path, record(repeat=3, family="hostile"))
    properties = {found.get("name"): found.get("value") for found in root.iter("property")}
    assert properties == {
        "eval": "evals/test_crash.py::test_forced",
        "repeat": "3",
        "model": "reference",
        "judge": "keyless",
        "run": "20260102T030405Z-ab12",
        "family": "hostile",
    }


def test_a_failure_says_which_criteria_are_not_met(tmp_path: Path) -> None:
    decided = verdict(criterion("names_cause", "not_met"), criterion("quotes_error"), outcome="failed")
    root = read(tmp_path, record(outcome="failed", reason="It failed", answer="Memory.", verdicts=(decided,)))
    assert root.findtext(".//failure") == "It failed\nnames_cause: not_met: why names_cause"
    assert root.findtext(".//system-out") == "Memory."


def test_any_text_is_valid_xml(tmp_path: Path) -> None:
    everything = "".join(map(chr, (*range(0x20), 0x7F, 0x85, 0x2028, 0xFFFE, 0xFFFF, 0x1FFFF, 0xE0041)))
    for text in (HOSTILE, everything):
        root = read(tmp_path, hostile_record(text))
        assert len(list(root.iter())) == len(list(read(tmp_path, hostile_record("plain")).iter()))
    assert "\\x00" in str(root.findtext(".//failure"))


def test_a_long_answer_is_cut(tmp_path: Path) -> None:
    shown = str(read(tmp_path, record(outcome="failed", answer="x" * 50_000)).findtext(".//system-out"))
    assert len(shown) < 11_000
    assert shown.endswith("(40,000 more characters in results.jsonl)")
