"""The picture of the Cohorts section in its documentation: the embedded cohort, on the real page.

``python -m tests.ui.cohorts.screenshot docs/images/cohorts.png``
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from assistant.settings import load_settings
from tests.ui.conftest import chromium_program, opened, serve_real

PATIENT = "femme 58 ans, ménopausée, pT2 N1, RH+ HER2−, grade 2"


def main() -> None:
    """Describe a patient in French at 1440 by 900, and write what is seen."""
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
                page.locator("[data-view=cohorts]").click()
                page.fill("#patient-text", PATIENT)
                page.keyboard.press("Enter")
                page.wait_for_selector(".who", timeout=60_000)
                page.wait_for_timeout(500)
                page.screenshot(path=sys.argv[1])
        finally:
            served.stop()


if __name__ == "__main__":
    main()
