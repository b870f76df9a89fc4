"""Sections of the page beside Ask and Library: what another part of Sourcier gives to be shown."""

from collections.abc import Callable
from dataclasses import dataclass

from corpora.catalogue import Language


@dataclass(frozen=True)
class View:
    """A section of the page.

    Attributes
    ----------
    name
        Lower-case letters; the section's element is ``#view-<name>``.
    label
        What its tab says, in a language.
    build
        Called inside the section's column while the page is built: makes its Gradio components and their events.
        A change of language arrives in the browser as the event ``sourcier:language`` on ``document``.
    """

    name: str
    label: Callable[[Language], str]
    build: Callable[[], None]
