"""``sourcier doctor`` says what each check saw, how bad that is, and what to do."""

from pathlib import Path

import pytest

from assistant.diagnosis import Diagnosis, Severity, diagnose
from assistant.settings import load_settings
from indexes.library import Library


@pytest.fixture(scope="module")
def healthy(starter_library: Library, weights: Path) -> dict[str, Diagnosis]:
    """What the checks see of an installation that has what it needs; without a language model."""
    settings = load_settings(library=starter_library.folder, weights=weights, language_model={"backend": "none"})
    return {found.check: found for found in diagnose(settings)}


def test_a_sound_installation_has_no_error(healthy: dict[str, Diagnosis]) -> None:
    assert set(healthy) == {"settings", "disk", "memory", "weights", "library", "offline"}
    assert not [found for found in healthy.values() if found.severity is Severity.ERROR]


def test_a_real_question_proves_that_no_socket_is_opened(healthy: dict[str, Diagnosis]) -> None:
    assert healthy["offline"].severity is Severity.GOOD


def test_the_library_is_counted(healthy: dict[str, Diagnosis], starter_library: Library) -> None:
    assert str(starter_library.status().sources) in healthy["library"].says


def test_whatever_is_not_good_has_a_remedy(healthy: dict[str, Diagnosis]) -> None:
    for found in healthy.values():
        assert bool(found.remedy) == (found.severity is not Severity.GOOD)


def test_missing_weights_are_an_error_that_says_how_to_fetch_them(tmp_path: Path) -> None:
    found = {each.check: each for each in diagnose(load_settings(weights=tmp_path / "none"))}
    assert "library" not in found, "what needs the weights is not tried"
    assert found["weights"].severity in (Severity.ERROR, Severity.WARNING)
    first = next(each for each in diagnose(load_settings(weights=tmp_path / "none")) if each.check == "weights")
    assert first.severity is Severity.ERROR
    assert "fetch multilingual-e5-small" in first.remedy


def test_an_empty_library_is_a_warning(weights: Path, tmp_path: Path) -> None:
    from assistant.opening import open_library

    settings = load_settings(library=tmp_path / "library", weights=weights, language_model={"backend": "none"})
    open_library(settings).close()
    library = next(found for found in diagnose(settings) if found.check == "library")
    assert (library.severity, bool(library.remedy)) == (Severity.WARNING, True)


def test_a_library_that_cannot_be_opened_is_an_error_with_its_hint(weights: Path, tmp_path: Path) -> None:
    settings = load_settings(library=tmp_path / "nowhere", weights=weights, language_model={"backend": "none"})
    library = next(found for found in diagnose(settings) if found.check == "library")
    assert (library.severity, bool(library.remedy)) == (Severity.ERROR, True)
