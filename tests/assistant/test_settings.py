"""Settings."""

from pathlib import Path

import pytest

from assistant.settings import load_settings
from corpora.errors import SourcierError


def test_the_home_variable_moves_everything(home: Path) -> None:
    settings = load_settings()
    assert settings.home == home
    assert settings.library_folder == home / "library"
    assert settings.weights_folder == home / "weights"


def test_variables_win_over_the_file(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home.mkdir()
    (home / "sourcier.toml").write_text('language = "en"\n[language_model]\nthreads = 3\n')
    assert load_settings().language == "en"
    monkeypatch.setenv("SOURCIER_LANGUAGE_MODEL__THREADS", "1")
    assert load_settings().language_model.threads == 1


@pytest.mark.parametrize("line", ["colour = 1", "[language_model]\ncolour = 1", "[page]\nport = 99999"])
def test_a_wrong_line_in_the_file_is_named(home: Path, line: str) -> None:
    home.mkdir()
    (home / "sourcier.toml").write_text(line)
    with pytest.raises(SourcierError, match=r"colour|port"):
        load_settings()


def test_a_file_that_is_not_toml_is_one_clear_error(home: Path) -> None:
    home.mkdir()
    (home / "sourcier.toml").write_text("language: fr")
    with pytest.raises(SourcierError, match=r"sourcier\.toml"):
        load_settings()


@pytest.mark.parametrize("variable", ["SOURCIER_HOUSE", "SOURCIER_PAGE__COLOUR"])
def test_an_unknown_variable_is_refused_by_name(variable: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(variable, "1")
    with pytest.raises(SourcierError, match=variable):
        load_settings()


def test_the_network_is_off_by_default() -> None:
    assert load_settings().network.enabled is False
