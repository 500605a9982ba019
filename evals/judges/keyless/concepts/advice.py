"""How a statement begins that says what to do."""

from __future__ import annotations

from evals.judges.keyless.phrases import phrases

_DO = (
    "use|configure|set|move|put|make|keep|ensure|upgrade|raise|increase|switch|add|re-?run|run|give|bring"
    "|improve|restore"
    "|enable|persist|store|deploy|migrate|consider|avoid|start|retry|restart|fix|monitor|wrap|offload"
    "|adjust|tune|prevent"
)
_I = (
    "(my |our )?(advice|suggestion|recommendation|fix|remedy|solution|workaround|action|next step)s?( is"
    "| are|:)?"
)

PRESCRIBES = phrases(
    r"""
    (please |then |so |and |also |next,? |finally,? |just |simply )*(<do>)
    (you|we|i) (should|could|can|would|might|may|must|need to) (also |just |simply |now |want to )*(<do>)
    <i>|i'd (advise|recommend|suggest|simply|just)|(it's|it is) (recommended|best|worth)|i (recommend|\
        suggest|advise)
    """,
    do=_DO,
    i=_I,
)
"""Says what to do about it, and not why it happened."""

ADVISES = phrases(
    r"""
    (please |then |so |and |also |next,? |finally,? |just |simply )*(<do>|check|verify|look at|look into|\
        inspect|see)
    (you|we|i) (should|could|can|would|might|may|must|need to) (also |just |simply |now |want to )*(<do>|\
        check|verify|look|inspect)
    <i>|i'd (advise|recommend|suggest|simply|just)|(it's|it is) (recommended|best|worth)|i (recommend|\
        suggest|advise)
    """,
    do=_DO,
    i=_I,
)
"""The same, what to look at included."""
