"""Asking, in a real browser."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.ui.conftest import Visit

pytestmark = pytest.mark.browser

ENGLISH = "Does ribociclib prolong overall survival in advanced breast cancer?"
FRENCH = "Le ribociclib allonge-t-il la survie globale dans le cancer du sein avancé ?"


def test_an_english_question_gets_prose_findings_and_sources(visit: Callable[..., Visit]) -> None:
    page = (v := visit()).page
    v.ask(ENGLISH)
    expect(page.locator(".in-short")).to_contain_text("lowered the hazard of death")
    expect(page.locator(".finding")).to_have_count(4)
    expect(page.locator("#panel-sources .card")).to_have_count(7)


def test_a_french_browser_gets_a_french_page_and_a_french_answer(visit: Callable[..., Visit]) -> None:
    page = (v := visit(language="fr-FR")).page
    expect(page.locator(".welcome h1")).to_contain_text("Que disent les essais")
    v.ask(FRENCH)
    expect(page.locator(".in-short")).to_contain_text("a réduit le risque de décès")
    expect(page.locator("html")).to_have_attribute("lang", "fr")


def test_an_example_question_is_asked_with_one_click(visit: Callable[..., Visit]) -> None:
    page = visit().page
    page.locator(".example").first.click()
    expect(page.locator(".question h2")).to_contain_text("ribociclib")


def test_the_evidence_is_there_before_the_first_sentence(visit: Callable[..., Visit]) -> None:
    page = visit().page
    page.evaluate(
        """() => { window.order = []; new MutationObserver(() => {
            for (const what of [".card", ".prose-text"])
              if (!window.order.includes(what) && document.querySelector(what)) window.order.push(what);
          }).observe(document.body, { childList: true, subtree: true }); }"""
    )
    page.fill("#question", ENGLISH)
    page.keyboard.press("Enter")
    page.locator(".prose-text").wait_for()
    assert page.evaluate("window.order") == [".card", ".prose-text"]


def test_clicking_a_citation_opens_its_passage_with_the_sentence_marked(visit: Callable[..., Visit]) -> None:
    page = (v := visit()).page
    v.ask(ENGLISH)
    page.locator(".findings .cite", has_text="2").click()
    card = page.locator(".card.is-led")
    expect(card).to_have_attribute("data-n", "2")
    expect(card.locator("mark.is-led")).to_contain_text("hazard ratio, 0.72; 95% CI, 0.57 to 0.92")
    expect(card).to_be_in_viewport()
    expect(card).to_be_focused()


def test_a_citation_is_followed_and_left_with_the_keyboard(visit: Callable[..., Visit]) -> None:
    page = (v := visit()).page
    v.ask(ENGLISH)
    cite = page.locator(".in-short .cite").first
    cite.focus()
    expect(page.locator(".card[data-n='1']").first).to_have_class(re.compile("is-pointed"))
    page.keyboard.press("Enter")
    expect(page.locator(".card.is-led")).to_be_focused()
    page.keyboard.press("Escape")
    expect(cite).to_be_focused()


def test_hovering_a_citation_points_at_its_card(visit: Callable[..., Visit]) -> None:
    page = (v := visit()).page
    v.ask(ENGLISH)
    page.locator(".findings .cite", has_text="3").hover()
    expect(page.locator("#panel-sources .card[data-n='3']")).to_have_class(re.compile("is-pointed"))


def test_a_citation_of_an_earlier_answer_brings_back_its_evidence(visit: Callable[..., Visit]) -> None:
    page = (v := visit()).page
    v.ask(ENGLISH)
    v.ask("Merkel-cell carcinoma: response rate with avelumab?")
    expect(page.locator("#panel-sources .card")).to_have_count(1)
    page.locator(".findings .cite", has_text="4").click()
    expect(page.locator(".card.is-led")).to_have_attribute("data-n", "4")


def test_shift_enter_starts_a_new_line_and_does_not_send(visit: Callable[..., Visit]) -> None:
    page = visit().page
    page.fill("#question", "one")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("two")
    assert page.input_value("#question") == "one\ntwo"
    expect(page.locator(".welcome")).to_be_visible()


def test_the_tabs_are_walked_with_arrow_keys(visit: Callable[..., Visit]) -> None:
    page = (v := visit()).page
    v.ask(ENGLISH)
    page.locator("#tab-sources").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(page.locator("#panel-forest")).to_be_visible()
    expect(page.locator("#tab-forest")).to_have_attribute("aria-selected", "true")


def test_an_unanswerable_question_says_what_is_missing_and_what_is_nearest(visit: Callable[..., Visit]) -> None:
    page = (v := visit()).page
    v.ask("Merkel-cell carcinoma: response rate with avelumab?")
    expect(page.locator(".abstained")).to_contain_text("avelumab is covered in other tumours only")
    expect(page.locator(".abstained .cite")).to_have_count(1)
    expect(page.locator(".findings")).to_have_count(0)


def test_an_error_is_a_notice_with_a_hint_in_the_page_s_language(visit: Callable[..., Visit]) -> None:
    page = (v := visit(language="fr-FR")).page
    v.ask("boom", until=".notice")
    expect(page.locator(".notice")).to_contain_text("n'est pas valable")
    expect(page.locator(".notice")).to_contain_text("sourcier.toml")


def test_what_was_redacted_is_said_and_not_shown(visit: Callable[..., Visit]) -> None:
    page = (v := visit()).page
    v.ask("Jane Doe asks about ribociclib")
    expect(page.locator(".redacted")).to_contain_text("a name")
    assert "Jane Doe" not in page.content()


def test_an_answer_can_be_stopped(visit: Callable[..., Visit]) -> None:
    page = visit().page
    page.fill("#question", f"{ENGLISH} Answer slowly.")
    page.keyboard.press("Enter")
    page.locator("[data-action=stop]").click()
    expect(page.locator(".stopped")).to_be_visible()
    expect(page.locator("[data-action=stop]")).to_be_hidden()
