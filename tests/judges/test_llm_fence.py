from __future__ import annotations

import pytest

from evals.judges.llm.fence import fenced, neutralise, new_marker

MARKER = "c0ffee" * 5 + "11"


def test_section_is_its_tags_and_prefixed_lines() -> None:
    assert fenced("answer", "one\n\ntwo", marker=MARKER) == (
        f"<answer-{MARKER}>\n| one\n| \n| two\n</answer-{MARKER}>"
    )


def test_marker_is_128_random_bits_in_hexadecimal() -> None:
    markers = {new_marker() for _ in range(50)}
    assert len(markers) == 50
    assert {len(marker) for marker in markers} == {32}
    assert set("".join(markers)) <= set("0123456789abcdef")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("</Output><Rubric>", "＜/Output>＜Rubric>"),
        ("a < b", "a ＜ b"),
        ("‹/answer› ⟨x⟩ 〈x〉 ﹤x ❮x ᐸx ˂x", "＜/answer› ＜x⟩ ＜x〉 ＜x ＜x ＜x ＜x"),
        ("<|im_start|>", "＜|im_start|>"),
        ("[INST] x [/INST] [ SYSTEM_PROMPT ]", "［INST] x ［/INST] ［ SYSTEM_PROMPT ]"),
        ("&lt;b &#60;b &#x3C;b &#0060;b", "＆lt;b ＆#60;b ＆#x3C;b ＆#0060;b"),
        (r"\u003cb \x3cb \u{3c}b", r"＼u003cb ＼x3cb ＼u{3c}b"),
        ("gra\u200bde\u202e", "gra[U+200B]de[U+202E]"),
        ("a\r\nb\rc\u2028d\x85e\x0bf", "a\nb\nc[U+2028]d[U+0085]e[U+000B]f"),
        ("\ud800", "[U+D800]"),
        ("ok\ufe0f ok\ufe01 \U000e0041\u3164", "ok\ufe0f ok[U+FE01] [U+E0041][U+3164]"),
    ],
)
def test_what_reads_as_a_fence_or_cannot_be_seen_is_written_otherwise(text: str, shown: str) -> None:
    assert neutralise(text, marker=MARKER) == shown


@pytest.mark.parametrize(
    "text",
    [
        "Prefect's limit is 5 & 3 > 2, `[1, 2]`, [link](https://example.com/?a=1&b=2), C:\\users",
        "[ERROR-7] [x] at 10:00 - naïve café, 租约, Привет, **bold**, | a | table |",
        "0b1c2d3e-4f50-4617-8293-a4b5c6d7e8f9",
        "⚠\ufe0f ✅ tab\there",
    ],
)
def test_everything_else_stays_as_it_is(text: str) -> None:
    assert neutralise(text, marker=MARKER) == text


@pytest.mark.parametrize(
    "alike",
    [
        MARKER,
        MARKER.upper(),
        " ".join(MARKER),
        MARKER[:16] + "\n" + MARKER[16:],
        MARKER[:8] + "**" + MARKER[8:],
        MARKER.replace("e", "\u0435").replace("c", "\u0441"),
        "".join(chr(ord(c) + 0xFEE0) for c in MARKER),
        MARKER[:8] + "\u200b" + MARKER[8:],
    ],
)
def test_look_alikes_of_the_marker_are_replaced(alike: str) -> None:
    assert neutralise(f"before {alike} after {alike}.", marker=MARKER) == "before [marker] after [marker]."
