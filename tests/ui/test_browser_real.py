"""The whole way in a real browser: the real library, the real pipeline and its embedding model, no language model."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.corpora.literature.pdf_files import Drawn, column, write_pdf
from tests.ui.conftest import Served, Visit, serve_real

pytestmark = pytest.mark.browser

FRENCH = "CPRCm après Taxotère : ajouter l'anti-clusterine à Jevtana, intérêt ?"
ENGLISH = "Relapsed myeloma, Kyprolis-dex planned. How much longer PFS if I add Darzalex?"
SEVERAL = "Does ribociclib prolong overall survival in hormone-receptor-positive advanced breast cancer?"
UVEAL = "Metastatic uveal melanoma: does tebentafusp prolong overall survival?"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, weights: Path) -> Iterator[Served]:
    """One real page for these tests; takes the place of the scripted one."""
    page = serve_real(tmp_path_factory.mktemp("real"), weights)
    yield page
    page.stop()


@pytest.fixture
def unit_report(tmp_path: Path) -> Path:
    """A PDF of two pages about a trial that never was; its effect is on the second."""
    title = "Tebentafusp in metastatic uveal melanoma: a randomised phase 3 trial"
    first = [
        "Background",
        "Metastatic uveal melanoma has a poor prognosis and few treatments.",
        "",
        "Methods",
        "We randomly assigned 214 previously untreated patients with metastatic uveal",
        "melanoma to tebentafusp or to dacarbazine. The primary endpoint was overall survival.",
    ]
    second = [
        "Results",
        "Overall survival was longer with tebentafusp than with dacarbazine",
        "(hazard ratio for death, 0.58; 95% CI, 0.41 to 0.83; P=0.003).",
        "",
        "Conclusion",
        "Tebentafusp resulted in longer overall survival than dacarbazine among patients",
        "with metastatic uveal melanoma.",
    ]
    pages = [[Drawn(54, 760, title, 16, "F2"), *column(first, 54, 720)], column(second, 54, 760)]
    return write_pdf(tmp_path / "unit-report.pdf", pages, title=title)


def download(page: Page, format: str) -> Path:
    """The last answer as a file of a format."""
    page.locator(".actions .menu summary").last.click()
    with page.expect_download() as given:
        page.locator(f"[data-format='{format}']").last.click()
    return Path(given.value.path())


def followed(page: Page) -> Locator:
    """The card to which the first citation of the first finding leads, its passages open."""
    page.locator(".finding .cite").first.click()
    card = page.locator(".card.is-led")
    expect(card).to_be_focused()
    return card


def test_a_french_question_is_answered_in_french_from_the_trial_that_answers_it(visit: Callable[..., Visit]) -> None:
    page = (v := visit(language="fr-FR")).page
    v.ask(FRENCH)
    finding = page.locator(".finding").first
    expect(finding.locator(".finding-heading")).to_contain_text("AFFINITY")
    expect(finding.locator(".outcome").first).to_contain_text("hazard ratio 0.95 (IC 95 % 0.80 à 1.12")
    expect(finding.locator(".outcome").first).to_contain_text("pas de différence significative")


def test_a_citation_of_an_english_answer_leads_to_the_sentence_that_prints_the_number(
    visit: Callable[..., Visit],
) -> None:
    page = (v := visit()).page
    v.ask(ENGLISH)
    expect(page.locator(".outcome").first).to_contain_text("hazard ratio 0.63 (95% CI 0.46 to 0.85")
    sentence = followed(page).locator("mark.is-led")
    expect(sentence).to_contain_text("hazard ratio 0.63; 95% CI 0.46-0.85; p=0.0027")
    expect(sentence).to_be_in_viewport()


def test_a_dropped_pdf_answers_what_nothing_else_does_and_its_page_is_cited(
    visit: Callable[..., Visit], unit_report: Path
) -> None:
    page = (v := visit()).page
    v.ask(UVEAL)
    expect(page.locator(".abstained")).to_contain_text("tebentafusp")
    page.set_input_files("#incoming input[type=file]", str(unit_report))
    expect(page.locator(".import-done")).to_contain_text("1 added")
    v.ask(UVEAL)
    expect(page.locator(".outcome")).to_contain_text("hazard ratio 0.58 (95% CI 0.41 to 0.83; p=0.003)")
    card = followed(page)
    expect(card).to_contain_text("unit-report.pdf")
    cited = card.locator(".passage", has=page.locator("mark.is-led"))
    expect(cited.locator(".passage-place")).to_contain_text("page 2")
    expect(cited.locator("mark.is-led")).to_contain_text("0.58; 95% CI, 0.41 to 0.83")


def test_the_third_finding_is_folded_opens_with_the_keyboard_and_is_whole_on_paper(visit: Callable[..., Visit]) -> None:
    page = (v := visit()).page
    v.ask(SEVERAL)
    third = page.locator(".finding").nth(2)
    expect(third.locator(".outcome").first).to_be_visible()
    expect(third.locator(".conclusion")).to_be_hidden()
    page.emulate_media(media="print")
    expect(third.locator(".conclusion")).to_be_visible()
    page.emulate_media(media="screen")
    third.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(third.locator(".conclusion")).to_be_visible()


def test_an_answer_opens_as_a_word_document_with_its_numbers_and_source(visit: Callable[..., Visit]) -> None:
    page = (v := visit()).page
    v.ask(ENGLISH)
    document = docx.Document(str(download(page, "docx")))
    words = "\n".join(paragraph.text for paragraph in document.paragraphs)
    words += "\n".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)
    assert ENGLISH in words
    assert "0.63" in words
    assert "CANDOR" in words


def test_an_answer_s_references_are_whole_ris_records(visit: Callable[..., Visit]) -> None:
    page = (v := visit()).page
    v.ask(ENGLISH)
    ris = download(page, "ris").read_text(encoding="utf-8")
    records = [record for record in re.split(r"^ER  - ?\r?$", ris, flags=re.MULTILINE) if record.strip()]
    assert all(record.lstrip().startswith("TY  - ") for record in records)
    assert re.search(r"^TI  - .*daratumumab", records[0], re.MULTILINE | re.IGNORECASE)
    assert re.search(r"^DO  - 10\.\d{4}", records[0], re.MULTILINE)


def test_on_a_small_phone_every_section_is_in_sight(visit: Callable[..., Visit]) -> None:
    page = visit(340, 640, language="fr-FR").page
    tabs = page.locator(".view-tab")
    assert tabs.count() == 4
    for tab in tabs.all():
        expect(tab).to_be_in_viewport(ratio=1)


def test_another_language_and_a_reload_keep_the_conversation(visit: Callable[..., Visit]) -> None:
    page = (v := visit()).page
    v.ask(ENGLISH)
    page.locator("[data-language=fr]").click()
    expect(page.locator(".findings h3")).to_have_text("Résultats")
    page.reload()
    expect(page.locator(".question h2")).to_have_text(ENGLISH)
    expect(page.locator(".findings h3")).to_have_text("Résultats")
    expect(page.locator(".outcome").first).to_contain_text("hazard ratio 0.63")
    expect(page.locator("#panel-sources .card").first).to_be_visible()
