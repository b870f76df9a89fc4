"""Mappings of public data sets, and where to find them."""

from importlib.resources import as_file, files

from corpora.cohorts.tables.mapping import Mapping, read_mapping
from corpora.errors import SourcierError


def named_mapping(name: str) -> Mapping:
    """A mapping that comes with Sourcier.

    Raises
    ------
    SourcierError
        There is none of that name.
    """
    if name not in mapping_names():
        raise SourcierError("cohort_import.mapping_unknown", name=name, known=", ".join(mapping_names()))
    with as_file(files("corpora.cohorts.mappings") / f"{name}.toml") as path:
        return read_mapping(path)


def mapping_names() -> tuple[str, ...]:
    """Names of the mappings that come with Sourcier."""
    entries = files("corpora.cohorts.mappings").iterdir()
    return tuple(sorted(entry.name.removesuffix(".toml") for entry in entries if entry.name.endswith(".toml")))
