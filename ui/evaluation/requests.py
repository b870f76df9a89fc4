"""What a browser asks of the section, checked before anything is done with it."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from corpora.catalogue import Language

Name = Annotated[str, Field(max_length=300)]


class Seen(BaseModel):
    """What is looked at: a run, an item of it, or another run beside it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    language: Language
    run: Name = ""
    item: Name = ""
    other: Name = ""


class Started(Seen):
    """A run to begin."""

    suite: Name
    configuration: Name
    limit: int | None = Field(default=None, ge=1, le=100_000)
    seed: int = Field(default=0, ge=0, le=2**31 - 1)
