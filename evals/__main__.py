"""`python -m evals`: what is done with evals and their results outside of pytest."""

from __future__ import annotations

import typer

from evals.commands import attack, calibrate, controls, gate, report, rescore

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)


@app.callback()
def _commands() -> None:
    """Work with the evals, their judge and their results. The evals themselves are run by pytest:
    `pytest evals`."""


app.command(epilog=controls.EXAMPLES)(controls.controls)
app.command(epilog=calibrate.EXAMPLES)(calibrate.calibrate)
app.command(epilog=attack.EXAMPLES)(attack.attack)
app.command(epilog=gate.EXAMPLES, cls=gate.SeveralFiles)(gate.gate)
app.command(epilog=report.EXAMPLES)(report.report)
app.command(epilog=rescore.EXAMPLES)(rescore.rescore)


if __name__ == "__main__":
    app(prog_name="python -m evals")
