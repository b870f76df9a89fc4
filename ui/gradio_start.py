"""Gradio's import, without the editor stubs that it would write beside its own code at every start."""

import inspect
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


def import_gradio() -> None:
    """Import Gradio in half the time; a later ``import gradio`` finds it there."""
    with _no_stubs():
        import gradio  # noqa: F401


@contextmanager
def _no_stubs() -> Iterator[None]:
    """Let Gradio find no source file for its components while they are defined: what it does where there is none.

    For each component it parses that file and rewrites a ``.pyi`` beside it, which costs two seconds a start, serves an
    editor and needs a folder that may be written to.
    """
    find = inspect.getfile

    def getfile(item: Any) -> str:
        if isinstance(item, type) and item.__module__.startswith("gradio."):
            raise OSError("no stubs")
        return find(item)

    inspect.getfile = getfile  # type: ignore[assignment]
    try:
        yield
    finally:
        inspect.getfile = find
