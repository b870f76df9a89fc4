"""Files of any suite: what cannot be read is named, and what can be is read as written."""

import gzip
from pathlib import Path

import pytest

from corpora.errors import SourcierError
from eval.deidentified.annotated import read_annotated
from eval.reading import read_table, read_text
from eval.suites.clinical_questions import ClinicalQuestions
from eval.suites.cohort_statistics import CohortStatistics
from eval.suites.formats.healthver import read_healthver

QUESTION = '{"id": "q", "lang": "en", "kind": "direct", "question": "Q?", "answerable": true, "gold": ["10.1/a"]}\n'


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jsonl", "é".encode("latin-1")),
        ("b.jsonl.gz", b"plain"),
        ("c.jsonl.gz", gzip.compress(b"a" * 99, mtime=0)[:-12]),
    ],
)
def test_bytes_that_are_no_text_are_named_with_their_file(tmp_path: Path, name: str, content: bytes) -> None:
    path = written(tmp_path / name, content)
    for read in (read_text, read_annotated, ClinicalQuestions().load):
        with pytest.raises(SourcierError, match=name):
            read(path)


def test_the_reason_names_the_path_once(tmp_path: Path) -> None:
    with pytest.raises(SourcierError) as raised:
        read_text(tmp_path / "nowhere.jsonl")
    assert raised.value.message("en").count("nowhere.jsonl") == 1


def test_a_question_file_may_be_gzipped(tmp_path: Path) -> None:
    loaded = ClinicalQuestions().load(written(tmp_path / "q.jsonl.gz", gzip.compress(QUESTION.encode())))
    assert [item.id for item in loaded.items] == ["q"]


def test_a_cell_of_a_table_may_hold_line_breaks(tmp_path: Path) -> None:
    path = written(tmp_path / "t.csv", b'claim,label\n"two\nlines",x\n\nlast,y\n')
    assert [row["claim"] for row in read_table(path, ("claim",), ",")] == ["two\nlines", "last"]


def test_a_row_with_a_wrong_label_is_named_by_its_place(tmp_path: Path) -> None:
    path = written(tmp_path / "h.csv", b"id,evidence,claim,label\n1,a,b,Supports\n2,a,b,Perhaps\n")
    with pytest.raises(SourcierError) as raised:
        read_healthver(path)
    assert raised.value.message("en").startswith("h.csv, row 2: ")


def test_a_folder_without_the_cohorts_is_named_with_the_file_that_it_lacks(tmp_path: Path) -> None:
    suite = CohortStatistics()
    item = suite.load(tmp_path).items[0]
    suite.prepare(suite.load(tmp_path), tmp_path, None)  # type: ignore[arg-type]
    with pytest.raises(SourcierError, match=r"r_survival_.*\.csv\.gz"):
        suite.answer(item, None)  # type: ignore[arg-type]
