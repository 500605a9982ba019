"""What every part of the results format has in common."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict

from evals.results.jsonable import valid_text

Text = Annotated[str, BeforeValidator(lambda text: valid_text(text) if isinstance(text, str) else text)]
"""Text from anywhere: what UTF-8 can't hold is spelled out, so that writing never fails."""


class Part(BaseModel):
    """A part of a record: fixed, and refused where it has a field that the format doesn't."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)
