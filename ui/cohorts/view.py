"""The Cohorts section as a view of the page."""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from corpora.catalogue import Language, say
from ui.cohorts.bringing import Bringing
from ui.cohorts.ports import CohortsPort
from ui.cohorts.requests import Brought, Chosen, Counted, Exported, Patient, Seen
from ui.cohorts.screens import Screens
from ui.views import View

if TYPE_CHECKING:
    from assistant.settings import Settings

READY = "to-import"

_TEMPLATE = """
<section class="cohorts" data-own-files>
<nav class="cohort-rail" data-region="list"></nav>
<div class="cohort-main">
<div class="cohort-wizard" hidden><div data-region="wizard"></div><div data-region="import"></div></div>
<div class="cohort-page">
<div data-region="head"></div><div data-region="tabs"></div>
<div role="tabpanel" id="cohort-similar" aria-labelledby="cohort-tab-similar" class="similar-panel">
<div class="similar-form" data-region="form"></div>
<div class="similar-results" data-region="results"></div></div>
<div role="tabpanel" id="cohort-profile" aria-labelledby="cohort-tab-profile" data-region="profile" hidden></div>
<div role="tabpanel" id="cohort-count" aria-labelledby="cohort-tab-count" hidden>
<div data-region="criteria"></div><div data-region="counted"></div></div>
</div></div></section>
"""


def cohorts_view(settings: "Settings") -> View:
    """The section on the cohorts of an installation; files to import may lie ready in its folder ``to-import``."""
    from ui.cohorts.import_wiring import PageImports
    from ui.cohorts.wiring import PageCohorts
    from ui.page import MOST_UPLOAD_MB

    ready = settings.home / READY
    bringing = Bringing(PageImports(settings, ready), settings.home / "uploads", str(ready), MOST_UPLOAD_MB)
    return view_of(PageCohorts(settings), bringing, settings.language)


def view_of(port: CohortsPort, bringing: Bringing, language: Language = "en") -> View:
    """The section on whatever stands behind the ports."""
    return View("cohorts", partial(say, "ui_cohorts.view"), partial(_build, Screens(port), bringing, language))


def _build(screens: Screens, bringing: Bringing, language: Language) -> None:
    import gradio as gr

    def cohorts_open(request: dict[str, Any]) -> dict[str, Any]:
        return screens.opened(Seen.model_validate(request))

    def cohorts_similar(request: dict[str, Any]) -> dict[str, Any]:
        return screens.similar(Patient.model_validate(request))

    def cohorts_profile(request: dict[str, Any]) -> dict[str, Any]:
        return screens.profile(Seen.model_validate(request))

    def cohorts_count(request: dict[str, Any]) -> dict[str, Any]:
        return screens.counted(Counted.model_validate(request))

    def cohorts_export(request: dict[str, Any]) -> dict[str, Any]:
        return screens.export(Exported.model_validate(request))

    def cohorts_remove(request: dict[str, Any]) -> dict[str, Any]:
        return screens.removed(Seen.model_validate(request))

    def cohorts_import(request: dict[str, Any]) -> dict[str, Any]:
        return bringing.start(Chosen.model_validate(request).language)

    def cohorts_inspect(request: dict[str, Any]) -> dict[str, Any]:
        return bringing.inspect(Chosen.model_validate(request))

    def cohorts_abandon(request: dict[str, Any]) -> dict[str, Any]:
        return bringing.abandon(Chosen.model_validate(request))

    section = gr.HTML(
        {"regions": {}, "step": ""},
        elem_id="cohorts",
        elem_classes="further",
        html_template=_TEMPLATE,
        js_on_load="sourcier.mount('cohorts', {element, trigger, props, server, upload, watch}, ['bring']);",
        apply_default_css=False,
        server_functions=[
            cohorts_open, cohorts_similar, cohorts_profile, cohorts_count, cohorts_export, cohorts_remove,
            cohorts_import, cohorts_inspect, cohorts_abandon,
        ],
    )  # fmt: skip

    def on_bring(event: gr.EventData) -> Iterator[dict[str, Any]]:
        yield from bringing.bring(Brought.model_validate(event._data))

    section.bring(on_bring, None, section, show_progress="hidden", api_visibility="private", concurrency_limit=2)
