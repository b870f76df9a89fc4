"""An ablation's grid: a base configuration, and what is varied of it."""

import itertools
import tomllib
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from corpora.errors import SourcierError
from eval.configuration import Configuration


class Grid(BaseModel):
    """A grid file (TOML).

    Attributes
    ----------
    base
        The configuration from which the others differ; the default one where nothing is given.
    vary
        Values of configuration keys.
    design
        ``one-at-a-time`` changes one key of the base at a time; ``full`` combines all values with each other.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    base: Configuration = Field(default_factory=Configuration)
    vary: dict[str, list[Any]] = Field(min_length=1)
    design: Literal["one-at-a-time", "full"] = "one-at-a-time"

    def configurations(self) -> list[Configuration]:
        """The base first, then each that differs from it, named by what differs.

        Raises
        ------
        SourcierError
            If a key or value is one that a configuration cannot have.
        """
        variants: list[dict[str, Any]]
        if self.design == "full":
            variants = [dict(zip(self.vary, values, strict=True)) for values in itertools.product(*self.vary.values())]
        else:
            variants = [{key: value} for key, values in self.vary.items() for value in values]
        found = [self.base]
        for variant in variants:
            changed = {key: value for key, value in variant.items() if getattr(self.base, key, None) != value}
            if changed:
                found.append(self._changed(changed))
        return found

    def _changed(self, changes: dict[str, Any]) -> Configuration:
        name = ", ".join(f"{key}={_shown(value)}" for key, value in changes.items())
        try:
            return Configuration.model_validate({**self.base.model_dump(), **changes, "name": name})
        except ValidationError as error:
            first = error.errors()[0]
            key = ".".join(map(str, first["loc"]))
            raise SourcierError("eval.bad_configuration", file="vary", name=key, problem=first["msg"]) from error


def read_grid(path: Path) -> Grid:
    """The grid of a TOML file.

    Raises
    ------
    SourcierError
        If the file cannot be read, is not TOML, or has a key or value that it cannot have (names it).
    """
    try:
        grid = Grid.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        problem = getattr(error, "strerror", None) or error
        raise SourcierError("eval.no_configuration", file=path, problem=problem) from error
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(map(str, first["loc"])) or path.name
        raise SourcierError("eval.bad_configuration", file=path.name, name=name, problem=first["msg"]) from error
    grid.configurations()
    return grid


def _shown(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
