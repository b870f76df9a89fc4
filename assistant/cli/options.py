"""Options that several commands share."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from assistant.settings import Settings

LibraryOption = Annotated[
    Path | None, typer.Option("--library", help="The library's folder; by default the one of the settings.")
]


def settings_for(library: Path | None) -> "Settings":
    """The settings, with the library that the command line names."""
    from assistant.settings import load_settings

    return load_settings(library=library) if library else load_settings()
