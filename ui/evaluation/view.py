"""The Evaluation section as a view of the page."""

from collections.abc import Callable
from functools import cache, partial
from threading import Lock
from typing import Any

from corpora.catalogue import Language, say
from ui.evaluation.ports import EvaluationPort
from ui.evaluation.requests import Seen, Started
from ui.evaluation.screens import Screens
from ui.views import View

_TEMPLATE = """
<section class="evaluation">
<div class="evaluation-rail"><div data-region="form"></div><div data-region="progress"></div>
<nav data-region="runs"></nav></div>
<div class="evaluation-main" data-region="main" tabindex="-1" aria-live="polite"></div></section>
"""


def evaluation_view(open_port: Callable[[], EvaluationPort], language: Language = "en") -> View:
    """The section on whatever stands behind the port, which is opened when the section first asks something of it."""
    return View("evaluation", partial(say, "ui_evaluation.view"), partial(_build, open_port, language))


def _build(open_port: Callable[[], EvaluationPort], language: Language) -> None:
    import gradio as gr

    opening = Lock()

    @cache
    def opened() -> Screens:
        return Screens(open_port())

    def screens() -> Screens:
        with opening:
            return opened()

    def evaluation_open(request: dict[str, Any]) -> dict[str, Any]:
        return screens().opened(Seen.model_validate(request))

    def evaluation_look(request: dict[str, Any]) -> dict[str, Any]:
        return screens().looked(Seen.model_validate(request))

    def evaluation_start(request: dict[str, Any]) -> dict[str, Any]:
        return screens().started(Started.model_validate(request))

    def evaluation_stop(request: dict[str, Any]) -> dict[str, Any]:
        return screens().stopped(Seen.model_validate(request))

    def evaluation_progress(request: dict[str, Any]) -> dict[str, Any]:
        return screens().progressed(Seen.model_validate(request))

    gr.HTML(
        {"regions": {}, "language": language},
        elem_id="evaluation",
        elem_classes="further",
        html_template=_TEMPLATE,
        js_on_load="sourcier.mount('evaluation', {element, trigger, props, server, upload, watch}, []);",
        apply_default_css=False,
        server_functions=[
            evaluation_open, evaluation_look, evaluation_start, evaluation_stop, evaluation_progress,
        ],
    )  # fmt: skip
