"""`make bench-mcp`: what each transport of the MCP server costs, ready and per call.

- `ready_s`: from asking for the toolset to its first list of tools, Prefect imported already as it is in
  every run;
- `call_ms`: a `get_flow_runs` that finds one run (the median of 20, after a warm-up).

Each transport is measured in a process of its own, several times; the median counts.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
_CALLS = 20


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="make bench-mcp", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=3, help="processes for each transport (default: 3)")
    parser.add_argument("--transport", choices=("memory", "stdio"), help="measure this one, here, once")
    options = parser.parse_args()
    if options.transport:
        print(json.dumps(asyncio.run(_measure(options.transport))))
        return 0
    print(f"{'transport':12}{'ready_s':>10}{'call_ms':>10}")
    for transport in ("memory", "stdio"):
        command = [sys.executable, "-m", "tools.bench_mcp", "--transport", transport]
        rounds = [
            json.loads(subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout)
            for _ in range(options.rounds)
        ]
        ready = statistics.median(figures["ready_s"] for figures in rounds)
        call = statistics.median(figures["call_ms"] for figures in rounds)
        print(f"{transport:12}{ready:>10.3f}{call:>10.1f}")
    return 0


async def _measure(transport: Any) -> dict[str, float]:
    from evals.environment.isolation import isolate
    from evals.environment.server import PrefectServer, free_port

    with tempfile.TemporaryDirectory() as folder:
        server = PrefectServer(
            home=Path(folder), cache=ROOT / ".evals" / "cache", port=free_port(), owner=os.getpid()
        )
        isolate(home=server.home, api_url=server.api_url)
        server.launch()
        try:
            import prefect.client.orchestration
            import pydantic_ai.mcp  # noqa: F401 - what every run has imported by then

            server.wait_until_ready()
            async with prefect.client.orchestration.get_client() as client:

                @prefect.flow(name="measured")
                def measured() -> None: ...

                run = await client.create_flow_run(measured)
            return await _time(transport, server=server, run_name=run.name)
        finally:
            server.stop(for_good=True)


async def _time(transport: Any, *, server: Any, run_name: str) -> dict[str, float]:
    from evals.agents.mcp import prefect_toolset
    from evals.agents.tracing import configure_tracing

    async def straight_through(_ctx: Any, call_tool: Any, name: str, args: dict[str, Any]) -> Any:
        return await call_tool(name, args)

    began = time.perf_counter()
    toolset = prefect_toolset(
        transport=transport, home=server.home, api_url=server.api_url, process_tool_call=straight_through
    )
    configure_tracing()
    async with toolset:
        await toolset.list_tools()
        ready_s = time.perf_counter() - began
        arguments = {"filter": {"name": {"any_": [run_name]}}}
        seconds = []
        for _ in range(_CALLS + 1):
            began = time.perf_counter()
            result = await toolset.direct_call_tool("get_flow_runs", arguments)
            seconds.append(time.perf_counter() - began)
            assert result["count"] == 1, result
    return {"ready_s": ready_s, "call_ms": 1000 * statistics.median(seconds[1:])}


if __name__ == "__main__":
    sys.exit(main())
