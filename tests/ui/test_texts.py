"""The page's texts: both languages, the same placeholders, none unused."""

import re
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

TEXTS = tomllib.loads((files("corpora.texts") / "ui.toml").read_text(encoding="utf-8"))
_FAMILIES = ("kind_", "stage_", "verdict_", "facet_", "fit_", "tab_", "export_", "redacted_", "measure_", "unit_",
             "section_", "example_", "library_column_", "pooled_", "table_")  # fmt: skip


@pytest.mark.parametrize("entry", TEXTS)
def test_an_entry_has_both_languages_with_the_same_placeholders(entry: str) -> None:
    placeholders = {language: set(re.findall(r"{(\w+)}", TEXTS[entry][language])) for language in ("en", "fr")}
    assert placeholders["en"] == placeholders["fr"]


def test_no_entry_is_unused() -> None:
    folder = Path(__file__).parents[2] / "ui"
    code = "\n".join(path.read_text(encoding="utf-8") for path in folder.rglob("*.py"))
    named = {entry for entry in TEXTS if f'"{entry}"' in code or f'"ui.{entry.removesuffix("_hint")}"' in code}
    named |= {f"{entry}_hint" for entry in named}
    unused = [e for e in TEXTS if e not in named and not e.startswith(_FAMILIES)]
    assert unused == []
