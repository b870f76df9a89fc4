"""The catalogue of texts."""

import re
import string
import tomllib
from pathlib import Path

import pytest

from corpora.catalogue import say
from corpora.errors import SourcierError

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "corpora" / "texts").glob("*.toml"))


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_every_text_exists_in_both_languages_with_the_same_placeholders(file: Path) -> None:
    for entry, texts in tomllib.loads(file.read_text(encoding="utf-8")).items():
        assert {"en", "fr"} <= texts.keys() <= {"en", "fr", "one_en", "one_fr"}, f"{file.stem}.{entry}"
        assert _placeholders(texts["en"]) == _placeholders(texts["fr"]), f"{file.stem}.{entry}"


def test_every_error_raised_in_the_code_has_a_message_and_a_hint() -> None:
    raised = {
        key
        for package in ("assistant", "corpora", "indexes", "ui", "eval")
        for path in (ROOT / package).rglob("*.py")
        for key in re.findall(r"Error\(\s*\"([a-z_]+\.[a-z0-9_]+)\"", path.read_text(encoding="utf-8"))
    }
    assert raised
    for key in sorted(raised):
        file, _, entry = key.partition(".")
        texts = tomllib.loads((ROOT / "corpora" / "texts" / f"{file}.toml").read_text(encoding="utf-8"))
        assert entry in texts, key
        assert f"{entry}_hint" in texts, key


def test_a_count_of_one_takes_the_singular_and_zero_does_too_in_french() -> None:
    assert say("export.pages", "en", count=1, pages="3") == "page 3"
    assert say("export.pages", "en", count=2, pages="3, 4") == "pages 3, 4"
    assert say("export.pages", "fr", count=1, pages="3") == "page 3"


def test_an_error_speaks_both_languages() -> None:
    error = SourcierError("settings.unknown_variable", name="SOURCIER_X")
    assert "SOURCIER_X" in error.message("fr")
    assert error.hint("fr") != error.hint("en")
