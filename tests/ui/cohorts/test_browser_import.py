"""A table through the wizard into a cohort, and a patient described in it: the real page, the real modules."""

import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.ui.cohorts.breast_table import write_table
from tests.ui.conftest import Served, Visit, free_port, started

pytestmark = pytest.mark.browser


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """A page on the real cohorts of an empty home."""
    port = free_port()
    command = [sys.executable, "-m", "tests.ui.cohorts.scripted", str(port), str(tmp_path / "served"), "real"]
    page = started(command, port, tmp_path / "served")
    yield page
    page.stop()


def begun(visit: Callable[..., Visit], table: Path) -> Page:
    """The wizard's second step, on a table."""
    page = visit(language="fr-FR").page
    page.locator("[data-view=cohorts]").click()
    page.set_input_files(".wizard-drop input[type=file]", table, timeout=20_000)
    expect(page.locator(".mapping-table").first).to_be_visible()
    return page


def fill(page: Page) -> None:
    """What the file cannot tell: centre, years, and the outcome."""
    for field, words in {"title_fr": "Cancer du sein", "centre_fr": "CHU", "years_fr": "2010 à 2020"}.items():
        page.fill(f"#about-{field}", words)
    row = page.locator("[data-outcome-row]").last
    row.locator("[data-field=outcome]").select_option("overall_survival")
    row.locator("[data-field=time]").select_option("delai_deces_jours")
    row.locator("[data-field=status]").select_option("deces")
    row.locator("[data-field=event]").fill("1")
    for column in ("delai_deces_jours", "deces"):
        keep = page.locator(f"[data-column={column}] [data-field=keep]")
        if keep.count():
            keep.set_checked(False)


def test_a_table_becomes_a_cohort_whose_similar_patients_are_shown_with_curve_and_caveats(
    visit: Callable[..., Visit], served: Served, tmp_path: Path
) -> None:
    page = begun(visit, write_table(tmp_path / "sein.csv"))
    fill(page)
    page.locator(".wizard button[type=submit]").click()
    expect(page.locator(".wizard-report")).to_contain_text("400", timeout=60_000)
    assert list((served.folder / "uploads").rglob("*.csv")) == []
    page.locator("[data-action=finish]").click()
    expect(page.locator(".cohort-head h1")).to_have_text("Cancer du sein")
    page.fill("#patient-text", "Mme Durand, femme 58 ans, grade 2, 3 N+")
    page.keyboard.press("Enter")
    expect(page.locator(".who h2")).to_contain_text("patients sur 400")
    expect(page.locator(".curve-figure svg[role=img]")).to_have_attribute("aria-label", re.compile("tamoxifène"))
    expect(page.locator(".caveats")).to_contain_text("non randomisée")
    expect(page.locator(".similar-results")).not_to_contain_text("Durand")
    page.locator("#cohort-tab-count").click()
    page.fill("#criteria", "grade_sbr = 2 et age >= 50")
    page.keyboard.press("Enter")
    expect(page.locator(".count-of")).to_contain_text("sur 400 patients")
    page.locator("#cohort-tab-profile").click()
    expect(page.locator(".table-one")).to_contain_text("n = 400")


def test_a_table_with_bad_rows_is_one_notice_and_what_was_corrected_stays(
    visit: Callable[..., Visit], served: Served, tmp_path: Path
) -> None:
    table = write_table(tmp_path / "sein.csv")
    lines = table.read_text(encoding="utf-8").splitlines()
    bad = [re.sub(r";(\d+);(\d)$", r";-\1;\2", line) if i % 4 == 0 else line for i, line in enumerate(lines[1:])]
    table.write_text("\n".join([lines[0], *bad]), encoding="utf-8")
    page = begun(visit, table)
    fill(page)
    page.locator(".wizard button[type=submit]").click()
    notice = page.locator(".wizard-problem .notice")
    expect(notice).to_have_count(1, timeout=60_000)
    expect(notice).to_contain_text("sein.csv")
    expect(notice).to_contain_text("delai_deces_jours")
    assert page.input_value("#about-title_fr") == "Cancer du sein"
    assert list((served.folder / "cohorts").glob("[a-z]*")) == []


def test_a_file_dropped_on_the_section_is_a_cohort_s_and_not_the_library_s(
    visit: Callable[..., Visit], tmp_path: Path
) -> None:
    page = visit().page
    page.locator("[data-view=cohorts]").click()
    expect(page.locator(".wizard-drop")).to_be_visible()
    text = write_table(tmp_path / "sein.csv", n=60).read_text(encoding="utf-8")
    transfer = page.evaluate_handle(
        "(text) => { const t = new DataTransfer(); t.items.add(new File([text], 'sein.csv')); return t; }", text
    )
    page.dispatch_event(".wizard-drop", "dragenter", {"dataTransfer": transfer})
    expect(page.locator(".curtain")).to_be_hidden()
    page.dispatch_event(".wizard-drop", "drop", {"dataTransfer": transfer})
    expect(page.locator(".mapping-table").first).to_be_visible()
    page.locator("[data-action=abandon]").click()
    expect(page.locator(".wizard-drop")).to_be_visible()
