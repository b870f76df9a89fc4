"""Settings: one documented TOML file, then ``SOURCIER_*`` variables; unknown keys are refused.

Only the edge (command line, page, evaluation) reads them; everything inside gets arguments.
"""

import os
from pathlib import Path
from typing import Literal

from platformdirs import user_data_path
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from corpora.errors import SourcierError

CONFIG_FILE = "sourcier.toml"


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class EmbeddingSettings(_Section):
    """Which model turns text into vectors."""

    model: str = Field("multilingual-e5-small", description="Name in the weights registry.")
    threads: int = Field(0, ge=0, description="Processor threads; 0 uses the cores this process may use.")


class LanguageModelSettings(_Section):
    """Which model drafts the prose. Findings never need one."""

    backend: Literal["llama.cpp", "transformers", "openai", "none"] = "llama.cpp"
    model: str = Field(
        "qwen2.5-coder-1.5b-instruct-q4_k_m",
        description="Name in the weights registry; a file or folder for transformers; the server's model name for openai.",
    )
    threads: int = Field(0, ge=0, description="Processor threads; 0 uses the cores this process may use.")
    context: int = Field(4096, ge=1024, description="Context window in tokens.")
    seed: int = Field(0, ge=0, description="Decoding is greedy; the seed is recorded with each answer.")
    url: str = Field(
        "", description="For openai: base URL of the hospital's own server, e.g. http://127.0.0.1:8000/v1."
    )
    guided: Literal["vllm", "vllm-before-0.12", "sglang", "llama.cpp", "none"] = Field(
        "vllm", description="For openai: how the server takes a grammar."
    )
    api_key_variable: str = Field("", description="For openai: name of the environment variable that holds the key.")


class RetrievalSettings(_Section):
    """How passages are ranked."""

    reranker: str = Field("", description="Name of a reranker in the weights registry; none by default.")


class VerificationSettings(_Section):
    """What a drafted sentence is held against beside the rules."""

    entailment: str = Field("", description="Name of an entailment model in the weights registry; none by default.")
    threshold: float = Field(0.5, ge=0, le=1, description="Least probability of entailment that counts.")


class AnswerSettings(_Section):
    """How much evidence an answer shows, and how it is drafted."""

    sources: int = Field(8, ge=1, le=30, description="Most sources in an answer.")
    max_sentences: int = Field(4, ge=1, le=12, description="Most drafted sentences.")


class NetworkSettings(_Section):
    """Optional sources of literature on the network. Off: no byte leaves the machine."""

    enabled: bool = False
    email: str = Field("", description="Contact that PubMed asks of programs; sent only when enabled.")


class PageSettings(_Section):
    """Where the page listens."""

    host: str = "127.0.0.1"
    port: int = Field(7860, ge=1, le=65535)


class Settings(BaseSettings):
    """All settings. ``SOURCIER_HOME`` is the folder that holds everything a user's installation writes."""

    model_config = SettingsConfigDict(env_prefix="SOURCIER_", env_nested_delimiter="__", extra="forbid", frozen=True)

    home: Path = Field(default_factory=lambda: user_data_path("sourcier"), description="The user's folder.")
    library: Path | None = Field(None, description="The library's folder; by default 'library' in the user's folder.")
    weights: Path | None = Field(None, description="The weights' folder; by default 'weights' in the user's folder.")
    cohorts: Path | None = Field(None, description="The cohorts' folder; by default 'cohorts' in the user's folder.")
    cohort_key: Path | None = Field(
        None, description="Key file of cohorts' pseudonyms; by default 'keys/cohorts.key' in the user's folder."
    )
    retraction_list: Path | None = Field(
        None, description="Retraction Watch CSV that imports consult; none by default."
    )
    language: Literal["en", "fr"] = Field("fr", description="Language of the page before a user chooses one.")
    embedding: EmbeddingSettings = EmbeddingSettings()
    language_model: LanguageModelSettings = LanguageModelSettings()
    retrieval: RetrievalSettings = RetrievalSettings()
    verification: VerificationSettings = VerificationSettings()
    answer: AnswerSettings = AnswerSettings()
    network: NetworkSettings = NetworkSettings()
    page: PageSettings = PageSettings()

    @property
    def library_folder(self) -> Path:
        """Where the library is."""
        return self.library or self.home / "library"

    @property
    def weights_folder(self) -> Path:
        """Where model weights are."""
        return self.weights or self.home / "weights"

    @property
    def cohorts_folder(self) -> Path:
        """Where cohorts are, one folder each."""
        return self.cohorts or self.home / "cohorts"

    @property
    def cohort_key_file(self) -> Path:
        """Where the key of cohorts' pseudonyms is: never in the cohorts' folder."""
        return self.cohort_key or self.home / "keys" / "cohorts.key"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments win over variables, variables over the file."""
        home = Path(os.environ.get("SOURCIER_HOME") or user_data_path("sourcier"))
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, toml_file=home / CONFIG_FILE)


def load_settings(**overrides: object) -> Settings:
    """The settings in force.

    Raises
    ------
    SourcierError
        Names the first setting that is unknown or has a value that it cannot have.
    """
    _refuse_unknown_variables()
    try:
        return Settings(**overrides)  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        raise SourcierError("settings.invalid", name=name, problem=first["msg"]) from error
    except ValueError as error:
        raise SourcierError("settings.not_toml", problem=str(error)) from error


def _refuse_unknown_variables() -> None:
    """Variables with our prefix that no setting has: pydantic ignores those, a user would not."""
    for variable in os.environ:
        if not variable.startswith("SOURCIER_"):
            continue
        name, _, sub = variable.removeprefix("SOURCIER_").lower().partition("__")
        setting = Settings.model_fields.get(name)
        section = setting.annotation if setting else None
        fields = getattr(section, "model_fields", None)
        if setting is None or (sub and (fields is None or sub not in fields)):
            raise SourcierError("settings.unknown_variable", name=variable)
