"""The prose of an answer."""

from __future__ import annotations

from collections.abc import Sequence

from evals.agents.reference.diagnosis import Diagnosis


def compose(diagnosis: Diagnosis) -> str:
    """Write a diagnosis out in Markdown, the verdict first."""
    sections = [
        f"**{diagnosis.cause}**",
        _section("What I found", _bullets(diagnosis.evidence)),
        _section("How it happened", diagnosis.mechanism),
        _section("What is behind it, the likeliest first", _numbered(diagnosis.reasons)),
        _section("What it was not", _bullets(diagnosis.ruled_out)),
        _section("What to do", _numbered(diagnosis.advice)),
        _section("What I could not see", _bullets(diagnosis.unknown)),
    ]
    return "\n\n".join(section for section in sections if section)


def _section(title: str, body: str) -> str:
    return f"## {title}\n{body}" if body else ""


def _bullets(items: Sequence[str]) -> str:
    return "\n".join(f"- {item}" for item in items)


def _numbered(items: Sequence[str]) -> str:
    return "\n".join(f"{number}. {item}" for number, item in enumerate(items, start=1))
