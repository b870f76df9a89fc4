"""The page: its components, and which request goes where."""

import base64
import logging
from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpora.catalogue import Language
from corpora.errors import SourcierError
from ui.dialogue import Asked, Dialogue, Exported, Forgotten, Judged, Place
from ui.frame import header
from ui.history import History
from ui.markup import tag
from ui.ports import AssistantPort, LibraryPort
from ui.regions import sent
from ui.shelf import Added, Removed, Searched, failed, imports, shelf
from ui.uploads import discard, received
from ui.views import View
from ui.words import words

if TYPE_CHECKING:
    import gradio as gr

logger = logging.getLogger(__name__)

MOST_UPLOAD_MB = 600

_PANELS = ("sources", "table", "forest", "cohort")
_CONVERSATION = """
<section class="conversation"><div data-region="bar"></div>
<div class="thread" data-region="thread" role="log" tabindex="-1" aria-labelledby="thread-title"></div>
<div class="composer-place" data-region="composer"></div></section>
"""
_EVIDENCE = f"""
<aside class="evidence" aria-labelledby="evidence-title"><div data-region="head"></div>
<div class="tabs" data-region="tabs" role="tablist"></div>
{
    "".join(
        f'<div role="tabpanel" id="panel-{name}" aria-labelledby="tab-{name}" data-region="{name}"></div>'
        for name in _PANELS
    )
}</aside>
"""
_LIBRARY = """
<section class="library"><div data-region="head"></div><div data-region="drop"></div><div data-region="search"></div>
<div data-region="list"></div></section>
"""
_TRAY = """
<div class="curtain" data-region="curtain" hidden></div><input type="file" multiple hidden>
<div class="tray"><div class="sending" hidden><div data-region="sending"></div><progress></progress></div>
<div data-region="tray"></div></div>
"""
_HEADER = '<header data-region="bar"></header><div class="toasts"></div>'


