"""Scoring of de-identification."""

import json
from pathlib import Path

import pytest

from corpora.cohorts.deidentify import Identifier
from corpora.errors import SourcierError
from eval.deidentification import evaluate, half, main
from eval.deidentified.annotated import AnnotatedText, Marked, read_annotated
from eval.deidentified.score import score_text

TEXT = AnnotatedText("Jean Dupont, 12/03/2020, fine", "fr", (Marked(0, 11, "NOM"), Marked(13, 23, "DATE")))


def test_an_identifier_of_which_a_letter_is_left_is_touched_but_not_removed() -> None:
    scored = score_text(TEXT, [Identifier(0, 10, "NAME")])
    assert (scored.tallies["NOM"].removed, scored.tallies["NOM"].touched) == (0, 1)
    assert scored.missed == ("Jean Dupont (NOM)", "12/03/2020 (DATE)")


def test_a_span_on_nothing_marked_is_mistaken() -> None:
    scored = score_text(TEXT, [Identifier(25, 29, "NAME")])
    assert scored.mistaken == ("fine (NAME)",)
    assert (scored.tallies["all"].found, scored.tallies["all"].right) == (1, 0)


def test_tags_are_taken_out_and_their_places_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"text": "Dr [Jean](PRENOM) [DUPONT](NOM)."}) + "\n", encoding="utf-8")
    (text,) = read_annotated(path)
    assert text.text == "Dr Jean DUPONT."
    assert [text.text[m.start : m.end] for m in text.marked] == ["Jean", "DUPONT"]


def test_a_line_of_no_known_form_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("{}\n")
    with pytest.raises(SourcierError, match="line 1"):
        read_annotated(path)


def test_the_halves_are_apart_and_make_the_whole() -> None:
    texts = [AnnotatedText(str(n), "en", ()) for n in range(11)]
    one, other = half(texts, "development"), half(texts, "other")
    assert sorted(t.text for t in one + other) == sorted(t.text for t in texts)
    assert half(texts, "development") == one


def test_counts_add_up_over_texts() -> None:
    tallies, misses = evaluate([TEXT, TEXT], lambda text, language: [Identifier(0, 11, "NAME")])
    assert tallies["fr", "all"].gold == 4 and tallies["fr", "all"].removed == 2
    assert len(misses) == 2


def test_the_public_sets_meet_their_targets(shared_data: Path, tmp_path: Path) -> None:
    files = sorted((shared_data / "deid").glob("*.jsonl.gz"))
    report = tmp_path / "report.json"
    assert main([*map(str, files), "--json", str(report)]) == 0
    counts = json.loads(report.read_text(encoding="utf-8"))
    for language in ("en", "fr"):
        total = counts[f"{language} all"]
        assert total["touched"] / total["gold"] >= 0.97
        assert total["right"] / total["found"] >= 0.90
