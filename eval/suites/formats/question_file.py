"""Question files (docs/evaluation.md): JSONL, gzipped or not, one clinical question a line."""

from pathlib import Path

from eval.questions.question import ClinicalQuestion
from eval.reading import read_jsonl


def read_question_file(path: Path) -> list[ClinicalQuestion]:
    """The questions, in the file's order.

    Raises
    ------
    SourcierError
        Names the file, the line and the field.
    """
    return list(read_jsonl(path, ClinicalQuestion))
