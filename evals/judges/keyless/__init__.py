"""Grading with no model and no network, by the words of the answer.

An answer is taken apart in layers, each a module: `text` normalises it, `reading` splits it into
statements under their headings, `scopes` says what each statement denies, leaves open or affirms by the
cues in `cues`, `doubts` and `heading_cues`, `concepts` holds the vocabulary as data, `detectors` decides
one criterion each, and `looks_for` decides the criteria that scenarios bring along.
"""

from evals.judges.keyless.judge import KeylessJudge

__all__ = ["KeylessJudge"]
