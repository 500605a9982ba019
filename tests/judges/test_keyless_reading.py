"""How an answer is taken apart: statements, verbatim, and what they stand under."""

import pytest

from evals.judges.keyless.reading import Statement, read


def texts(answer: str) -> list[str]:
    return [statement.text for statement in read(answer).statements]


def last(answer: str) -> Statement:
    return read(answer).statements[-1]


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("One. Two! three? Four", ["one.", "two!", "three?", "four"]),
        ("See e.g. this one. And that.", ["see e.g. this one.", "and that."]),
        ("Prefect 3.8.8 has it.", ["prefect 3.8.8 has it."]),
        ("a line\nthat goes on", ["a line that goes on"]),
        ("cause: a lease\nnext: rerun", ["cause: a lease", "next: rerun"]),
        ("It failed (why? who knows) again. Yes.", ["it failed (why? who knows) again.", "yes."]),
        ("- one\n- two\n  goes on", ["one", "two goes on"]),
        ("1. one\n2) two", ["one", "two"]),
        ("| a | b |\n|---|---|\n| c | d |", ["| a | b |", "| c | d |"]),
        ("```\nline. one\nline two\n```", ["line. one", "line two"]),
        ("> quoted\n> text", ["quoted > text"]),
        ("***\n---\n", []),
    ],
)
def test_statements(answer: str, expected: list[str]) -> None:
    assert texts(answer) == expected


def test_a_statement_is_verbatim() -> None:
    answer = "## Cause\nIt’s the **lease**.\n- `one`  two"
    assert [statement.raw for statement in read(answer).statements] == [
        "Cause",
        "It’s the **lease**.",
        "`one`  two",
    ]


@pytest.mark.parametrize(
    ("answer", "under"),
    [
        ("## Ruled out\nOOM", ["ruled out"]),
        ("## Ruled out\n### Memory\nOOM", ["ruled out", "memory"]),
        ("## Ruled out\n## Cause\nthe lease", ["cause"]),
        ("**Ruled out**\n- OOM", ["ruled out"]),
        ("Ruled out:\n- OOM\n- signal", ["ruled out:"]),
        ("Ruled out:\n- OOM\n\nIt was the lease.", []),
        ("- Ruled out\n  - OOM", ["ruled out"]),
        ("| Ruled out | why |\n|---|---|\n| OOM | no |", ["| ruled out | why |"]),
        ("**Not:** OOM", ["not:"]),
        ("Ruled out: OOM", ["ruled out"]),
        ("What was it not? OOM", ["what was it not?"]),
    ],
)
def test_what_a_statement_stands_under(answer: str, under: list[str]) -> None:
    assert [part.text for part in last(answer).context] == under


def test_items_know_their_list_and_place() -> None:
    statements = read("- a\n- b\n\ntext\n\n- c").statements
    assert [(s.group, s.position) for s in statements] == [(0, 0), (0, 1), (-1, -1), (1, 0)]


def test_the_whole_text_is_joined_by_single_spaces() -> None:
    reading = read("One.\n\n- Two\n- Three")
    assert reading.text == "one. two three"
    assert [reading.text[offset:][:3] for offset in reading.offsets] == ["one", "two", "thr"]


def test_statements_can_be_left_out() -> None:
    reading = read("One. Two. Three.")
    without = reading.without((reading.statements[1],))
    assert [(s.index, s.text) for s in without.statements] == [(0, "one."), (1, "three.")]
