"""What a judge's error rates hold for: change the instrument, and they have to be measured anew."""

from __future__ import annotations

import hashlib
from importlib.resources import files
from importlib.resources.abc import Traversable

from evals.agents.models import KEYLESS


def instrument_digest(judge: str) -> str:
    """Twelve hex digits that change when what `judge` grades with does.

    For a model: the prompt and the code that checks facts; for the keyless judge: its source, and the same
    code. The model behind a name may still change without notice.
    """
    digest = hashlib.sha256()
    packages = ["evals.facts"]
    if judge == KEYLESS:
        packages.append("evals.judges.keyless")
    else:
        from evals.judges.llm import prompt_digest

        digest.update(prompt_digest().encode())
    for package in packages:
        _add(digest, files(package))
    return digest.hexdigest()[:12]


def _add(digest: hashlib._Hash, folder: Traversable) -> None:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir() and entry.name != "__pycache__":
            _add(digest, entry)
        elif entry.name.endswith(".py"):
            digest.update(entry.name.encode())
            digest.update(entry.read_bytes())
