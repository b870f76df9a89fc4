"""The report says what the runs say, in both languages, in one file that asks nothing of any other."""

import re
from pathlib import Path

import pytest

from corpora.errors import SourcierError
from eval.configuration import Configuration
from eval.equity.report import EquityTable
from eval.equity.shares import composition, outcomes
from eval.report.page import write_report
from eval.runs.execute import run_suite
from eval.runs.folder import Run
from eval.suite import Suite
from tests.eval.arithmetic import Adder, Arithmetic, order

HOSTILE = "<script>alert(1)</script>"


def named(name: str) -> Suite:
    return Arithmetic()


def ran(tmp_path: Path, name: str, *wrong: str) -> Run:
    return run_suite(order(tmp_path, configuration=Configuration(name=name)), lambda c, s: Adder(wrong=wrong))


@pytest.fixture
def html(tmp_path: Path) -> str:
    runs = [ran(tmp_path, HOSTILE, "1+7", "3+21"), ran(tmp_path, "default", "2+14")]
    write_report(runs, tmp_path / "report.html", "en", named)
    return (tmp_path / "report.html").read_text(encoding="utf-8")


def test_the_default_comes_first_and_every_figure_has_its_count_and_interval(html: str) -> None:
    english = html.split('<main lang="en">')[1].split('<main lang="fr">')[0]
    assert english.index("default") < english.index("&lt;script&gt;")
    assert "91.7\N{NO-BREAK SPACE}%" in english and "64.6 to 98.5" in english and "n = 11/12" in english


def test_both_languages_are_there_with_their_own_decimals(html: str) -> None:
    french = html.split('<main lang="fr">')[1]
    assert "91,7\N{NO-BREAK SPACE}%" in french and "64,6 à 98,5" in french and "91.7" not in french


def test_it_asks_nothing_of_any_other_file_or_machine(html: str) -> None:
    assert "default-src 'none'" in html
    assert re.findall(r"(?:src|href)=\"(?!#)", html) == [] and "@import" not in html and "url(" not in html


def test_names_are_text_whatever_they_hold(html: str) -> None:
    assert HOSTILE not in html


def test_what_failed_is_listed_with_its_reason(html: str) -> None:
    assert "1 of 12 items with a failure" in html and "said 17" in html


def test_an_unfinished_run_is_refused(tmp_path: Path) -> None:
    from eval.runs.folder import list_runs

    with pytest.raises(SourcierError):
        run_suite(order(tmp_path), lambda c, s: Adder(fails_at=3))
    with pytest.raises(SourcierError, match="not finished"):
        write_report(list_runs(tmp_path / "runs"), tmp_path / "report.html", "en", named)


def test_nothing_to_report_is_said(tmp_path: Path) -> None:
    with pytest.raises(SourcierError, match="no finished run"):
        write_report([], tmp_path / "report.html", "en", named)


def test_runs_on_other_items_stand_in_tables_of_their_own(tmp_path: Path) -> None:
    whole = ran(tmp_path, "default")
    part = run_suite(order(tmp_path, limit=3), lambda c, s: Adder())
    write_report([whole, part], tmp_path / "report.html", "en", named)
    english = (tmp_path / "report.html").read_text(encoding="utf-8").split('<main lang="en">')[1].split("</main>")[0]
    assert english.count("<code>arithmetic</code>") == 2 and 'id="en-1"' in english and 'id="en-2"' in english


def test_equity_is_told_in_both_languages_with_its_gaps(tmp_path: Path) -> None:
    rows = [({"sex": "female"}, True)] * 30 + [({"sex": "male"}, i < 5) for i in range(30)]
    tables = [EquityTable("Questions", "outcomes", tuple(outcomes(rows)))]
    write_report(
        [ran(tmp_path, "default")], tmp_path / "r.html", "en", named, lambda runs: {"en": tables, "fr": tables}
    )
    english, french = (tmp_path / "r.html").read_text(encoding="utf-8").split('<main lang="fr">')
    assert "sex – men fares worse" in english and "5/30 (16.7\N{NO-BREAK SPACE}%)" in english
    assert "sexe – hommes" in french and "5/30 (16,7\N{NO-BREAK SPACE}%)" in french


def test_where_no_run_has_enough_questions_no_group_is_said_to_fare_alike(tmp_path: Path) -> None:
    tables = [EquityTable("The library", "composition", tuple(composition([{"sex": "female"}])))]
    write_report([ran(tmp_path, "default")], tmp_path / "r.html", "en", named, lambda runs: {"en": tables})
    english = (tmp_path / "r.html").read_text(encoding="utf-8").split('<main lang="en">')[1]
    assert "No run here has enough questions" in english and "No group fares worse" not in english
