"""The fence around text that is graded: where it begins and ends can't be forged from inside.

Three things hold for every section, each enough by itself: its tags carry a marker drawn anew for
every call; nothing inside is an ASCII `<`; every line inside begins with `| `.
"""

from __future__ import annotations

import re
import secrets

from evals.judges.llm.characters import OPENERS, fold, show

LINE_PREFIX = "| "

_ESCAPED_OPENER = re.compile(r"[&\\](?=(?:lt\b|#0*60\b|#x0*3c\b|u0*3c|u\{0*3c\}|x3c))", re.IGNORECASE)
_CONTROL_TOKEN = re.compile(r"\[(?=\s*/?\s*[A-Z]+(?:_[A-Z]+)*\s*\])")
_FULL_WIDTH = str.maketrans("&\\[", "\uff06\uff3c\uff3b")


def new_marker() -> str:
    """128 random bits as 32 hexadecimal digits: no text written before the call can hold them."""
    return secrets.token_hex(16)


def neutralise(text: str, *, marker: str) -> str:
    """Write `text` so that nothing in it reads as a fence or a control token of a chat format.

    Invisible characters are shown, characters that open a tag become full-width, and so do the first
    characters of escaped ones (`&lt;`) and of bracketed tokens (`[INST]`); what reads like `marker`,
    whatever its case, width or spacing, becomes `[marker]`. Nothing else changes, nothing is cut.
    """
    shown = show(text).translate(OPENERS)
    for pattern in (_ESCAPED_OPENER, _CONTROL_TOKEN):
        shown = pattern.sub(lambda match: match[0].translate(_FULL_WIDTH), shown)
    return _without_marker(shown, marker=marker)


def fenced(section: str, text: str, *, marker: str) -> str:
    """`text`, neutralised, between the tags of `section`."""
    body = "\n".join(LINE_PREFIX + line for line in neutralise(text, marker=marker).split("\n"))
    return f"<{section}-{marker}>\n{body}\n</{section}-{marker}>"


def _without_marker(text: str, *, marker: str) -> str:
    while span := fold(text).span(marker):
        text = f"{text[: span[0]]}[marker]{text[span[1] :]}"
    return text
