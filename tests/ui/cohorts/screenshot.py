"""The picture of the Cohorts section in its documentation: the embedded cohort, on the real page.

``python -m tests.ui.cohorts.screenshot docs/images/cohorts.png``
"""

import sys

from tests.ui.screenshot import pictured

PATIENT = "femme 58 ans, ménopausée, pT2 N1, RH+ HER2−, grade 2"


def main() -> None:
    """Describe a patient, and write what is seen."""
    with pictured(sys.argv[1]) as page:
        page.locator("[data-view=cohorts]").click()
        page.fill("#patient-text", PATIENT)
        page.keyboard.press("Enter")
        page.wait_for_selector(".who", timeout=60_000)


if __name__ == "__main__":
    main()
