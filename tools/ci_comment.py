"""Says what the gate decided in one comment of the pull request, which is updated: `make ci-comment`.

Environment: GITHUB_REPOSITORY, PR_NUMBER, RUN_URL, OUT, and what `gh` needs. Standard library only: it runs
where a token may write.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

MARKER = "<!-- prefect-agent-evals: gate -->"
AUTHOR = "github-actions[bot]"
MOST_CHARACTERS = 65_536
"""What GitHub takes in a comment."""


def ours(comments: Iterable[Mapping[str, Any]]) -> int | None:
    """The id of the comment to update. Somebody else's is left alone, whatever it says."""
    for comment in comments:
        if (comment["user"] or {}).get("login") == AUTHOR and (comment["body"] or "").startswith(MARKER):
            return int(comment["id"])
    return None


def body_of(markdown: str, *, run_url: str) -> str:
    body = f"{MARKER}\n{markdown.rstrip()}\n\n[Report and transcripts]({run_url})\n"
    if len(body) > MOST_CHARACTERS:
        raise SystemExit(f"a comment of {len(body):,} characters is more than GitHub takes")
    return body


def main(environ: Mapping[str, str]) -> int:
    out = Path(environ.get("OUT") or "build/ci")
    repository = f"repos/{environ['GITHUB_REPOSITORY']}/issues"
    path = f"{repository}/{environ['PR_NUMBER']}/comments"
    markdown = (out / "gate.md").read_text(encoding="utf-8")
    body = body_of(markdown, run_url=environ["RUN_URL"])
    pages = json.loads(_gh("--paginate", "--slurp", f"{path}?per_page=100"))
    found = ours(comment for page in pages for comment in page)
    method, where = ("POST", path) if found is None else ("PATCH", f"{repository}/comments/{found}")
    _gh("--method", method, where, "--input", "-", sent=json.dumps({"body": body}))
    print(f"comment: {'made' if found is None else f'{found} updated'}")
    return 0


def _gh(*args: str, sent: str | None = None) -> str:
    command = ["gh", "api", *args]
    return subprocess.run(command, check=True, input=sent, stdout=subprocess.PIPE, text=True).stdout


if __name__ == "__main__":
    sys.exit(main(os.environ))
