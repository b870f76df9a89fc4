"""``sourcier setup``: what a fresh installation needs, without opening the page."""

from typing import Annotated

import typer

from assistant.cli.options import LibraryOption, settings_for


def setup(
    language_model: Annotated[bool, typer.Option(help="Fetch the language model too; findings never need it.")] = True,
    library: LibraryOption = None,
) -> None:
    """Fetch missing weights and build the starter library. What is there already is left alone."""
    from assistant.first_run import prepare
    from indexes.weights import fetch_with_progress, is_present

    settings = settings_for(library)
    prepare(settings)
    model = settings.language_model
    if language_model and model.backend == "llama.cpp" and not is_present(model.model, settings.weights_folder):
        fetch_with_progress([model.model], settings.weights_folder)
