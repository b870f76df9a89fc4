"""The disclosure policy: a file in the cohort's folder that may be tightened, never loosened below its floors."""

import tomllib
from importlib.resources import files
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from corpora.errors import SourcierError

POLICY = "policy.toml"


class Policy(BaseModel):
    """How much of a cohort may be shown.

    The bounds of the fields are the floors (and, where less is stricter, the ceilings): no file may go beyond them.
    ``policy.toml`` beside this module says the same for the reader of the file, and is what a new cohort starts with.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    smallest_cell: int = Field(11, ge=11, description="Fewest patients that a number may stand for.")
    k: int = Field(5, ge=3, description="Fewest patients that share a combination of quasi-identifiers.")
    l_diversity: int = Field(2, ge=2, description="Fewest values of a sensitive variable among those who share one.")
    sensitive: tuple[str, ...] = Field((), description="Names of the sensitive variables.")
    most_suppressed: float = Field(0.05, ge=0, le=0.2, description="Largest share of patients set to missing.")
    age_band_years: int = Field(5, ge=5, le=50, description="Narrowest band of ages.")
    oldest_age: int = Field(90, ge=50, le=90, description="Ages from this one on are one group.")
    smallest_at_risk: int = Field(11, ge=11, description="Fewest patients at risk where a curve still runs.")
    events_between_points: int = Field(11, ge=11, description="Fewest events between two points of a curve.")
    differ_on_each_side: bool = Field(False, description="Groups with outcomes differ by enough on either side.")
    round_counts_to: int = Field(5, ge=5, description="Numbers at risk and of events are multiples of this.")
    round_points_to: int = Field(7, ge=7, description="Days of a curve's points are multiples of this.")
    survival_decimals: int = Field(3, ge=1, le=3, description="Decimals of a survival probability.")
    round_days_to: int = Field(30, ge=30, description="Follow-up times are multiples of this many days.")
    most_releases: int = Field(1000, ge=1, le=1000, description="Most independent counts released of a cohort.")


def default_policy_text() -> str:
    """The commented file that a new cohort starts with."""
    return (files("corpora.cohorts.disclosure") / POLICY).read_text(encoding="utf-8")


def read_policy(folder: Path) -> Policy:
    """The policy in a cohort's folder; the default one where the folder has none.

    Raises
    ------
    SourcierError
        The file cannot be read, names something unknown, or loosens a value beyond its floor.
    """
    path = folder / POLICY
    if not path.exists():
        return Policy()
    try:
        return Policy.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SourcierError("disclosure.policy_unreadable", folder=folder.name) from error
    except ValidationError as error:
        raise _refusal(error, folder) from error


def write_policy(folder: Path, policy: Policy | None = None) -> None:
    """Write a policy, with its comments, into a cohort's folder, whole or not at all; the default one if none is given."""
    text = default_policy_text()
    if policy is not None:
        text = "\n".join(_line(line, policy) for line in text.splitlines()) + "\n"
    partial = folder / f"{POLICY}.part"
    partial.write_text(text, encoding="utf-8")
    partial.replace(folder / POLICY)


def _line(line: str, policy: Policy) -> str:
    name = line.partition(" = ")[0]
    if name not in Policy.model_fields:
        return line
    value = getattr(policy, name)
    if isinstance(value, bool):
        return f"{name} = {str(value).lower()}"
    shown = "[" + ", ".join(f'"{item}"' for item in value) + "]" if isinstance(value, tuple) else str(value)
    return f"{name} = {shown}"


def _refusal(error: ValidationError, folder: Path) -> SourcierError:
    first = error.errors()[0]
    name = ".".join(str(part) for part in first["loc"])
    bound = first.get("ctx", {})
    limit = bound.get("ge", bound.get("le"))
    if limit is None:
        return SourcierError("disclosure.policy_invalid", folder=folder.name, field=name)
    return SourcierError(
        "disclosure.policy_loosened", folder=folder.name, field=name, value=first["input"], limit=limit
    )
