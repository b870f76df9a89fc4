"""The answering benchmark's figures and table."""

import pytest
from rich.console import Console

from eval.bench.figures import Figures, Remark, found, p95, right, table_of, warm

_QUESTION = {"gold": ["10.1/A"], "acceptable": ["10.1/b"]}


@pytest.mark.parametrize(
    ("ids", "is_right"),
    [
        (["doi:10.1/a"], True),
        (["doi:10.2/x", "doi:10.1/b"], True),
        (["doi:10.2/x"], False),
        ([*(f"doi:10.2/{n}" for n in range(5)), "doi:10.1/a"], False),
    ],
)
def test_a_gold_or_acceptable_source_among_the_first_five_is_right(ids: list[str], is_right: bool) -> None:
    assert right(_QUESTION, ids) is is_right


def test_what_is_found_carries_its_denominator() -> None:
    assert found([_QUESTION, _QUESTION], [["doi:10.1/a"], []]) == "1/2"


def test_times_leave_out_the_first_question() -> None:
    assert warm([900.0, 1.0, 2.0]) == [1.0, 2.0]
    assert p95(warm([900.0])) == 900.0


def test_a_system_that_could_not_be_run_has_its_line_in_the_table() -> None:
    ran = Figures("one", 2, "1/2", 5.0, 6.0, drafted=2, done_p50=7.0, answered_with_prose=1, numbers_not_printed=0)
    console = Console(width=140)
    with console.capture() as shown:
        console.print(table_of([ran, Remark("paper-qa", "not run: no index was reached")]))

    text = shown.get()
    assert "paper-qa: not run: no index was reached" in text
    assert "1/2" in text.split("one", 1)[1]
