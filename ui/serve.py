"""Serving the page from this machine, to this machine's network at most, and asking nothing of any other."""

import os
from collections.abc import Awaitable, Callable, MutableMapping, Sequence
from functools import partial
from importlib.resources import files
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

from assistant.offline import switch_off_network
from corpora.errors import SourcierError
from ui.gradio_start import import_gradio

if TYPE_CHECKING:
    import gradio as gr

    from assistant.settings import Settings
    from ui.views import View

# What a browser may load: this server and nothing else. Gradio compiles its templates, hence 'unsafe-eval'.
CONTENT_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'self'; "
    "form-action 'self'; frame-ancestors 'none'"
)

_HEADERS = (
    (b"content-security-policy", CONTENT_POLICY.encode()),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
)
_Message = MutableMapping[str, Any]
_Send = Callable[[_Message], Awaitable[None]]


def quieten(uploads: Path) -> None:
    """Import Gradio, told beforehand to report nothing and to put uploads into a folder of ours."""
    switch_off_network()
    os.environ["GRADIO_TEMP_DIR"] = str(uploads)
    uploads.mkdir(parents=True, exist_ok=True)
    # A proxy of the hospital must not be asked for this machine's own address.
    for name in ("NO_PROXY", "no_proxy"):
        hosts = [host for host in os.environ.get(name, "").split(",") if host]
        os.environ[name] = ",".join(dict.fromkeys([*hosts, "127.0.0.1", "localhost"]))
    import_gradio()


def serve(settings: "Settings", *, host: str, port: int, open_browser: bool, views: "Sequence[View]" = ()) -> None:
    """Open the library and serve its page until the process ends; the language model is loaded beside the page."""
    uploads = settings.home / "uploads"
    quieten(uploads)
    from assistant.audit import AuditLog
    from assistant.opening import drafting_available, open_assistant, open_drafter
    from corpora.literature.notice_list import load_notices
    from ui.cohorts.view import cohorts_view
    from ui.page import build
    from ui.wiring import DraftingLater, PageAssistant, PageLibrary, no_notices

    opened = open_assistant(settings, draft=False)
    # Loading the model beside the page's own start would make both slower.
    shown, arrived = Event(), drafting_available(settings)
    later = DraftingLater(lambda: shown.is_set() and arrived(), lambda: open_drafter(settings))
    assistant = PageAssistant(opened.assistant, later, AuditLog(settings.home / "audit.jsonl"))
    warming = Thread(target=assistant.warm, name="warm the assistant", daemon=True)
    listed = settings.retraction_list
    notices = partial(load_notices, listed) if listed else no_notices
    try:
        page = build(
            assistant,
            PageLibrary(opened.library, notices),
            conversations=settings.home / "conversations",
            uploads=uploads,
            language=settings.language,
            views=[cohorts_view(settings), *views],
        )
        launch(page, host=host, port=port, block=False, open_browser=open_browser)
        warming.start()
        shown.set()
        later.ready()
        page.block_thread()
    finally:
        if warming.is_alive():
            warming.join()
        if later.drafter:
            later.drafter.backend.close()
        opened.close()


def launch(
    page: "gr.Blocks",
    *,
    host: str = "127.0.0.1",
    port: int = 7860,
    block: bool = True,
    open_browser: bool = False,
) -> str:
    """Serve the page, and say at which address.

    Parameters
    ----------
    block
        Whether to return only when the server ends.

    Raises
    ------
    SourcierError
        ``ui.port_taken`` if the address cannot be listened on.
    """
    from ui.look import look
    from ui.page import MOST_UPLOAD_MB, head

    try:
        _, address, _ = page.launch(
            server_name=host,
            server_port=port,
            prevent_thread_lock=True,
            inbrowser=open_browser,
            quiet=True,
            share=False,
            ssr_mode=False,
            pwa=False,
            mcp_server=False,
            enable_monitoring=False,
            run_history=False,
            footer_links=[],
            show_error=False,
            max_file_size=f"{MOST_UPLOAD_MB}mb",
            head=head(),
            favicon_path=str(files("ui.assets") / "favicon.svg"),
            theme=look(),
            app_kwargs={"middleware": [_middleware()], "docs_url": None, "redoc_url": None, "openapi_url": None},
        )
    except OSError as error:
        raise SourcierError("ui.port_taken", host=host, port=port) from error
    address = address.rstrip("/")
    print(address, flush=True)
    if block:
        page.block_thread()
    return address


class _Headers:
    """Adds the headers that keep a browser from asking anything of another machine."""

    def __init__(self, app: Callable[..., Awaitable[None]]) -> None:
        self._app = app

    async def __call__(self, scope: _Message, receive: Callable[[], Awaitable[_Message]], send: _Send) -> None:
        async def with_headers(message: _Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *_HEADERS]
            await send(message)

        await self._app(scope, receive, with_headers if scope["type"] == "http" else send)


def _middleware() -> Any:
    from starlette.middleware import Middleware

    return Middleware(_Headers)
