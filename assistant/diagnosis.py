"""The checks of ``sourcier doctor``: each says what it saw, how bad that is, and what to do."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from assistant.offline import watched_sockets
from assistant.settings import Settings
from corpora.catalogue import say
from corpora.errors import SourcierError

_DISK_GB = 3.0
_MEMORY_GB = 7.0
_PROBE = "HER2-positive early breast cancer: adjuvant trastuzumab, overall survival?"


class Severity(StrEnum):
    """How bad it is."""

    GOOD = "good"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True)
class Diagnosis:
    """What one check saw; ``remedy`` is empty where nothing needs doing."""

    check: str
    severity: Severity
    says: str
    remedy: str = ""


def diagnose(settings: Settings) -> Iterator[Diagnosis]:
    """Run every check, cheap ones first."""
    yield Diagnosis("settings", Severity.GOOD, say("doctor.settings", "en", home=settings.home))
    yield _disk(settings.home)
    yield _memory()
    embedding = _weights(settings, settings.embedding.model, needed=True)
    yield embedding
    if settings.language_model.backend == "llama.cpp":
        yield _weights(settings, settings.language_model.model, needed=False)
    if embedding.severity is not Severity.ERROR:
        yield _library(settings)
        yield _offline(settings)


def _disk(home: Path) -> Diagnosis:
    existing = next(p for p in (home, *home.parents) if p.exists())
    free = shutil.disk_usage(existing).free / 1e9
    severity = Severity.GOOD if free >= _DISK_GB else Severity.WARNING
    remedy = "" if severity is Severity.GOOD else say("doctor.disk_remedy", "en")
    return Diagnosis("disk", severity, say("doctor.disk", "en", free=f"{free:.1f}"), remedy)


def _memory() -> Diagnosis:
    total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    severity = Severity.GOOD if total >= _MEMORY_GB else Severity.WARNING
    remedy = "" if severity is Severity.GOOD else say("doctor.memory_remedy", "en")
    return Diagnosis("memory", severity, say("doctor.memory", "en", total=f"{total:.1f}"), remedy)


def _weights(settings: Settings, model: str, *, needed: bool) -> Diagnosis:
    from indexes.weights import is_present

    if is_present(model, settings.weights_folder):
        return Diagnosis("weights", Severity.GOOD, say("doctor.weights", "en", model=model))
    return Diagnosis(
        "weights",
        Severity.ERROR if needed else Severity.WARNING,
        say("doctor.weights_missing", "en", model=model),
        say("doctor.weights_remedy", "en", model=model),
    )


def _library(settings: Settings) -> Diagnosis:
    from assistant.opening import open_library

    try:
        library = open_library(settings, read_only=True)
    except SourcierError as error:
        return Diagnosis("library", Severity.ERROR, error.message("en"), error.hint("en"))
    try:
        status = library.status()
    finally:
        library.close()
    if status.sources == 0:
        return Diagnosis(
            "library", Severity.WARNING, say("doctor.library_empty", "en"), say("doctor.library_remedy", "en")
        )
    return Diagnosis(
        "library", Severity.GOOD, say("doctor.library", "en", sources=status.sources, passages=status.passages)
    )


def _offline(settings: Settings) -> Diagnosis:
    """Ask a real question, with drafting where it is available, and watch for sockets."""
    from assistant.opening import open_assistant

    with watched_sockets() as seen:
        opened = open_assistant(settings)
        try:
            for _ in opened.assistant.ask(_PROBE):
                pass
        finally:
            opened.close()
    if seen:
        return Diagnosis(
            "offline",
            Severity.ERROR,
            say("doctor.sockets", "en", seen="; ".join(seen[:3])),
            say("doctor.sockets_remedy", "en"),
        )
    return Diagnosis("offline", Severity.GOOD, say("doctor.no_sockets", "en"))
