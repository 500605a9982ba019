"""Traces of agents and judges: to Logfire where a token is present, silent otherwise."""

from __future__ import annotations

import os


def configure_tracing() -> None:
    """Instrument pydantic-ai. To be called after `prefect_mcp_server` is imported, because that
    configures Logfire too, with output to the console."""
    import logfire

    logfire.configure(
        send_to_logfire="if-token-present",
        console=False,
        service_name="prefect-agent-evals",
        environment=os.environ.get("ENVIRONMENT") or "local",
    )
    logfire.instrument_pydantic_ai()
