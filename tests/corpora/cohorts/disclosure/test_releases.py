"""What may be shown of a cohort, given all that has been shown of it."""

import resource
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from corpora.cohorts.disclosure.policy import Policy
from corpora.cohorts.disclosure.releases import Releases
from corpora.errors import SourcierError

N = 200


def first(count: int, start: int = 0) -> NDArray[np.bool_]:
    """Patients ``start`` to ``start + count - 1``."""
    rows = np.arange(N)
    return (rows >= start) & (rows < start + count)


@pytest.fixture
def releases(tmp_path: Path) -> Releases:
    return Releases(tmp_path, N, Policy())


@pytest.mark.parametrize("count", [0, 1, 10])
def test_a_group_of_fewer_than_eleven_is_refused_and_so_is_its_complement(releases: Releases, count: int) -> None:
    assert not releases.release(first(count))
    if count:
        assert not releases.release(~first(count))


def test_a_group_of_eleven_is_shown_and_so_is_its_complement(releases: Releases) -> None:
    assert releases.release(first(11))
    assert releases.release(~first(11))


def test_a_group_that_is_nested_in_one_shown_and_nearly_as_large_is_refused(releases: Releases) -> None:
    assert releases.release(first(100))
    assert not releases.release(first(95))
    assert releases.release(first(89))


def test_the_same_group_is_shown_again_however_often(releases: Releases) -> None:
    for _ in range(3):
        assert releases.release(first(50))


def test_a_tracker_is_refused(releases: Releases) -> None:
    """The union, one group and the intersection tell the other group's count; it is 15, the rest of it is 4."""
    a, b = first(60), first(15, start=49)
    assert releases.release(a | b)
    assert releases.release(b)
    assert not releases.release(a)


def test_a_sum_over_a_partition_does_not_tell_its_small_part(releases: Releases) -> None:
    parts = [first(100), first(92, start=100), first(8, start=192)]
    assert releases.release_all(parts) == [True, False, False]


def test_a_small_group_hidden_behind_three_others_is_not_derivable(releases: Releases) -> None:
    """A + B - C - D is the indicator of five patients, though no two of the groups are near each other."""
    a, b = first(80), first(65, start=80)
    c, d = first(70, start=70), first(70)
    assert [releases.release(group) for group in (a, b, c)] == [True, True, True]
    assert int((a.astype(int) + b - c - d).sum()) == 5
    assert not releases.release(d)


def test_groups_that_trade_a_few_patients_are_counted_but_their_outcomes_are_not_compared(releases: Releases) -> None:
    a, b = first(60), first(60, start=3)
    assert releases.release(a, bears_outcomes=True)
    assert releases.release(b)
    assert not releases.release(b, bears_outcomes=True)
    assert releases.release(first(60, start=6), bears_outcomes=True)


def test_a_tightened_policy_asks_for_a_difference_on_each_side(tmp_path: Path) -> None:
    releases = Releases(tmp_path, N, Policy(differ_on_each_side=True))
    assert releases.release(first(60), bears_outcomes=True)
    assert not releases.release(first(60, start=10), bears_outcomes=True)
    assert releases.release(first(60, start=11), bears_outcomes=True)


def test_nothing_is_shown_of_a_cohort_of_ten(tmp_path: Path) -> None:
    assert not Releases(tmp_path, 10, Policy()).release(np.ones(10, bool))


def test_a_policy_tightened_later_holds_for_what_was_shown_before(tmp_path: Path) -> None:
    assert Releases(tmp_path, N, Policy()).release(first(100))
    later = Releases(tmp_path, N, Policy(smallest_cell=30))
    assert not later.release(first(75))
    assert later.release(first(60))


def test_the_reason_of_a_refusal_is_the_same_in_both_languages_and_tells_nothing(releases: Releases) -> None:
    assert not releases.release(first(3))
    refusal = releases.refusal()
    assert refusal.details == {"smallest": 11}
    assert "11 patients" in refusal.message("fr")


def test_a_cohort_of_which_enough_has_been_shown_says_so(tmp_path: Path) -> None:
    releases = Releases(tmp_path, N, Policy(most_releases=2))
    assert releases.release(first(100))
    assert not releases.release(first(50))
    assert releases.refusal().key == "disclosure.exhausted"
    assert releases.release(first(100))
    assert releases.release(~first(100))


