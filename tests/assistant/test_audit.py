"""The chained log."""

from pathlib import Path

import pytest

from assistant.audit import AuditLog
from corpora.errors import SourcierError


@pytest.fixture
def log(tmp_path: Path) -> AuditLog:
    log = AuditLog(tmp_path / "audit.jsonl")
    for text in ("one", "two – deux", "three"):
        log.append("answer", {"text": text})
    return log


def test_an_untouched_log_verifies(log: AuditLog) -> None:
    assert log.verify() == 3


def test_a_long_entry_does_not_break_the_chain(log: AuditLog) -> None:
    log.append("answer", {"text": "x" * 300_000})
    log.append("answer", {"text": "after"})
    assert log.verify() == 5


@pytest.mark.parametrize("damage", ["edit", "remove", "swap"])
def test_tampering_shows(log: AuditLog, tmp_path: Path, damage: str) -> None:
    path = tmp_path / "audit.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines()
    if damage == "edit":
        lines[1] = lines[1].replace("deux", "trois")
    elif damage == "remove":
        del lines[1]
    else:
        lines[0], lines[1] = lines[1], lines[0]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    with pytest.raises(SourcierError, match="altered"):
        log.verify()
