"""What the section shows of the real harness, without a browser."""

import time
from pathlib import Path

import pytest

from assistant.settings import Settings, load_settings
from tests.ui.evaluation.scripted import HOSTILE, evaluation
from ui.evaluation.ports import Underway
from ui.evaluation.requests import Seen, Started
from ui.evaluation.screens import Screens


@pytest.fixture
def settings(home: Path) -> Settings:
    return load_settings()


def ended(screens: Screens) -> Underway:
    """What came of the run at hand."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        underway = screens.port.underway("en")
        if underway is None or not underway.running:
            assert underway is not None
            return underway
        time.sleep(0.05)
    raise AssertionError("the run did not end")


def ran(screens: Screens, configuration: str) -> str:
    screens.started(Started(language="en", suite="arithmetic", configuration=configuration, limit=None, seed=0))
    return ended(screens).run


def shown(sent: dict[str, object]) -> str:
    regions = sent["regions"]
    assert isinstance(regions, dict)
    return "".join(html for blocks in regions.values() for _, html in blocks)


def test_a_run_shows_its_figures_in_the_readers_language(settings: Settings) -> None:
    screens = Screens(evaluation(settings))
    run = ran(screens, "lexical only")
    assert "83.3\N{NO-BREAK SPACE}%" in shown(screens.looked(Seen(language="en", run=run)))
    assert "83,3\N{NO-BREAK SPACE}%" in shown(screens.looked(Seen(language="fr", run=run)))


def test_an_item_shows_its_answer_evidence_verdicts_and_what_went_wrong(settings: Settings) -> None:
    screens = Screens(evaluation(settings))
    html = shown(screens.looked(Seen(language="en", run=ran(screens, "lexical only"), item="s1")))
    for part in (
        "1+7",
        "said 9",
        "The sum is eight.",
        "Eight is eight.",
        "as the source states it",
        "It is nine.",
    ):
        assert part in html
    assert HOSTILE not in html


def test_two_runs_are_compared_with_the_items_that_flipped(settings: Settings) -> None:
    screens = Screens(evaluation(settings))
    a, b = ran(screens, "findings only"), ran(screens, "lexical only")
    html = shown(screens.looked(Seen(language="en", run=a, other=b)))
    assert "−16.7" in html and 'data-item="s1"' in html and 'data-item="s2"' in html


def test_what_stopped_a_run_is_said_and_the_run_is_listed_as_stopped(settings: Settings) -> None:
    screens = Screens(evaluation(settings))
    ran(screens, "model alone")
    html = shown(screens.opened(Seen(language="en")))
    assert "the server went away" in html and "stopped at 3 of 12" in html


def test_a_stopped_run_goes_on_when_it_is_started_again(settings: Settings) -> None:
    slow = Screens(evaluation(settings, 0.2))
    asked = Started(language="en", suite="arithmetic", configuration="findings only", limit=None, seed=0)
    slow.started(asked)
    while not (underway := slow.port.underway("en")) or underway.done < 2:
        time.sleep(0.02)
    slow.stopped(asked)
    while (underway := slow.port.underway("en")) and underway.running:
        time.sleep(0.02)
    assert "stopped at" in shown(slow.opened(Seen(language="en")))
    again = Screens(evaluation(settings))
    assert ran(again, "findings only")
    assert len(again.port.runs("en")) == 1


def test_only_one_run_at_a_time_is_started(settings: Settings) -> None:
    screens = Screens(evaluation(settings, 0.1))
    asked = Started(language="en", suite="arithmetic", configuration="findings only", limit=None, seed=0)
    screens.started(asked)
    assert "already running" in str(screens.started(asked)["problem"])
    ended(screens)


def test_a_run_that_is_no_longer_there_is_a_notice(settings: Settings) -> None:
    html = shown(Screens(evaluation(settings)).looked(Seen(language="fr", run="gone")))
    assert "Il n&#x27;y a pas d&#x27;évaluation gone" in html
