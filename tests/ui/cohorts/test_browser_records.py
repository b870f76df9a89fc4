"""An OMOP archive and a FHIR bulk export through the wizard into cohorts: the real page, the real modules."""

import json
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.corpora.cohorts.fhir import resources as fhir
from tests.corpora.cohorts.omop import database as omop
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


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """An OMOP archive of eighty women with breast cancer, forty of whom have hypertension besides."""
    database = omop.breast_cancer()
    database["condition_occurrence"].append(omop.condition(1, 320128, "2012-01-01"))
    folder = omop.write_folder(tmp_path / "omop", omop.repeated(database, 40))
    return omop.write_zip(tmp_path / "entrepot.zip", folder)


def bulk_export(folder: Path, patients: int) -> Path:
    """Women with the same mCODE record, as a FHIR server exports them."""
    one = json.dumps(fhir.breast_cancer())
    found = [
        {**resource, "id": f"{resource.get('id', resource['resourceType'])}-{number}"}
        for number in range(patients)
        for resource in json.loads(one.replace("Patient/p1", f"Patient/p1-{number}"))
    ]
    return fhir.write_bulk(folder, found)


def begun(visit: Callable[..., Visit], file: Path, language: str) -> Page:
    """The wizard's second step, on records that need no mapping."""
    page = visit(language=language).page
    page.locator("[data-view=cohorts]").click()
    page.set_input_files(".wizard-drop input[type=file]", file, timeout=20_000)
    expect(page.locator("#about-id")).to_be_visible()
    return page


def test_an_omop_archive_becomes_a_cohort_of_its_malignancies(visit: Callable[..., Visit], archive: Path) -> None:
    page = begun(visit, archive, "fr-FR")
    expect(page.locator("#about-id")).to_have_value("entrepot")
    expect(page.locator(".wizard")).to_contain_text("les 80 patients ayant une tumeur maligne")
    page.fill("#about-title_fr", "Sénologie")
    page.fill("#about-centre_fr", "CHU")
    page.locator(".wizard button[type=submit]").click()
    expect(page.locator(".wizard-report")).to_contain_text("80", timeout=60_000)
    page.locator("[data-action=finish]").click()
    expect(page.locator(".cohort-head h1")).to_have_text("Sénologie")
    expect(page.locator(".cohort-head")).to_contain_text("CHU")


def test_of_an_omop_archive_conditions_can_be_chosen(
    visit: Callable[..., Visit], archive: Path, served: Served
) -> None:
    page = begun(visit, archive, "en-GB")
    page.fill("#about-title_en", "Hypertension")
    page.fill("#about-centre_en", "This hospital")
    choice = page.locator(".conditions li", has_text="Essential hypertension")
    expect(choice).to_contain_text("40 patients")
    choice.locator("input").check()
    page.locator(".wizard button[type=submit]").click()
    expect(page.locator(".wizard-report")).to_contain_text("40", timeout=60_000)
    dictionary = json.loads((served.folder / "cohorts" / "entrepot" / "dictionary.json").read_bytes())
    assert dictionary["n"] == 40


def test_a_fhir_bulk_export_becomes_a_cohort(visit: Callable[..., Visit], tmp_path: Path) -> None:
    folder = bulk_export(tmp_path / "export", 40)
    page = begun(visit, Path(shutil.make_archive(str(folder), "zip", folder)), "fr-FR")
    page.fill("#about-title_fr", "Sénologie")
    page.fill("#about-centre_fr", "CHU")
    page.locator(".wizard button[type=submit]").click()
    expect(page.locator(".wizard-report")).to_contain_text("40", timeout=60_000)
    page.locator("[data-action=finish]").click()
    expect(page.locator(".cohort-head h1")).to_have_text("Sénologie")
    page.locator("#cohort-tab-profile").click()
    expect(page.locator(".table-one")).to_contain_text("n = 40")


def test_an_archive_that_is_no_records_is_one_notice(visit: Callable[..., Visit], tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "one.jpg").write_bytes(b"no records")
    page = visit(language="fr-FR").page
    page.locator("[data-view=cohorts]").click()
    archive = shutil.make_archive(str(tmp_path / "photos"), "zip", tmp_path / "photos")
    page.set_input_files(".wizard-drop input[type=file]", archive, timeout=20_000)
    expect(page.locator(".wizard-problem .notice")).to_contain_text("photos.zip")
    expect(page.locator(".wizard-drop")).to_be_visible()