def test_what_another_process_showed_counts(tmp_path: Path, releases: Releases) -> None:
    assert releases.release(first(100))
    other = subprocess.run(
        [sys.executable, "-c", _OTHER_PROCESS, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert other.stdout.split() == ["False", "True"]
    assert not releases.release(first(35))


_OTHER_PROCESS = f"""
import sys
from pathlib import Path
import numpy as np
from corpora.cohorts.disclosure.policy import Policy
from corpora.cohorts.disclosure.releases import Releases
releases = Releases(Path(sys.argv[1]), {N}, Policy())
print(releases.release(np.arange({N}) < 95), releases.release(np.arange({N}) < 40))
"""


def test_a_record_torn_by_a_power_cut_is_overwritten(tmp_path: Path, releases: Releases) -> None:
    assert releases.release(first(100))
    with (tmp_path / "releases" / "released.bin").open("ab") as file:
        file.write(b"\x01\x00\x00")
    again = Releases(tmp_path, N, Policy())
    assert again.release(first(50))
    assert not Releases(tmp_path, N, Policy()).release(first(45))


def test_a_damaged_record_shows_nothing(tmp_path: Path, releases: Releases) -> None:
    assert releases.release(first(100))
    path = tmp_path / "releases" / "released.bin"
    damaged = bytearray(path.read_bytes())
    damaged[-5] ^= 1
    path.write_bytes(damaged)
    with pytest.raises(SourcierError, match="damaged"):
        Releases(tmp_path, N, Policy()).release(first(50))


def test_a_record_of_other_data_or_one_that_vanished_shows_nothing(tmp_path: Path, releases: Releases) -> None:
    assert releases.release(first(100))
    with pytest.raises(SourcierError, match="belongs to other data"):
        Releases(tmp_path, N + 1, Policy()).release(np.ones(N + 1, bool))
    (tmp_path / "releases" / "released.bin").unlink()
    with pytest.raises(SourcierError, match="damaged"):
        releases.release(first(50))


def test_what_cannot_be_recorded_is_not_shown(releases: Releases) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (8, hard))
    try:
        with pytest.raises(SourcierError, match="cannot be recorded"):
            releases.release(first(100))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert releases.release(first(95))
    assert not releases.release(first(100))


def test_what_is_kept_to_open_the_record_sooner_changes_no_decision(tmp_path: Path) -> None:
    random = np.random.default_rng(3)
    groups = [random.random(N) < 0.5 for _ in range(60)]
    asked = Releases(tmp_path, N, Policy())
    decided = [asked.release(group, bears_outcomes=bool(at % 2)) for at, group in enumerate(groups[:30])]
    assert sum(decided) > 8
    kept = tmp_path / "releases" / "bases.npz"
    later = {}
    for name, prepare in {
        "kept": lambda: None,
        "damaged": lambda: kept.write_bytes(b"PK"),
        "gone": kept.unlink,
    }.items():
        copy = tmp_path / name
        prepare()
        shutil.copytree(tmp_path / "releases", copy / "releases")
        again = Releases(copy, N, Policy())
        assert decided[1] and not again.release(groups[1] ^ first(3), bears_outcomes=True)
        later[name] = [again.release(group) for group in groups]
    assert later["kept"] == later["damaged"] == later["gone"]


def test_a_group_already_shown_stands_in_for_one_too_near_to_it(releases: Releases) -> None:
    assert releases.release(first(60), bears_outcomes=True)
    near = releases.substitute(first(60, start=3))
    assert near is not None
    assert (near == first(60)).all()
    assert releases.substitute(first(60, start=100)) is None


def test_of_a_large_cohort_a_few_patients_among_millions_are_not_told(tmp_path: Path) -> None:
    n = 1_000_000
    releases = Releases(tmp_path, n, Policy())
    rows = np.arange(n)
    even, third = rows % 2 == 0, rows % 3 == 0
    assert releases.release(even)
    assert releases.release(third)
    assert releases.release(even & third)
    assert not releases.release((even | third) & (rows > 12))
    assert releases.release((even | third) & (rows > 300))
    # Its count follows from the three shown first.
    assert releases.release(even | third)


def test_on_six_hundred_patients_a_hundred_overlapping_groups_by_treatment_are_shown(tmp_path: Path) -> None:
    random = np.random.default_rng(0)
    n = 686
    features, arm = random.normal(size=(n, 5)), random.random(n) < 0.36
    releases = Releases(tmp_path, n, Policy())
    shown = 0
    for _ in range(55):
        distance = ((features - random.normal(size=5) * 0.7) ** 2).sum(axis=1)
        near = distance <= np.sort(distance)[random.integers(50, 300)]
        shown += sum(releases.release_all([near & arm, near & ~arm], bears_outcomes=True))
    assert shown >= 100
