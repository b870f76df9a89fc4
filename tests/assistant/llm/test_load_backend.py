"""Choosing a backend by its name."""

import subprocess
import sys

from assistant.llm import ChatMessage, completed, load_backend


def test_without_a_model_nothing_is_written():
    assert completed(load_backend("none", model="").stream([ChatMessage("user", "Hello")])).text == ""


def test_choosing_a_backend_imports_no_engine():
    code = (
        "import sys; from assistant.llm import load_backend; load_backend('llama.cpp', model='m.gguf');"
        "load_backend('transformers', model='m'); load_backend('openai', model='m', url='http://127.0.0.1:1/v1');"
        "print(*{'torch', 'transformers', 'xllamacpp', 'llama_index', 'xgrammar'} & set(sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == ""
