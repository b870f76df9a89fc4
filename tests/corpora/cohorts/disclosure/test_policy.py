"""The policy file: documented, tightened by a data-protection officer, never loosened."""

import tomllib
from pathlib import Path

import pytest

from corpora.cohorts.disclosure.policy import POLICY, Policy, default_policy_text, read_policy, write_policy
from corpora.errors import SourcierError


def test_the_default_file_says_what_the_code_says_and_comments_on_every_line() -> None:
    text = default_policy_text()
    assert Policy.model_validate(tomllib.loads(text)) == Policy()
    lines = text.splitlines()
    for name in Policy.model_fields:
        at = next(number for number, line in enumerate(lines) if line.startswith(f"{name} = "))
        assert lines[at - 1].startswith("# "), name


def test_a_cohort_without_a_file_has_the_default_policy(tmp_path: Path) -> None:
    assert read_policy(tmp_path) == Policy()


def test_a_tightened_policy_survives_writing_and_reading(tmp_path: Path) -> None:
    tight = Policy(smallest_cell=20, sensitive=("hiv_status",), survival_decimals=2, differ_on_each_side=True)
    write_policy(tmp_path, tight)
    assert read_policy(tmp_path) == tight
    assert "# Fewest patients" in (tmp_path / POLICY).read_text()


@pytest.mark.parametrize(
    ("line", "limit"),
    [
        ("smallest_cell = 10", 11),
        ("k = 2", 3),
        ("l_diversity = 1", 2),
        ("most_suppressed = 0.5", 0.2),
        ("age_band_years = 1", 5),
        ("oldest_age = 100", 90),
        ("smallest_at_risk = 5", 11),
        ("events_between_points = 1", 11),
        ("round_counts_to = 1", 5),
        ("round_points_to = 1", 7),
        ("survival_decimals = 6", 3),
        ("round_days_to = 1", 30),
        ("most_releases = 100000", 1000),
    ],
)
def test_a_loosened_value_is_refused_with_its_limit(tmp_path: Path, line: str, limit: float) -> None:
    (tmp_path / POLICY).write_text(line)
    with pytest.raises(SourcierError) as refused:
        read_policy(tmp_path)
    assert refused.value.key == "disclosure.policy_loosened"
    assert refused.value.details["limit"] == limit
    assert line.split(" = ")[0] in refused.value.message("fr")


@pytest.mark.parametrize("text", ["smallest_cel = 20", "smallest_cell = 'many'"])
def test_an_unknown_or_unreadable_value_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / POLICY).write_text(text)
    with pytest.raises(SourcierError, match=r"smallest_cel"):
        read_policy(tmp_path)


def test_a_broken_file_is_refused_rather_than_ignored(tmp_path: Path) -> None:
    (tmp_path / POLICY).write_bytes(b"smallest_cell = \xff")
    with pytest.raises(SourcierError, match="cannot be read"):
        read_policy(tmp_path)
