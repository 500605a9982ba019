import pytest
from markdown_it import MarkdownIt

from evals.reports.markdown import LIMIT, bounded, markdown
from evals.results.record import Models, UsageByRole
from evals.transcripts.usage import Usage
from tests.reports.making import hostile_record, record, report

GITHUB = MarkdownIt("gfm-like", {"linkify": False, "html": True})


def test_each_eval_and_model_has_a_row_with_k_of_n_and_wilson_s_interval() -> None:
    fast = Models(agent="fast", judge="keyless")
    used = UsageByRole(agent=Usage(requests=2, input_tokens=9, output_tokens=1, cost_usd=0.25))
    shown = markdown(
        report(
            record(models=fast, repeat=1, usage=used),
            record(models=fast, repeat=2, usage=used, outcome="failed", reason="It failed"),
            record(models=fast, repeat=3, usage=used, outcome="unmeasured", reason="NotMeasured: 429"),
            record(),
        )
    )
    lines = shown.splitlines()
    # Wilson's interval for 1 of 2, and for 1 of 1: (z^2 = 3.8415) by hand.
    assert "| `test_forced` | `fast` | 1 of 2 | 0.09\u20130.91 | 1 | $0.7500 |" in lines
    assert "| `test_forced` | `reference` | 1 of 1 | 0.21\u20131.00 | 0 | - |" in lines
    assert "| `test_forced` | `fast` | 2 | **failed** | `It failed` |" in lines
    assert "| `test_forced` | `fast` | 3 | not measured | `NotMeasured: 429` |" in lines


def test_the_judge_s_standing_is_said() -> None:
    standing = "judge keyless: calibrated (true-positive rate 0.98)"
    shown = markdown(report(record(models=Models(agent="a", judge="keyless", judge_standing=standing))))
    assert f"- `{standing}`" in shown.splitlines()
    assert "was not recorded" in markdown(report(record()))


def test_a_judge_of_the_agent_s_family_is_warned_of() -> None:
    shown = markdown(report(record(models=Models(agent="openai:gpt-5.5-mini", judge="openai:gpt-5.5"))))
    assert ":warning: Judge `openai:gpt-5.5` is of the family of the agent's model" in shown


def test_hostile_text_is_no_markdown() -> None:
    tokens = GITHUB.parse(markdown(report(hostile_record())))
    found = {token.type for token in tokens} | {child.type for t in tokens for child in t.children or ()}
    assert not found & {"html_block", "html_inline", "link_open", "image", "fence", "code_block", "hr"}
    assert not [
        child for t in tokens for child in t.children or () if "@" in child.content and child.type == "text"
    ]


def test_hostile_text_breaks_no_table() -> None:
    rows = [line for line in markdown(report(hostile_record())).splitlines() if line.startswith("|")]
    plain = [line for line in markdown(report(hostile_record("plain"))).splitlines() if line.startswith("|")]
    assert [row.replace("\\|", "").count("|") for row in rows] == [row.count("|") for row in plain]


def test_a_summary_that_is_too_long_is_cut_at_a_row_with_a_pointer() -> None:
    runs = [
        record(eval=f"evals/test_{n}.py::test_{n}", outcome="failed", reason=f"why {n} " + "\u20ac" * 250)
        for n in range(1_000)
    ]
    shown = markdown(report(*runs))
    *rows, pointer = shown.removesuffix("\n").split("\n\n")[-1].splitlines() or [""]
    assert len(shown.encode()) <= LIMIT
    assert len(shown.encode()) > LIMIT - 2_000
    assert rows == []
    assert pointer.endswith("lines are left out here: see the HTML report, or results.jsonl.")
    assert shown.removesuffix("\n").split("\n\n")[-2].endswith("|")


@pytest.mark.parametrize("limit", range(20, 60))
def test_lines_are_kept_whole_and_counted(limit: int) -> None:
    lines = [f"line {n}" for n in range(20)]
    *kept, _, pointer = bounded(lines, limit=limit, pointer="more").splitlines()
    assert len(bounded(lines, limit=limit, pointer="more").encode()) <= limit
    assert kept == lines[: len(kept)]
    assert pointer == f"{20 - len(kept)} lines more"


def test_what_fits_has_no_pointer() -> None:
    assert bounded(["a", "b"], limit=100, pointer="more") == "a\nb\n"
