"""The picture of the page in its documentation: a real question, answered by the real page on the starter library.

``python -m tests.ui.screenshot docs/images/page.png``
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Page

from assistant.settings import load_settings
from tests.ui.conftest import Visit, chromium_program, opened, serve_real

QUESTION = "CPRCm après Taxotère : ajouter l'anti-clusterine à Jevtana, intérêt ?"


@contextmanager
def pictured(path: str) -> Iterator[Page]:
    """The real page in French at 1440 by 900, in a user folder of its own; on leaving, what is seen is written."""
    program = chromium_program()
    if program is None:
        sys.exit("no chromium on this machine")
    with TemporaryDirectory() as folder:
        served = serve_real(Path(folder), load_settings().weights_folder)
        try:
            with opened(program) as browser:
                viewport = {"width": 1440, "height": 900}
                page = browser.new_page(viewport=viewport, locale="fr-FR", color_scheme="light")
                page.goto(served.url)
                page.wait_for_selector("#question", timeout=30_000)
                yield page
                page.wait_for_timeout(500)
                page.screenshot(path=path)
        finally:
            served.stop()


def main() -> None:
    """Ask, and write what is seen."""
    with pictured(sys.argv[1]) as page:
        Visit(page).ask(QUESTION)


if __name__ == "__main__":
    main()
