"""Surrogates: consistent, stable, and with intervals kept."""

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.cohorts.deidentify.date_shift import shift_date
from corpora.cohorts.deidentify.key import load_key
from corpora.cohorts.deidentify.pseudonyms import Pseudonymiser
from corpora.errors import SourcierError

KEY = bytes(range(32))


def test_the_same_person_has_the_same_surrogate_in_every_text() -> None:
    pseudonymiser = Pseudonymiser(KEY)
    first = pseudonymiser.pseudonymise("Vu par le Dr Martin.", "p1", "fr")
    second = pseudonymiser.pseudonymise("Avis du Dr MARTIN demandé.", "p2", "fr")
    one = re.search(r"Dr (\w+)", first)
    two = re.search(r"Dr (\w+)", second)
    assert one and two and one[1].lower() == two[1].lower() != "martin"


def test_running_again_gives_the_same_text() -> None:
    text = "Mme Claire Durand, née le 12/03/1950, IPP 8800456712, tél 06 39 98 77 03"
    assert Pseudonymiser(KEY).pseudonymise(text, "p1", "fr") == Pseudonymiser(KEY).pseudonymise(text, "p1", "fr")


def test_another_key_gives_other_surrogates() -> None:
    text = "Mme Claire Durand, IPP 8800456712"
    assert Pseudonymiser(KEY).pseudonymise(text, "p", "fr") != Pseudonymiser(KEY[::-1]).pseudonymise(text, "p", "fr")


def test_intervals_of_a_patient_are_kept_and_patients_move_apart() -> None:
    pseudonymiser = Pseudonymiser(KEY)
    moved = pseudonymiser.pseudonymise("Vu le 01/03/2020 puis le 31/03/2020.", "p1", "fr")
    (one, two) = (date(int(y), int(m), int(d)) for d, m, y in re.findall(r"(\d\d)/(\d\d)/(\d{4})", moved))
    assert (two - one).days == 30
    assert len({pseudonymiser.shift_days(f"p{n}") for n in range(50)}) > 30
    assert all(30 <= abs(pseudonymiser.shift_days(f"p{n}")) <= 365 for n in range(200))


def test_nothing_of_the_identifiers_is_left() -> None:
    text = "Mrs Hortensia Blackwaite, DOB 14.03.1951, MRN 4471-LQ, h.black@mail.example, 17 Larkspur Row, Wyndle"
    moved = Pseudonymiser(KEY).pseudonymise(text, "p1")
    for part in ("Hortensia", "Blackwaite", "14.03.1951", "4471-LQ", "h.black", "Larkspur", "Wyndle"):
        assert part not in moved


@pytest.mark.parametrize(
    ("written", "language", "shifted"),
    [
        ("28/02/2020", "fr", "01/03/2020"),
        ("02/28/2020", "en", "03/01/2020"),
        ("2020-02-28", "en", "2020-03-01"),
        ("28.2.20", "fr", "1.3.20"),
        ("28 février 2020", "fr", "1 mars 2020"),
        ("February 28, 2020", "en", "March 1, 2020"),
        ("28-Feb-2020", "en", "1-Mar-2020"),
    ],
)
def test_a_shifted_date_is_written_as_it_was(written: str, language: str, shifted: str) -> None:
    assert shift_date(written, 2, language) == shifted


@pytest.mark.parametrize("written", ["31/02/2020", "fin septembre", "28nov", "2016"])
def test_what_is_no_full_date_is_not_shifted(written: str) -> None:
    assert shift_date(written, 2, "fr") is None


@given(st.dates(date(1900, 3, 1), date(2099, 1, 1)), st.integers(-365, 365))
def test_a_date_shifted_there_and_back_is_the_same(day: date, days: int) -> None:
    written = day.strftime("%d/%m/%Y")
    there = shift_date(written, days, "fr")
    assert there is not None and shift_date(there, -days, "fr") == written


def test_a_key_is_made_once_and_read_by_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "cohort.key"
    key = load_key(path, apart_from=tmp_path / "cohort")
    assert load_key(path, apart_from=tmp_path / "cohort") == key and len(key) == 32
    assert path.stat().st_mode & 0o077 == 0


def test_a_key_may_not_lie_beside_the_data(tmp_path: Path) -> None:
    with pytest.raises(SourcierError, match="beside"):
        load_key(tmp_path / "cohort" / "key", apart_from=tmp_path / "cohort")


def test_a_file_that_is_no_key_is_refused(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("abc")
    with pytest.raises(SourcierError, match="not a key"):
        load_key(tmp_path / "key", apart_from=tmp_path / "cohort")
