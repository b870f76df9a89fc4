"""The section's texts: both languages, the same placeholders, none unused."""

import re
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

TEXTS = tomllib.loads((files("corpora.texts") / "ui_cohorts.toml").read_text(encoding="utf-8"))
_FAMILIES = ("unit_", "tab_", "role_", "kind_", "wizard_outcome_", "format_", "about_", "head_", "outcome_", "holds_")


@pytest.mark.parametrize("entry", TEXTS)
def test_an_entry_has_both_languages_with_the_same_placeholders(entry: str) -> None:
    placeholders = {language: set(re.findall(r"{(\w+)}", TEXTS[entry][language])) for language in ("en", "fr")}
    assert placeholders["en"] == placeholders["fr"]


def test_no_entry_is_unused() -> None:
    folder = Path(__file__).parents[3] / "ui" / "cohorts"
    code = "\n".join(path.read_text(encoding="utf-8") for path in folder.rglob("*.py"))
    words = set(re.findall(r'"(?:ui_cohorts\.)?(\w+)"', code))
    unused = [
        e for e in TEXTS if e.removesuffix("_hint").removesuffix("_means") not in words and not e.startswith(_FAMILIES)
    ]
    assert unused == []
