"""Runs the paper-qa child and serves it vectors and completions until it reports."""

import subprocess
from importlib.resources import as_file, files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Annotated

from pydantic import BaseModel, Field, TypeAdapter, ValidationError

from assistant.llm.backend import Backend, ChatMessage, completed
from corpora.errors import SourcierError
from eval.bench.paper_qa.contract import Complete, Completion, Embed, Report, Task, Vectors
from indexes.embedding import Embedder

# paper-qa asks for about 100 words of a summary and about 200 of an answer, and sets no limit itself.
MOST_TOKENS = 512

_SAID: TypeAdapter[Embed | Complete | Report] = TypeAdapter(
    Annotated[Embed | Complete | Report, Field(discriminator="call")]
)


def converse(
    python: Path, task: Task, embedder: Embedder, backend: Backend | None, script: Path | None = None
) -> Report | str:
    """The child's report, or in one line why there is none: it failed, broke the contract, or the model refused.

    Parameters
    ----------
    backend
        ``None`` where nothing is drafted.
    script
        The child; by default paper-qa's.
    """
    with (
        TemporaryDirectory(prefix="paper-qa-") as temporary,
        as_file(files("eval.bench.paper_qa") / "child") as child,
    ):
        errors = Path(temporary, "errors.txt")
        folder = Path(temporary, "cards")
        folder.mkdir()
        with (
            errors.open("w", encoding="utf-8") as stderr,
            subprocess.Popen(
                [str(python), str(script or child / "answerer.py"), str(folder)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=stderr,
                encoding="utf-8",
            ) as process,
        ):
            assert process.stdin and process.stdout
            try:
                report = _serve(process.stdin, process.stdout, task, embedder, backend)
            except (SourcierError, ValidationError) as error:
                process.kill()
                return str(error).splitlines()[0]
            except BaseException:
                process.kill()
                raise
        if report:
            return report
        said = errors.read_text(encoding="utf-8", errors="replace").strip().splitlines()
        return said[-1] if said else f"it ended without a report, with status {process.returncode}"


def _serve(
    to_child: IO[str], from_child: IO[str], task: Task, embedder: Embedder, backend: Backend | None
) -> Report | None:
    try:
        _say(to_child, task)
        for line in from_child:
            said = _SAID.validate_json(line)
            if isinstance(said, Report):
                return said
            if isinstance(said, Embed):
                embed = embedder.embed_queries if said.query else embedder.embed_passages
                _say(to_child, Vectors(vectors=embed(said.texts).tolist()))
            else:
                assert backend is not None
                _say(to_child, _complete(backend, said))
    except BrokenPipeError:
        # The child ended while it was spoken to; its last words are on its standard error.
        return None
    return None


def _complete(backend: Backend, asked: Complete) -> Completion:
    messages = [ChatMessage(turn.role, turn.content) for turn in asked.messages]
    said = completed(backend.stream(messages, max_tokens=MOST_TOKENS))
    return Completion(text=said.text, prompt_tokens=said.prompt_tokens, completion_tokens=said.completion_tokens)


def _say(to_child: IO[str], line: BaseModel) -> None:
    to_child.write(line.model_dump_json() + "\n")
    to_child.flush()
