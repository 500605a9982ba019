"""The words of the recorded error, which explain nothing where they are repeated."""

from __future__ import annotations

from evals.judges.keyless.phrases import phrases

ERROR_WORDS = phrases(
    r"""
    concurrency lease renewal failed|slots? are no longer reserved
    terminat(ing|ed|es?) (the )?(execution|run|flow run) to prevent over-?allocation
    (lease not found( -|[,:;.])? (and )?)?(it |that it |the lease )?may have expired or been revoked|execution was cancelled by the runtime environment
    """
)
"""The words of the recorded error: repeated, they explain nothing."""


def own_words(text: str) -> str:
    """A normalised text with the words of the recorded error masked, as long as before."""
    if not any(letters in text for letters in ("lease", "reserved", "allocation", "runtime")):
        return text
    return ERROR_WORDS.sub(lambda error: "_" * len(error[0]), text)
