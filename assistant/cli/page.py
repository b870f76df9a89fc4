"""``sourcier ui``: the page."""

from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.options import LibraryOption, settings_for

if TYPE_CHECKING:
    from assistant.settings import Settings
    from ui.evaluation.ports import EvaluationPort


def ui(
    host: Annotated[str | None, typer.Option("--host", help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option("--port", help="Port to listen on.")] = None,
    open_browser: Annotated[bool, typer.Option("--open/--no-open", help="Open the page in the browser.")] = True,
    first_run: Annotated[
        bool, typer.Option("--first-run", help="Fetch missing weights and build the starter library first.")
    ] = False,
    library: LibraryOption = None,
) -> None:
    """Open the page."""
    settings = settings_for(library)
    if first_run:
        from assistant.first_run import fetch_language_model_beside, prepare

        prepare(settings)
        fetch_language_model_beside(settings)
    from ui.evaluation.view import evaluation_view
    from ui.serve import serve

    serve(
        settings,
        host=host or settings.page.host,
        port=port or settings.page.port,
        open_browser=open_browser,
        views=[evaluation_view(partial(_evaluation, settings), settings.language)],
    )


def _evaluation(settings: "Settings") -> "EvaluationPort":
    """Opened when the section is first looked at: its statistics take seconds to import."""
    from assistant.cli.evaluation_page import page_evaluation

    return page_evaluation(settings)
