"""Gradio's import at the page's start."""

import subprocess
import sys

_IMPORTS = """
import inspect, sys
opened = []
sys.addaudithook(lambda event, details: opened.append(str(details[0])) if event == "open" else None)
find = inspect.getfile
from ui.gradio_start import import_gradio
import_gradio()
import gradio
assert inspect.getfile is find
assert gradio.Textbox(label="asked").label == "asked"
print(sum(name.endswith(".pyi") for name in opened))
"""


def test_no_editor_stub_is_read_or_written() -> None:
    done = subprocess.run([sys.executable, "-c", _IMPORTS], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "0"
