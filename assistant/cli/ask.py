"""``sourcier ask`` and ``sourcier chat``."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.options import LibraryOption, settings_for

if TYPE_CHECKING:
    from assistant.answer import Answer
    from assistant.export import Format
    from assistant.pipeline import Assistant
    from corpora.catalogue import Language


def ask(
    question: Annotated[str | None, typer.Argument(help="The question, in English or French.")] = None,
    previous: Annotated[list[str] | None, typer.Option("--previous", help="An earlier turn; repeat for more.")] = None,
    lang: Annotated[str | None, typer.Option("--lang", help="Language of the answer: en or fr.")] = None,
    draft: Annotated[bool, typer.Option(help="Let the language model write; findings never need it.")] = True,
    json: Annotated[bool, typer.Option("--json", help="Print the answer's record as JSON.")] = False,
    out: Annotated[
        Path | None, typer.Option("--out", help="With --batch: the file of answers to write (JSONL).")
    ] = None,
    batch: Annotated[Path | None, typer.Option("--batch", help="A JSONL file of questions.")] = None,
    resume: Annotated[bool, typer.Option("--resume", help="With --batch: keep the answers that OUT has.")] = False,
    export: Annotated[
        Path | None,
        typer.Option("--export", help="Write the answer to a .md, .docx, .json, .bib, .ris or .csl.json file."),
    ] = None,
    library: LibraryOption = None,
) -> None:
    """Ask a treatment question and get a cited answer."""
    settings = settings_for(library)
    if batch is not None:
        if out is None:
            raise typer.BadParameter("--batch needs --out", param_hint="--out")
        _answer_batch(batch, out, draft=draft, resume=resume, library=library)
        return
    if question is None or not question.strip():
        raise typer.BadParameter("give a question, or --batch", param_hint="QUESTION")
    if lang not in (None, "en", "fr"):
        raise typer.BadParameter("en or fr", param_hint="--lang")

    format = _format_of(export) if export is not None else None

    from assistant.opening import open_assistant

    opened = open_assistant(settings, draft=draft)
    try:
        answer = _print_answer(opened.assistant, question, previous or (), lang, draft=draft, quiet=json)  # type: ignore[arg-type]
    finally:
        opened.close()
    if json:
        from json import dumps

        from assistant.record import to_record

        typer.echo(dumps(to_record(answer), ensure_ascii=False, indent=2))
    if export is not None and format is not None:
        from assistant.export import export as exported

        export.write_bytes(exported(answer, format))
        typer.echo(f"{export}", err=True)


def chat(
    lang: Annotated[str | None, typer.Option("--lang", help="Language of the answers: en or fr.")] = None,
    draft: Annotated[bool, typer.Option(help="Let the language model write.")] = True,
    library: LibraryOption = None,
) -> None:
    """Ask several questions in a row; follow-ups are understood. An empty line ends."""
    from assistant.opening import open_assistant

    opened = open_assistant(settings_for(library), draft=draft)
    turns: list[str] = []
    try:
        while question := typer.prompt("?", default="", show_default=False).strip():
            answer = _print_answer(opened.assistant, question, turns, lang, draft=draft, quiet=False)  # type: ignore[arg-type]
            turns.append(answer.question)
    finally:
        opened.close()


def _print_answer(
    assistant: "Assistant",
    question: str,
    previous: Sequence[str],
    language: "Language | None",
    *,
    draft: bool,
    quiet: bool,
) -> "Answer":
    """Print the stream of events as they come, and return the whole answer."""
    from rich.console import Console

    from assistant.cli.printing import print_event
    from assistant.events import Done

    console = Console(quiet=quiet, highlight=False)
    spoken: Language = "en"
    for event in assistant.ask(question, previous, language, draft_prose=draft):
        spoken = print_event(event, console, spoken)
        if isinstance(event, Done):
            return event.answer
    raise AssertionError("the pipeline ends with Done")


def _answer_batch(questions: Path, out: Path, *, draft: bool, resume: bool, library: Path | None) -> None:
    from rich.console import Console
    from rich.progress import Progress

    from assistant.batch import answer_batch

    console = Console(stderr=True)
    with Progress(console=console, transient=True) as bars:
        task = bars.add_task(questions.name, total=None)
        answered = answer_batch(
            questions,
            out,
            draft,
            resume=resume,
            settings=settings_for(library),
            progress=lambda done, total: bars.update(task, completed=done, total=total),
        )
    console.print(f"{answered} answers in {out}")


def _format_of(path: Path) -> "Format":
    """The format that a file's name asks for: found out before a model writes for minutes."""
    from assistant.export import FORMATS

    format = max((f for f in FORMATS if path.name.endswith(f".{f}")), key=len, default=None)
    if format is None:
        raise typer.BadParameter(f"the name must end in one of: {', '.join(FORMATS)}", param_hint="--export")
    return format
