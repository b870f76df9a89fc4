"""The section's texts: both languages, the same placeholders, none unused."""

import re
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

TEXTS = tomllib.loads((files("corpora.texts") / "ui_evaluation.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("entry", TEXTS)
def test_an_entry_has_both_languages_with_the_same_placeholders(entry: str) -> None:
    placeholders = {language: set(re.findall(r"{(\w+)}", TEXTS[entry][language])) for language in ("en", "fr")}
    assert placeholders["en"] == placeholders["fr"]


def test_no_entry_is_unused() -> None:
    folder = Path(__file__).parents[3] / "ui" / "evaluation"
    code = "\n".join(path.read_text(encoding="utf-8") for path in folder.rglob("*.py"))
    words = set(re.findall(r'"(?:ui_evaluation\.)?(\w+)"', code))
    assert [entry for entry in TEXTS if entry not in words and not entry.startswith("verdict_")] == []
