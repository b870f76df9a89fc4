"""What the readers' tests share: writing a small file and reading it."""

import gzip
from pathlib import Path

from corpora.literature.readers import ReadLimits, Rejected, read
from corpora.literature.source import Source


def written(folder: Path, name: str, content: str | bytes, encoding: str = "utf-8") -> Path:
    """A file with this content, gzipped where its name ends so."""
    path = folder / name
    data = content if isinstance(content, bytes) else content.encode(encoding)
    path.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    return path


def all_of(path: Path, limits: ReadLimits | None = None) -> tuple[list[Source], list[Rejected]]:
    """The sources and the rejected records of a file; sections and pages checked to lie in the text."""
    rejected: list[Rejected] = []
    sources = list(read(path, limits, rejected.append))
    for source in sources:
        for span in (*source.sections, *source.pages):
            assert 0 <= span.start <= span.end <= len(source.text)
        for effect in source.effects:
            assert source.text[effect.passage_start : effect.passage_end] == effect.quote
    return sources, rejected


def only(path: Path) -> Source:
    """The one source of a file."""
    [source], rejected = all_of(path)
    assert not rejected
    return source


def section(source: Source, name: str) -> str:
    """The text of a source's section."""
    [found] = [s for s in source.sections if s.name == name]
    return source.text[found.start : found.end]
