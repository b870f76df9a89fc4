"""The picture of the page in its documentation: a real question, answered by the real page on the starter library.

``python -m tests.ui.screenshot docs/images/page.png``
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from assistant.settings import load_settings
from tests.ui.conftest import Visit, chromium_program, opened, serve_real

QUESTION = "CPRCm après Taxotère : ajouter l'anti-clusterine à Jevtana, intérêt ?"


def main() -> None:
    """Ask in French at 1440 by 900, and write what is seen."""
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
                Visit(page).ask(QUESTION)
                page.wait_for_timeout(500)
                page.screenshot(path=sys.argv[1])
        finally:
            served.stop()


if __name__ == "__main__":
    main()
