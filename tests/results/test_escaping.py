import pytest

from evals.results.escaping import fenced, inline_code, shortened, visible


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain caf\u00e9 \u4e2d", "plain caf\u00e9 \u4e2d"),
        ("\x1b[31mred\x07", "\\x1b[31mred\\x07"),
        ("a\nb\tc\r", "a\\nb\\tc\\r"),
        ("\u202egnp.exe", "\\u202egnp.exe"),
        ("zero\u200bwidth", "zero\\u200bwidth"),
        ("tag\U000e0041", "tag\\U000e0041"),
        ("line\u2028end\x85", "line\\u2028end\\x85"),
    ],
)
def test_characters_that_act_are_spelled_out(text: str, expected: str) -> None:
    assert visible(text) == expected


def test_what_is_kept_is_kept() -> None:
    assert visible("a\nb\x1b", keep="\n") == "a\nb\\x1b"


@pytest.mark.parametrize(
    ("text", "expected"),
    [("one\n  two", "one two"), ("x" * 20, "x" * 20), ("x" * 21, "x" * 17 + "..."), ("a\x1b", "a\\x1b")],
)
def test_shortened(text: str, expected: str) -> None:
    assert shortened(text, length=20) == expected


@pytest.mark.parametrize(
    ("text", "fence"),
    [("plain", "```"), ("a ` b", "```"), ("```\n# out\n```", "````"), ("``````", "```````"), ("~~~", "```")],
)
def test_a_fence_is_longer_than_any_inside(text: str, fence: str) -> None:
    assert fenced(text) == f"{fence}text\n{text}\n{fence}"


def test_line_ends_are_those_of_the_file() -> None:
    assert fenced("a\r\nb\rc") == "```text\na\nb\\rc\n```"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("name", "`name`"),
        ("a`b", "``a`b``"),
        ("`b", "`` `b ``"),
        ("", "`  `"),
        ("a|b", "`a\\|b`"),
        ("a\nb", "`a\\nb`"),
    ],
)
def test_inline_code(text: str, expected: str) -> None:
    assert inline_code(text) == expected
