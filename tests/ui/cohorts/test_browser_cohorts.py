"""The Cohorts section in a real browser, on stand-in results."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.ui.conftest import Visit

pytestmark = pytest.mark.browser


def entered(visit: Visit) -> Page:
    """The section, opened by its tab."""
    visit.page.locator("[data-view=cohorts]").click()
    expect(visit.page.locator(".cohort-head h1")).to_be_visible()
    return visit.page


def describe(page: Page, words: str) -> None:
    """Type a description, and ask with Enter."""
    page.fill("#patient-text", words)
    page.keyboard.press("Enter")
    expect(page.locator(".who h2")).to_be_visible()


def test_a_patient_described_in_french_is_answered_with_curves_and_caveats(visit: Callable[..., Visit]) -> None:
    page = entered(visit(language="fr-FR"))
    describe(page, "femme 58 ans, grade 2")
    expect(page.locator(".who h2")).to_contain_text("280 patients sur 686")
    expect(page.locator(".curve-figure svg[role=img]")).to_have_attribute("aria-label", re.compile("médiane 4.6 ans"))
    expect(page.locator(".caveats").last).to_contain_text("non randomisé")


def test_another_outcome_of_the_same_patients_is_shown_at_once(visit: Callable[..., Visit]) -> None:
    page = entered(visit())
    describe(page, "58 years")
    page.select_option("#compared-outcome", "overall_survival")
    expect(page.locator(".curve-figure .km-title")).to_have_text("Overall survival")


def test_a_changed_description_marks_the_result_as_the_earlier_one_s_until_it_is_asked_for(
    visit: Callable[..., Visit],
) -> None:
    page = entered(visit())
    describe(page, "58 years")
    page.select_option("[data-variable=grade]", "2")
    expect(page.locator(".similar-results.is-stale")).to_have_count(1)
    page.locator(".patient-form .primary").click()
    expect(page.locator(".similar-results.is-stale")).to_have_count(0)
    expect(page.locator(".matches")).to_contain_text("Grade 2")


def test_switching_language_keeps_what_was_typed_and_says_the_result_in_the_other(visit: Callable[..., Visit]) -> None:
    page = entered(visit())
    page.select_option("[data-variable=er]", "positive")
    describe(page, "58 years")
    page.locator("[data-language=fr]").click()
    expect(page.locator(".who h2")).to_contain_text("ressemblent le plus")
    assert page.input_value("#patient-text") == "58 years"
    assert page.input_value("[data-variable=er]") == "positive"


def test_clearing_forgets_the_description_and_the_result(visit: Callable[..., Visit]) -> None:
    page = entered(visit())
    describe(page, "58 years")
    page.locator("[data-action=clear]").click()
    expect(page.locator(".results-empty")).to_be_visible()
    assert page.input_value("#patient-text") == ""


def test_nothing_typed_stays_in_the_browser(visit: Callable[..., Visit]) -> None:
    page = entered(visit())
    describe(page, "Bernadette, 58")
    kept = page.evaluate(
        "JSON.stringify(localStorage) + JSON.stringify(sessionStorage) + document.cookie + location.href"
    )
    assert "Bernadette" not in kept
    page.reload()
    expect(page.locator(".cohort-head h1")).to_be_visible()
    assert page.input_value("#patient-text") == ""


def test_the_profile_shows_table_one_and_what_is_withheld_as_a_dash(visit: Callable[..., Visit]) -> None:
    page = entered(visit())
    page.locator("#cohort-tab-profile").click()
    row = page.locator(".table-one tr", has_text="51.0%")
    expect(row).to_contain_text("350")
    expect(page.locator(".table-one td.figure", has_text="–")).to_have_count(1)
    expect(page.locator("#cohort-profile .curve-figure svg")).to_be_visible()


def test_criteria_are_counted_and_an_example_fills_the_box(visit: Callable[..., Visit]) -> None:
    page = entered(visit())
    page.locator("#cohort-tab-count").click()
    page.fill("#criteria", "grade = 2")
    page.keyboard.press("Enter")
    expect(page.locator(".count-n")).to_have_text("270")
    page.locator(".criteria-example").nth(1).click()
    expect(page.locator(".count-n")).to_contain_text("fewer than 11")
    assert "and" in page.input_value("#criteria")


def test_tabs_are_walked_with_the_arrow_keys(visit: Callable[..., Visit]) -> None:
    page = entered(visit())
    page.locator("#cohort-tab-similar").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#cohort-tab-profile")).to_be_focused()
    expect(page.locator("#cohort-profile")).to_be_visible()
    expect(page.locator("#cohort-similar")).to_be_hidden()


@pytest.mark.parametrize("format", ["csv", "png", "svg"])
def test_what_is_shown_is_exported_as_a_download(visit: Callable[..., Visit], format: str) -> None:
    page = entered(visit())
    describe(page, "58 years")
    with page.expect_download() as download:
        page.locator(f"[data-action=export][data-format={format}]").click()
    assert download.value.suggested_filename == f"gbsg2.{format}"
    assert Path(download.value.path()).stat().st_size > 500


def test_labels_of_a_hostile_file_are_shown_and_do_not_run(visit: Callable[..., Visit]) -> None:
    page = entered(visit())
    page.locator(".cohort-choice").nth(1).click()
    expect(page.locator(".cohort-head h1")).to_contain_text("<script>window.hacked=1</script>")
    describe(page, "<img src=x onerror='window.hacked=1'>")
    page.locator("#cohort-tab-profile").click()
    expect(page.locator(".table-one")).to_be_visible()
    page.locator("#cohort-tab-count").click()
    assert page.evaluate("window.hacked") is None


@pytest.mark.parametrize("width", [360, 390, 768, 1024, 1280])
def test_nothing_is_wider_than_the_screen(visit: Callable[..., Visit], width: int) -> None:
    page = entered(visit(width, 844, language="fr-FR"))
    describe(page, "58 ans")
    for tab in ("similar", "profile", "count"):
        page.locator(f"#cohort-tab-{tab}").click()
        page.wait_for_timeout(150)
        assert page.evaluate("document.querySelector('#view-cohorts').scrollWidth") <= width
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_section_asks_nothing_of_another_machine(visit: Callable[..., Visit]) -> None:
    one = visit()
    describe(entered(one), "58 years")
    hosts = {urlsplit(url).hostname for url in one.requests if urlsplit(url).scheme not in ("data", "blob")}
    assert hosts <= {"127.0.0.1", "localhost"}
