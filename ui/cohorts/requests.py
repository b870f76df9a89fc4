"""What a browser asks of the section, checked before anything is done with it."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from corpora.catalogue import Language
from ui.cohorts.corrections import Corrections, Text
from ui.cohorts.ports import Described

Name = Annotated[str, Field(max_length=80)]
Format = Literal["csv", "png", "svg"]


class Seen(BaseModel):
    """Which cohort is looked at, in which language, on how wide a column (in CSS pixels)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    language: Language
    cohort: Name = ""
    width: int = Field(default=640, ge=280, le=900)


class Patient(Seen):
    """A patient described: nothing of it is kept after the answer."""

    text: str = Field(default="", max_length=2000)
    values: dict[Name, Annotated[str, Field(max_length=200)]] = Field(default_factory=dict, max_length=400)
    outcome: Name = ""
    treatment: Name = ""

    def described(self) -> Described:
        """As the port takes it."""
        return Described(self.text.strip(), {k: v for k, v in self.values.items() if v}, self.outcome, self.treatment)


class Exported(Patient):
    """What is shown of a patient's like, as a file."""

    format: Format


class Counted(Seen):
    """Criteria whose patients are counted."""

    criteria: str = Field(max_length=2000)


class Chosen(BaseModel):
    """A file to import: one that the browser has sent, as its path on this machine, or one that lies ready here."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    language: Language
    sent: str = Field(default="", max_length=1000)
    ready: str = Field(default="", max_length=300)


class Named(BaseModel):
    """What a cohort whose records need no mapping is called, and which conditions of an OMOP database make it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Name
    title_en: Text = ""
    title_fr: Text = ""
    centre_en: Text = ""
    centre_fr: Text = ""
    conditions: tuple[Annotated[int, Field(ge=1)], ...] = Field((), max_length=1000)


class Brought(Chosen):
    """A file to import: a table as corrected, other records as named."""

    named: Named | None = None
    corrections: Corrections | None = None
