"""The page around an answer, in a real browser: languages, reload, exports, library, narrow screens."""

import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect

from tests.ui.conftest import Served, Visit, serve

pytestmark = pytest.mark.browser

ENGLISH = "Does ribociclib prolong overall survival in advanced breast cancer?"


def test_switching_language_keeps_the_conversation_and_what_was_typed(visit: Callable[..., Visit]) -> None:
    page = (v := visit()).page
    v.ask(ENGLISH)
    page.fill("#question", "half a question")
    page.locator("[data-language=fr]").click()
    expect(page.locator(".findings h3")).to_have_text("Résultats")
    expect(page.locator("#tab-table")).to_have_text("Tableau")
    expect(page.locator(".question h2")).to_have_text(ENGLISH)
    assert page.input_value("#question") == "half a question"
    expect(page.locator("[data-view=library]").first).to_contain_text("Bibliothèque")


def test_a_reload_finds_the_conversation_its_evidence_and_the_language(visit: Callable[..., Visit]) -> None:
    page = (v := visit()).page
    page.locator("[data-language=fr]").click()
    v.ask(ENGLISH)
    page.reload()
    expect(page.locator(".question h2")).to_have_text(ENGLISH)
    expect(page.locator("#panel-sources .card")).to_have_count(7)
    expect(page.locator(".findings h3")).to_have_text("Résultats")


def test_earlier_conversations_can_be_opened_and_deleted(visit: Callable[..., Visit]) -> None:
    page = (v := visit()).page
    v.ask(ENGLISH)
    page.locator("[data-action=new]").click()
    expect(page.locator(".welcome")).to_be_visible()
    page.locator(".conversations summary").click()
    page.locator(".conversations .open").click()
    expect(page.locator(".question h2")).to_have_text(ENGLISH)
    page.locator(".conversations summary").click()
    page.locator("[data-action=forget]").click()
    expect(page.locator(".welcome")).to_be_visible()
    expect(page.locator(".conversations .open")).to_have_count(0)


def test_another_browser_does_not_see_the_conversations(visit: Callable[..., Visit]) -> None:
    (first := visit()).ask(ENGLISH)
    expect(first.page.locator(".conversations .open")).to_have_count(1)
    expect(visit().page.locator(".conversations .open")).to_have_count(0)


@pytest.mark.parametrize("format", ["docx", "md", "ris", "bib", "csl.json", "json"])
def test_an_answer_is_exported_as_a_download(visit: Callable[..., Visit], format: str) -> None:
    page = (v := visit()).page
    v.ask(ENGLISH)
    page.locator(".actions .menu summary").click()
    with page.expect_download() as download:
        page.locator(f"[data-format='{format}']").click()
    assert download.value.suggested_filename.endswith(f".{format}")
    assert Path(download.value.path()).read_text(encoding="utf-8") == f"{format}: {ENGLISH}"


def test_a_dropped_file_is_added_with_its_progress_and_found_in_the_library(visit: Callable[..., Visit]) -> None:
    page = visit().page
    transfer = page.evaluate_handle(
        "() => { const t = new DataTransfer(); t.items.add(new File(['%PDF-1.4'], 'unit-protocol.pdf')); return t; }"
    )
    page.dispatch_event("body", "dragenter", {"dataTransfer": transfer})
    expect(page.locator(".curtain")).to_be_visible()
    page.dispatch_event("body", "drop", {"dataTransfer": transfer})
    expect(page.locator(".tray progress:visible").first).to_be_visible()
    expect(page.locator(".import-done")).to_contain_text("1 added")
    page.locator("[data-view=library]").first.click()
    page.fill("#library-search", "unit-protocol")
    expect(page.locator(".shelf tbody tr")).to_have_count(1)
    page.locator(".remove").click()
    page.locator(".remove").click()
    expect(page.locator(".library .none")).to_be_visible()


def test_a_file_that_cannot_be_read_is_named_and_the_others_are_added(visit: Callable[..., Visit]) -> None:
    page = visit().page
    page.set_input_files(
        "#incoming input[type=file]",
        [
            {"name": name, "mimeType": "application/pdf", "buffer": b"%PDF-1.4"}
            for name in ("broken.pdf", "readable.pdf")
        ],
    )
    expect(page.locator(".tray .notice")).to_contain_text("broken.pdf")
    expect(page.locator(".import-done")).to_contain_text("1 added")


