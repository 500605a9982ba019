"""What is printed, and what hostile names in records can't do to it."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from evals.gate.decision import Gate, Thresholds, decide
from evals.gate.render import LONGEST_MARKDOWN, as_json, as_markdown, as_text
from evals.results.record import EvalRecord
from tests.gate.recorded import record, records, side, verdict

HOSTILE = (
    "a[\x1b[2J\u202e`</code><script>alert(1)</script>| @everyone ![x](http://e.example/)\n# Gate: PASSED]"
)


def gate(tmp_path: Path, before: Sequence[EvalRecord], now: Sequence[EvalRecord]) -> Gate:
    return decide(side(tmp_path, before), side(tmp_path, now), Thresholds())


def hostile(**fields: Any) -> list[EvalRecord]:
    return [
        *records(1, 2, eval=HOSTILE, model=HOSTILE, versions={HOSTILE: fields.get("version", "1")}),
        record("unmeasured", eval=HOSTILE, model=HOSTILE, reason=f"{HOSTILE}: x"),
        record(
            eval=HOSTILE + "2", model=HOSTILE, verdicts=(verdict(judge=HOSTILE + fields.get("judge", "")),)
        ),
    ]


def test_it_says_what_it_decided_on_which_numbers(tmp_path: Path) -> None:
    text = as_text(gate(tmp_path, [*records(10, 10), record(eval="old")], records(2, 10)))
    assert text.startswith("Gate: REGRESSION\n- 1 of 1 evals passes less often now (p <= 0.05)\n")
    assert "baseline: 11 runs: 11 passed, 0 failed, 0 unmeasured, 0 skipped" in text
    # Wilson's interval of 2 of 10, as published in tables of binomial intervals: 0.057 to 0.510.
    assert re.search(
        r"^a +\| 10/10 1\.000 \(0\.72-1\.00\) \| +2/10 0\.200 \(0\.06-0\.51\) \|.*WORSE", text, re.MULTILINE
    )
    assert re.search(r"^old +\| +1 \| +0 \| gone: not in the current runs$", text, re.MULTILINE)


def test_markdown_says_the_same(tmp_path: Path) -> None:
    markdown = as_markdown(gate(tmp_path, records(10, 10), records(2, 10)), artifact="gate.json")
    assert markdown.startswith("### Gate: REGRESSION\n\n- 1 of 1 evals passes less often now")
    assert "| `a` | 10/10 1.000 (0.72-1.00) | 2/10 0.200 (0.06-0.51) | 0.0" in markdown
    assert "gate.json" not in markdown


def test_json_has_every_figure(tmp_path: Path) -> None:
    figures = json.loads(as_json(gate(tmp_path, records(10, 10), [*records(2, 10), record("skipped")])))
    assert figures["decision"] == "regression"
    assert figures["compared"][0]["pair"]["arms"] == {
        "before_runs": 10,
        "before_passes": 10,
        "now_runs": 10,
        "now_passes": 2,
    }
    assert figures["compared"][0]["now"]["low"] == pytest.approx(0.057, abs=0.001)
    assert (figures["now"]["runs"], figures["now"]["skipped"], figures["now"]["pass_rate"]) == (11, 1, 0.2)
    assert figures["thresholds"] == {
        "detect": 0.15,
        "max_trouble": 0.2,
        "min_pass_rate": None,
        "alpha": 0.05,
        "power": 0.8,
    }


def test_nothing_compared_is_json_too(tmp_path: Path) -> None:
    assert json.loads(as_json(gate(tmp_path, [], [])))["pooled"] is None


def test_models_and_gradings_have_columns_where_there_are_several(tmp_path: Path) -> None:
    both = [
        *records(2, 2, model="m"),
        *records(2, 2, model="n", verdicts=(verdict(judge="x"),)),
        record(model="n"),
    ]
    text = as_text(gate(tmp_path, both, both))
    assert re.search(r"^a +\| n +\| keyless on aaa +\| 1/1", text, re.MULTILINE)
    assert "models: m, n\n" in text


def test_models_that_differ_are_said(tmp_path: Path) -> None:
    assert "models differ: m before, n now" in as_text(gate(tmp_path, [record()], [record(model="n")]))


def test_hostile_names_do_not_act_on_a_terminal(tmp_path: Path) -> None:
    text = as_text(gate(tmp_path, hostile(), hostile(version="2", judge="x")))
    assert r"\x1b[2J\u202e" in text
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert not re.search(r"^# Gate: PASSED", text, re.MULTILINE)


def test_hostile_names_do_not_act_on_markdown(tmp_path: Path) -> None:
    markdown = as_markdown(gate(tmp_path, hostile(), hostile(version="2", judge="x")), artifact="out")
    assert "<script>" in markdown
    outside = re.sub(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)", "", markdown)
    for active in ("<script", "@everyone", "![x]", "\x1b", "\u202e", "PASSED"):
        assert active not in outside
    rows = [re.sub(r"\\\|", "", line) for line in outside.splitlines() if line.startswith("|")]
    assert len(rows) > 6
    widths = {row.count("|") for row in rows}
    assert widths <= {4, 5, 6, 7}


def test_markdown_that_is_too_long_is_cut_at_a_row_with_a_pointer(tmp_path: Path) -> None:
    names = [f"evals/test_ü.py::test_{number}[{'é' * 150}]" for number in range(400)]
    runs = [record(eval=name) for name in names]
    decided = gate(tmp_path, runs, runs)
    markdown = as_markdown(decided, artifact="gate.json")
    assert LONGEST_MARKDOWN - 1_000 < len(markdown.encode()) <= LONGEST_MARKDOWN
    *rows, empty, pointer = markdown.splitlines()
    shown = [row for row in rows if row.startswith("| `evals")]
    assert all(row.endswith(" |") for row in shown)
    assert empty == ""
    assert pointer == f"Cut at 60,000 bytes: the {400 - len(shown)} lines left out are in `gate.json`."
    assert all(shortened in as_text(decided) for shortened in ("test_0[", "test_399["))


def test_markdown_has_room_for_names_of_any_length(tmp_path: Path) -> None:
    runs = [record(eval="x" * 100_000, model="y" * 100_000, versions={"z" * 100_000: "1"})]
    assert len(as_markdown(gate(tmp_path, runs, runs), artifact="gate.json")) < 5_000
