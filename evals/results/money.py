"""Costs as text."""

from __future__ import annotations


def dollars(cost_usd: float | None) -> str:
    """Return a cost as text; `unknown`, never 0, where it is None."""
    if cost_usd is None:
        return "unknown"
    return "<$0.0001" if 0 < cost_usd < 0.0001 else f"${cost_usd:,.4f}"
