"""The bench's side of the contract, with a child that needs no paper-qa; and the child without paper-qa."""

import json
import sys
from collections.abc import Generator, Sequence
from pathlib import Path

import numpy as np
import pytest

from assistant.llm.backend import ChatMessage, Generation
from corpora.errors import SourcierError
from eval.bench.paper_qa.contract import Card, Report, Task
from eval.bench.paper_qa.conversation import MOST_TOKENS, converse
from indexes.embedding.embedder import Vectors

_TASK = Task(
    cards=(Card(id="doi:10.1/a", title="A trial", year=2012, citation="A trial. 2012", text="A trial\nIt worked."),),
    questions=("Did it work?",),
    drafted=1,
)
_REPORT = {
    "call": "report",
    "version": "1",
    "by_meaning": [{"ms": 1.0, "ids": ["doi:10.1/a"]}],
    "by_words": [{"ms": 1.0, "ids": []}],
    "drafts": [],
    "refused": [],
}


class _Embedder:
    dimension = 2
    fingerprint = "test"

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        return np.array([[len(text), 0] for text in texts], dtype=np.float32)

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        return np.array([[0, len(text)] for text in texts], dtype=np.float32)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(text) for text in texts]


class _Model:
    name = "test"

    def __init__(self) -> None:
        self.most_tokens = 0

    def stream(
        self,
        messages: Sequence[ChatMessage],
        *,
        grammar: str | None = None,
        max_tokens: int = 256,
        temperature: float = 0.0,
        seed: int = 0,
        stop: Sequence[str] = (),
    ) -> Generator[str, None, Generation]:
        self.most_tokens = max_tokens
        text = " ".join(f"{message.role}:{message.content}" for message in messages)
        yield text
        return Generation(text, "stop", 7, 3, 0.0, 0.0)

    def close(self) -> None:
        pass


def _converse(tmp_path: Path, body: str, model: _Model | None = None) -> Report | str:
    """With a child that reads the task into ``task``, and has ``ask(line)`` for a line and its reply."""
    script = tmp_path / "child.py"
    script.write_text(
        "import json, sys\n"
        "task = json.loads(sys.stdin.readline())\n"
        f"report = {_REPORT!r}\n"
        "def tell(line): print(json.dumps(line), flush=True)\n"
        "def ask(line):\n    tell(line)\n    return json.loads(sys.stdin.readline())\n" + body,
        encoding="utf-8",
    )
    return converse(Path(sys.executable), _TASK, _Embedder(), model or _Model(), script)


def test_the_child_is_given_every_card_and_question(tmp_path: Path) -> None:
    report = _converse(tmp_path, "report['version'] = json.dumps(task)\ntell(report)\n")

    assert isinstance(report, Report)
    assert json.loads(report.version) == _TASK.model_dump(mode="json")


def test_passages_and_questions_get_vectors_of_their_own_kind(tmp_path: Path) -> None:
    report = _converse(
        tmp_path,
        "passages = ask({'call': 'embed', 'texts': ['abc', 'é'], 'query': False})['vectors']\n"
        "question = ask({'call': 'embed', 'texts': ['abc'], 'query': True})['vectors']\n"
        "report['version'] = json.dumps([passages, question])\ntell(report)\n",
    )

    assert isinstance(report, Report)
    assert json.loads(report.version) == [[[3, 0], [1, 0]], [[0, 3]]]


def test_a_completion_comes_from_the_language_model_with_its_tokens(tmp_path: Path) -> None:
    model = _Model()
    report = _converse(
        tmp_path,
        "turns = [{'role': 'system', 'content': 'be brief'}, {'role': 'user', 'content': 'why'}]\n"
        "report['version'] = json.dumps(ask({'call': 'complete', 'messages': turns}))\ntell(report)\n",
        model,
    )

    assert isinstance(report, Report)
    assert json.loads(report.version) == {
        "text": "system:be brief user:why",
        "prompt_tokens": 7,
        "completion_tokens": 3,
    }
    assert model.most_tokens == MOST_TOKENS


def test_a_child_that_fails_gives_its_last_words(tmp_path: Path) -> None:
    assert _converse(tmp_path, "raise ValueError('no such thing')\n") == "ValueError: no such thing"


def test_a_child_that_ends_silently_gives_its_status(tmp_path: Path) -> None:
    assert _converse(tmp_path, "sys.exit(3)\n") == "it ended without a report, with status 3"


@pytest.mark.parametrize("line", ["{'call': 'sing'}", "{**report, 'extra': 1}", "{'call': 'embed', 'texts': ['a']}"])
def test_a_line_outside_the_contract_ends_the_conversation(tmp_path: Path, line: str) -> None:
    assert "validation error" in str(_converse(tmp_path, f"tell({line})\nsys.stdin.read()\n"))


def test_a_prompt_that_the_model_refuses_ends_the_conversation(tmp_path: Path) -> None:
    class Refusing(_Model):
        def stream(self, messages: Sequence[ChatMessage], **_: object) -> Generator[str, None, Generation]:
            raise SourcierError("eval_suites.cannot", system="test", ability="read that much")
            yield ""

    said = _converse(tmp_path, "ask({'call': 'complete', 'messages': []})\n", Refusing())

    assert "read that much" in str(said)


def test_the_real_child_says_that_paper_qa_is_missing() -> None:
    said = converse(Path(sys.executable), _TASK, _Embedder(), _Model())

    assert said == "ModuleNotFoundError: No module named 'paperqa'"


def test_the_real_child_can_open_no_connection(tmp_path: Path) -> None:
    script = tmp_path / "child.py"
    script.write_text(
        "import sys, socket, urllib.request\n"
        f"sys.path.insert(0, {str(Path(__file__).parents[4] / 'eval/bench/paper_qa/child')!r})\n"
        "from answerer import Pipe, refuse_connections\n"
        "refused = refuse_connections()\n"
        "pipe = Pipe()\n"
        "task = pipe.read()\n"
        "for open_one in (lambda: socket.create_connection(('127.0.0.1', 9)),"
        " lambda: urllib.request.urlopen('http://localhost:9/')):\n"
        "    try:\n        open_one()\n    except OSError as error:\n        print(error)\n"
        f"pipe.tell({{**{_REPORT!r}, 'refused': [line.split()[0] for line in refused]}})\n",
        encoding="utf-8",
    )

    report = converse(Path(sys.executable), _TASK, _Embedder(), None, script)

    assert isinstance(report, Report)
    assert report.refused == ("socket.getaddrinfo", "socket.getaddrinfo")
