"""What a reader sees when the server ends while it is asked."""

from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.ui.conftest import serve

pytestmark = pytest.mark.browser

QUESTION = "slowly: ribociclib, survie à cinq ans ?"


def test_the_question_stays_in_the_field_and_the_page_says_what_happened(chromium: Browser, tmp_path: Path) -> None:
    own = serve(tmp_path)
    with closing(chromium.new_context(locale="fr-FR")) as context:
        page = context.new_page()
        page.goto(own.url)
        ask = page.get_by_role("button", name="Demander")
        expect(ask).to_be_visible()
        own.process.kill()
        page.fill("#question", QUESTION)
        page.keyboard.press("Enter")
        expect(page.locator(".toast.notice")).to_contain_text("La connexion à Sourcier est perdue")
        expect(page.locator("#question")).to_have_value(QUESTION)
        expect(ask).to_be_visible()
        expect(page.get_by_text("Connection", exact=False).locator("visible=true")).to_have_count(0)
    own.stop()
