"""What the page's start imports: nothing that the first page does not use."""

import subprocess
import sys

_STARTS = """
import sys
import assistant.cli.page, assistant.opening, ui.evaluation.view, ui.page, ui.serve, ui.wiring
from assistant.settings import load_settings
from ui.cohorts.view import cohorts_view
cohorts_view(load_settings())
heavy = {"torch", "transformers", "statsmodels", "lifelines", "matplotlib", "sklearn", "xllamacpp", "eval"}
print(sorted(heavy & set(sys.modules)))
"""


def test_neither_models_nor_statistics_are_imported_before_they_are_asked_for() -> None:
    done = subprocess.run([sys.executable, "-c", _STARTS], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
