"""A configuration file: which system is evaluated, and how it differs from the settings in force."""

import tomllib
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from corpora.errors import SourcierError


class Configuration(BaseModel):
    """What is evaluated. Whatever is not given is as in the settings (docs/settings.md).

    The baselines: ``system = "llama-index"``, ``system = "model"``, ``draft = false``, ``retrieval = "lexical"`` and
    ``retrieval = "dense"``.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field("default", min_length=1, description="As shown in tables.")
    system: Literal["sourcier", "llama-index", "model"] = Field(
        "sourcier", description="Sourcier; a plain llama-index query engine; the language model alone."
    )
    draft: bool = Field(True, description="Whether the language model drafts, or only findings are composed.")
    verify: bool = Field(True, description="Whether drafted sentences are verified.")
    retrieval: Literal["fused", "lexical", "dense", "reranked"] = Field("fused", description="Retriever parts.")
    sources: int | None = Field(None, ge=1, le=30, description="Most sources in an answer.")
    passages: int | None = Field(None, ge=1, le=10, description="Most passages retrieved of a source.")
    max_sentences: int | None = Field(None, ge=1, le=12, description="Most drafted sentences.")
    model: str | None = Field(None, description="Language model, by its name in the weights registry.")
    embedding: str | None = Field(None, description="Embedding model, by its name in the weights registry.")
    reranker: str | None = Field(None, description='Reranking model, for retrieval = "reranked".')
    library: Path | None = Field(None, description="The library's folder.")
    threads: int | None = Field(None, ge=1, description="Processor threads of the models.")


def read_configuration(path: Path | None) -> Configuration:
    """The configuration of a TOML file; the default one without a file.

    Raises
    ------
    SourcierError
        If the file cannot be read, is not TOML, or has a key or value that it cannot have (names it).
    """
    if path is None:
        return Configuration()
    try:
        return Configuration.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        problem = getattr(error, "strerror", None) or error
        raise SourcierError("eval.no_configuration", file=path, problem=problem) from error
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(map(str, first["loc"])) or path.name
        raise SourcierError("eval.bad_configuration", file=path.name, name=name, problem=first["msg"]) from error
