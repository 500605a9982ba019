"""Normalisation: what patterns are matched against, whatever the typography of an answer."""

from __future__ import annotations

import re
import unicodedata

_FOLDED = str.maketrans(
    {
        "‘": "'",
        "’": "'",
        "ʼ": "'",
        "′": "'",
        "´": "'",
        "“": '"',
        "”": '"',
        "„": '"',
        "«": '"',
        "»": '"',
        "‐": "-",
        "‑": "-",
        "−": "-",
        "‒": "-",
        "–": " - ",
        "—": " - ",
        "―": " - ",
        "…": "... ",
        "→": " -> ",
        "⇒": " -> ",
        "➜": " -> ",
        "➡": " -> ",
        "≠": " is not ",
        "•": " ",
        "✗": " ❌ ",
        "✘": " ❌ ",
        "✖": " ❌ ",
    }
)
_INVISIBLE = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff\U000e0000-\U000e007f]"
)
_LINK = re.compile(r"!?\[([^\]\n]*)\]\([^)\n]*\)")
_TAG = re.compile(r"</?[a-z][^>\n]{0,60}>", re.IGNORECASE)
_EMPHASIS = re.compile(r"\*+|`+|~~|(?<!\w)_+(?=\w)|(?<=\w)_+(?!\w)")
_ENUMERATOR = re.compile(r"(?<!\w)\((?:\d|[a-e]|i{1,3}|iv)\) ")
_SPACE = re.compile(r"\s+")
_NO_APOSTROPHE = re.compile(
    r"\b(is|was|are|were|did|does|do|could|would|should|has|have|had|ca|wo)nt\b(?!-)|\bcan ?not\b",
    re.IGNORECASE,
)
_SHORT = re.compile(r"\bw/o\b|\bb/c\b|\bbc\b|\bcos\b|\bcoz\b|\bw/(?=\s)|&")
_SHORT_LETTERS = ("w/", "b/c", "bc", "cos", "coz", "&")
_SPELLED_OUT = {"w/o": "without", "b/c": "because", "bc": "because", "cos": "because", "coz": "because"}


def _expand(match: re.Match[str]) -> str:
    short = match[0]
    return _SPELLED_OUT.get(short, "with" if short == "w/" else "and")


def _apostrophe(match: re.Match[str]) -> str:
    return f"{match[1]}n't" if match[1] else "can't"


def fold(text: str) -> str:
    """Fold compatibility characters, quotes, dashes and white space; drop invisible characters.

    Case and markdown stay. The result is single-spaced.
    """
    if not text.isascii():
        text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text.translate(_FOLDED)))
    return _SPACE.sub(" ", text).strip()


def normalise(text: str) -> str:
    """`fold`, without markdown and "(1)", in lower case, with contractions spelled one way ("didnt", "cannot")."""
    text = _TAG.sub(" ", _LINK.sub(r"\1", text))
    text = _ENUMERATOR.sub("", _EMPHASIS.sub("", fold(text)))
    text = _NO_APOSTROPHE.sub(_apostrophe, text).lower()
    if any(short in text for short in _SHORT_LETTERS):
        text = _SPACE.sub(" ", _SHORT.sub(_expand, text))
    return text.strip()
