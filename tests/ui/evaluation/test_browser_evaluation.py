"""The Evaluation section in a real browser, on the real harness."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.ui.conftest import Visit

pytestmark = pytest.mark.browser


def entered(visit: Visit) -> Page:
    """The section, opened by its tab."""
    visit.page.locator(".view-tab[data-view=evaluation]").click()
    expect(visit.page.locator("#evaluation-suite")).to_be_visible()
    return visit.page


def start(page: Page, configuration: str, seed: int) -> None:
    """Start a run that no other test starts, and wait until it is shown."""
    page.select_option("#evaluation-configuration", configuration)
    page.fill("#evaluation-seed", str(seed))
    page.locator(".evaluation-start .primary").click()
    expect(page.locator(".evaluation-progress progress")).to_be_visible()
    expect(page.locator(".evaluation-main .evaluation-meta")).to_contain_text(configuration, timeout=40_000)


def test_a_suite_is_started_watched_and_its_run_opened(visit: Callable[..., Visit]) -> None:
    page = entered(visit())
    start(page, "lexical only", 1)
    expect(page.locator(".evaluation-table").first).to_contain_text("10/12")
    expect(page.locator(".run-choice[aria-current]")).to_contain_text("lexical only")


def test_a_failing_item_opens_with_its_evidence_and_the_way_back(visit: Callable[..., Visit]) -> None:
    page = entered(visit(language="fr-FR"))
    start(page, "lexical only", 2)
    page.locator(".failing-item").first.click()
    expect(page.locator(".failures")).to_contain_text("said 9")
    page.locator(".item-sources summary").click()
    expect(page.locator(".item-sources blockquote")).to_contain_text("Eight is eight.")
    assert page.evaluate("window.hacked") is None
    page.locator("[data-action=back]").click()
    expect(page.locator(".failing-item").first).to_be_visible()


def test_two_runs_are_compared_and_a_flipped_item_opens(visit: Callable[..., Visit]) -> None:
    page = entered(visit())
    start(page, "findings only", 3)
    start(page, "lexical only", 3)
    other = page.locator("#evaluation-other option", has_text="findings only").first.get_attribute("value")
    page.select_option("#evaluation-other", other)
    expect(page.locator(".judged").first).to_have_text("not told apart")
    page.locator(".link").first.click()
    expect(page.locator(".evaluation-main h1")).to_have_text("1+7")


def test_what_stops_a_run_is_said_in_the_readers_language(visit: Callable[..., Visit]) -> None:
    page = entered(visit(language="fr-FR"))
    page.select_option("#evaluation-configuration", "model alone")
    page.fill("#evaluation-seed", "4")
    page.locator(".evaluation-start .primary").click()
    expect(page.locator(".evaluation-progress [role=alert]")).to_contain_text("Arrêt à l'élément s3")


def test_a_change_of_language_changes_the_section(visit: Callable[..., Visit]) -> None:
    page = entered(visit())
    page.locator(".languages [data-language=fr]").click()
    expect(page.locator(".evaluation-start .rail-title")).to_have_text("Nouvelle évaluation")


def test_on_a_phone_nothing_is_wider_than_the_screen(visit: Callable[..., Visit]) -> None:
    page = entered(visit(390, 844))
    start(page, "lexical only", 5)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.locator(".evaluation-main > *").evaluate_all("all => Math.max(...all.map(e => e.scrollWidth))") <= 390