def build(
    assistant: AssistantPort,
    library: LibraryPort,
    *,
    conversations: Path,
    uploads: Path,
    language: Language = "en",
    views: Sequence[View] = (),
    concurrency: int = 8,
) -> "gr.Blocks":
    """The page, to be launched with :func:`ui.serve.launch`.

    Parameters
    ----------
    conversations
        Folder that keeps the conversations.
    uploads
        Folder where Gradio puts the files that browsers send (``GRADIO_TEMP_DIR``).
    language
        Of the page before a browser has chosen one.
    views
        Further sections, after Ask and before Library.
    concurrency
        How many questions are answered at once.
    """
    import gradio as gr

    dialogue = Dialogue(assistant, History(conversations))

    def bar(language: Language) -> dict[str, Any]:
        t = words(language)
        sections = [
            ("ask", t("view_ask")),
            *((v.name, v.label(language)) for v in views),
            ("library", t("view_library")),
        ]
        return sent({"bar": [("bar", header(language, sections, library.status().sources))]}, language=language)

    def tray(language: Language) -> dict[str, Any]:
        t = words(language)
        regions = {
            "curtain": [("curtain", tag("p", t("drop_here")))],
            "sending": [("sending", tag("p", t("import_sending")))],
            "tray": [],
        }
        large = [t("upload_large", file="{file}", most=MOST_UPLOAD_MB), t("upload_large_hint")]
        return sent(regions, language=language, most_bytes=MOST_UPLOAD_MB * 1_000_000, large=large)

    empty = dialogue.open(Place(owner="0" * 32, language=language))

    def export_answer(request: dict[str, Any]) -> dict[str, Any]:
        asked = Exported.model_validate(request)
        try:
            name, content = dialogue.export(asked)
        except SourcierError as error:
            return _problem(error, asked.language)
        return {"name": name, "base64": base64.b64encode(content).decode(), "copied": words(asked.language)("copied")}

    def judge_answer(request: dict[str, Any]) -> dict[str, Any]:
        judged = Judged.model_validate(request)
        try:
            dialogue.judge(judged)
        except SourcierError as error:
            return _problem(error, judged.language)
        return {"kept": words(judged.language)("feedback_kept")}

    page = gr.Blocks(title="Sourcier", analytics_enabled=False)
    with page:
        top = gr.HTML(bar(language), elem_id="top", **_part("header", _HEADER, "refresh"))
        with gr.Column(elem_id="view-ask", elem_classes="view"):
            conversation = gr.HTML(
                {**empty.conversation, "language": language},
                elem_id="conversation",
                server_functions=[export_answer, judge_answer],
                **_part("conversation", _CONVERSATION, "ask", "open", "forget", "stop"),
            )
            evidence = gr.HTML(empty.evidence, elem_id="evidence", **_part("evidence", _EVIDENCE, "select"))
        for view in views:
            with gr.Column(elem_id=f"view-{view.name}", elem_classes="view"):
                view.build()
        with gr.Column(elem_id="view-library", elem_classes="view"):
            shelves = gr.HTML(
                shelf(library, Searched(language=language)),
                elem_id="library",
                **_part("library", _LIBRARY, "search", "remove"),
            )
        incoming = gr.HTML(tray(language), elem_id="incoming", **_part("tray", _TRAY, "bring", "refresh"))

        def on_refresh(event: gr.EventData) -> dict[str, Any]:
            return bar(_language(event))

        def on_tray(event: gr.EventData) -> dict[str, Any]:
            return tray(_language(event))

        def on_open(event: gr.EventData) -> tuple[dict[str, Any], dict[str, Any]]:
            screen = dialogue.open(Place.model_validate(event._data))
            return screen.conversation, screen.evidence

        def on_ask(event: gr.EventData) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
            for screen in dialogue.ask(Asked.model_validate(event._data)):
                yield screen.conversation, screen.evidence

        def on_select(event: gr.EventData) -> dict[str, Any]:
            return dialogue.open(Place.model_validate(event._data)).evidence

        def on_stop(event: gr.EventData) -> None:
            dialogue.stop(Place.model_validate(event._data))

        def on_forget(event: gr.EventData) -> tuple[dict[str, Any], dict[str, Any]]:
            screen = dialogue.forget(Forgotten.model_validate(event._data))
            return screen.conversation, screen.evidence

        def on_search(event: gr.EventData) -> dict[str, Any]:
            return shelf(library, Searched.model_validate(event._data))

        def on_remove(event: gr.EventData) -> tuple[dict[str, Any], dict[str, Any]]:
            removed = Removed.model_validate(event._data)
            library.remove(removed.source)
            return shelf(library, removed), bar(removed.language)

        def on_bring(event: gr.EventData) -> Iterator[tuple[dict[str, Any], ...]]:
            added = Added.model_validate(event._data)
            try:
                paths = received(added.paths, uploads)
            except SourcierError as error:
                yield failed(error, added.language), gr.skip(), gr.skip()
                return
            try:
                for step in imports(library, paths, added.language):
                    yield step, gr.skip(), gr.skip()
            except SourcierError as error:
                yield failed(error, added.language), gr.skip(), gr.skip()
            except Exception:
                logger.exception("files could not be imported")
                yield failed(SourcierError("ui.unexpected"), added.language), gr.skip(), gr.skip()
            finally:
                discard(paths, uploads)
            yield gr.skip(), shelf(library, Searched(language=added.language)), bar(added.language)

        quick: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private", "concurrency_limit": None}
        top.refresh(on_refresh, None, top, **quick)
        conversation.open(on_open, None, [conversation, evidence], **quick)
        slow = {**quick, "concurrency_limit": concurrency}
        conversation.ask(on_ask, None, [conversation, evidence], **slow)
        conversation.stop(on_stop, None, None, **quick)
        conversation.forget(on_forget, None, [conversation, evidence], **quick)
        evidence.select(on_select, None, evidence, **quick)
        shelves.search(on_search, None, shelves, **quick)
        shelves.remove(on_remove, None, [shelves, top], **quick)
        incoming.bring(on_bring, None, [incoming, shelves, top], **{**quick, "concurrency_limit": 1})
        incoming.refresh(on_tray, None, incoming, **quick)
    return page


def head() -> str:
    """The style sheets and scripts of the page, for its head."""
    folder = files("ui.assets")
    styles = "\n".join((folder / name).read_text(encoding="utf-8") for name in STYLES)
    scripts = "\n".join((folder / name).read_text(encoding="utf-8") for name in SCRIPTS)
    return f"<style>{styles}</style><script>{scripts}</script>"


STYLES = (
    "tokens.css",
    "frame.css",
    "conversation.css",
    "evidence.css",
    "library.css",
    "curve.css",
    "cohorts.css",
    "patients_like.css",
    "evaluation.css",
    "print.css",
)
SCRIPTS = (
    "page.js",
    "conversation.js",
    "evidence.js",
    "library.js",
    "cohorts-import.js",
    "cohorts.js",
    "evaluation.js",
)


def _part(name: str, template: str, *events: str) -> dict[str, Any]:
    """How a part of the page is mounted: a shell that stays, and its script; what it shows comes as its value."""
    mount = f"sourcier.mount({name!r}, {{element, trigger, props, server, upload, watch}}, {list(events)!r});"
    return {"html_template": template, "js_on_load": mount, "apply_default_css": False}


def _language(event: Any) -> Language:
    return "fr" if event._data.get("language") == "fr" else "en"


def _problem(error: SourcierError, language: Language) -> dict[str, Any]:
    return {"problem": [error.message(language), error.hint(language)]}