def test_on_a_phone_a_citation_opens_the_evidence_as_a_sheet_that_escape_closes(visit: Callable[..., Visit]) -> None:
    page = (v := visit(390, 844)).page
    v.ask(ENGLISH)
    expect(page.locator(".evidence")).to_be_hidden()
    page.locator(".in-short .cite").first.click()
    expect(page.locator(".card.is-led")).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(page.locator(".evidence")).to_be_hidden()


@pytest.mark.parametrize("width", [360, 390, 768, 1024, 1440])
def test_nothing_is_wider_than_the_screen(visit: Callable[..., Visit], width: int) -> None:
    page = (v := visit(width, 844)).page
    v.ask(ENGLISH)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.locator("[data-view=library]").locator("visible=true").first.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_evidence_table_shows_a_source_s_other_effects_when_asked(visit: Callable[..., Visit]) -> None:
    page = (v := visit()).page
    v.ask(ENGLISH)
    page.locator("#tab-table").click()
    rows = page.locator(".effects tbody").first.locator("tr:visible")
    before = rows.count()
    page.get_by_role("button", name="more effect").first.click()
    assert rows.count() > before - 1
    expect(page.locator(".effects tbody").first.get_by_role("button", name="more effect")).to_have_count(0)


def test_hostile_text_of_a_document_is_shown_and_does_not_run(visit: Callable[..., Visit]) -> None:
    page = (v := visit()).page
    v.ask(ENGLISH)
    card = page.locator("#panel-sources .card[data-n='6']")
    expect(card.locator("h3")).to_contain_text("<script>window.hacked=1</script>")
    card.locator("summary").click()
    expect(card.locator(".passage-text")).to_contain_text("`${1+1}` and {{value}}")
    v.ask("<img src=x onerror='window.hacked=1'> ribociclib")
    assert page.evaluate("window.hacked") is None


def test_a_retracted_source_says_so_in_words(visit: Callable[..., Visit]) -> None:
    page = (v := visit()).page
    v.ask(ENGLISH)
    expect(page.locator("#panel-sources .card.is-retracted .flag")).to_have_text("RETRACTED")


def test_dark_is_followed_from_the_system_and_can_be_left(visit: Callable[..., Visit]) -> None:
    page = visit(dark=True).page
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.locator("[data-action=theme]").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "light")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", "light")


def test_neither_the_browser_nor_the_server_asks_another_machine(
    visit: Callable[..., Visit], tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    own = serve(tmp_path)
    chromium = request.getfixturevalue("chromium")
    context = chromium.new_context()
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda r: asked.append(r.url))
    page.on("websocket", lambda s: asked.append(s.url))
    page.goto(own.url)
    one = Visit(page)
    one.ask(ENGLISH)
    page.locator("[data-thumb=good]").click()
    page.locator("[data-view=library]").first.click()
    page.wait_for_timeout(1000)
    context.close()
    own.stop()
    foreign = [url for url in asked if urlsplit(url).scheme not in ("data", "blob") and not _is_here(url)]
    assert foreign == []
    done = json.loads((own.folder / "asked.json").read_text())
    assert [line for line in done["sockets"] if not _is_loopback(line)] == []
    assert [thumb for _, thumb, _ in done["judged"]] == ["good"]


def test_a_model_that_arrived_after_the_page_was_built_drafts_the_first_answer(
    chromium: Browser, tmp_path: Path
) -> None:
    own = serve(tmp_path, '{"not_yet": 1}')
    with closing(chromium.new_context(locale="en-GB")) as context:
        page = context.new_page()
        page.goto(own.url)
        expect(page.locator("#draft")).to_be_checked()
        Visit(page).ask(ENGLISH)
        expect(page.locator(".in-short")).to_contain_text("lowered the hazard of death")
    own.stop()


def _is_here(url: str) -> bool:
    return urlsplit(url).hostname in ("127.0.0.1", "localhost")


def _is_loopback(line: str) -> bool:
    """Listening sockets of this server show as descriptors; they have no peer."""
    return "127.0.0.1" in line or "localhost" in line or line.startswith("descriptor ")


def test_gradio_s_own_look_and_endpoints_are_not_there(visit: Callable[..., Visit], served: Served) -> None:
    page = visit().page
    expect(page.get_by_text("Gradio")).to_have_count(0)
    expect(page.get_by_text("Use via API")).to_have_count(0)
    assert page.request.get(f"{served.url}/monitoring/summary").status in (401, 403, 404)
    fonts = page.evaluate("[...document.fonts].map((font) => font.family)")
    assert fonts == []
