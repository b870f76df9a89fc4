"""How many threads are used: physical cores, within the control group's quota."""

from pathlib import Path

import pytest

from assistant.llm.cores import physical_cores, quota, usable_cores


def test_the_halves_of_a_core_count_once(tmp_path: Path):
    for processor, core in enumerate((0, 1, 0, 1)):
        topology = tmp_path / f"cpu{processor}" / "topology"
        topology.mkdir(parents=True)
        (topology / "physical_package_id").write_text("0\n")
        (topology / "core_id").write_text(f"{core}\n")
    assert physical_cores({0, 1, 2, 3}, tmp_path) == 2
    assert physical_cores({1, 3}, tmp_path) == 1


def test_processors_without_a_description_count_as_cores(tmp_path: Path):
    assert physical_cores({0, 1, 2}, tmp_path) == 3


@pytest.mark.parametrize(("limit", "granted"), [("150000 100000", 1), ("50000 100000", 1), ("100000 100000", 1)])
def test_a_parent_groups_quota_holds_for_its_children(tmp_path: Path, limit: str, granted: int):
    child = tmp_path / "groups" / "app" / "worker"
    child.mkdir(parents=True)
    (child / "cpu.max").write_text("max 100000\n")
    (child.parent / "cpu.max").write_text(f"{limit}\n")
    membership = tmp_path / "cgroup"
    membership.write_text("0::/app/worker\n")
    assert quota(tmp_path / "groups", membership) == granted


def test_a_version_one_quota_is_read(tmp_path: Path):
    group = tmp_path / "groups" / "cpu" / "app"
    group.mkdir(parents=True)
    (group / "cpu.cfs_quota_us").write_text("100000\n")
    (group / "cpu.cfs_period_us").write_text("100000\n")
    membership = tmp_path / "cgroup"
    membership.write_text("4:memory:/app\n3:cpu,cpuacct:/app\n")
    assert quota(tmp_path / "groups", membership) == 1


def test_there_is_always_a_core():
    assert usable_cores() >= 1
