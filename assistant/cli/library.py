"""``sourcier library``: what the library holds, and what goes in and out of it."""

import json as json_format
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.cli.options import LibraryOption, settings_for
from corpora.catalogue import Language, say
from corpora.errors import SourcierError

if TYPE_CHECKING:
    from assistant.settings import Settings
    from corpora.literature.source import NoticeKind, Source
    from indexes.importing import AddReport
    from indexes.library import Library

app = typer.Typer(help="The library: add sources, look at them, remove them, check it.", no_args_is_help=True)

JsonOption = Annotated[bool, typer.Option("--json", help="As JSON.")]
IdArgument = Annotated[str, typer.Argument(metavar="ID", help="Such as doi:10.1056/…, pmid:…, nct:… or file:….")]
_LANGUAGE: Language = "en"
_PASSAGE_SHOWN = 300


@app.command()
def add(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", exists=True, help="Files or folders.")],
    json: JsonOption = False,
    library: LibraryOption = None,
) -> None:
    """Import files, or all files of folders. What the library has already is left as it is."""
    from corpora.literature.notices import apply_notices
    from corpora.literature.readers.finding import files_in
    from indexes.importing import AddReport

    settings = settings_for(library)
    problems: list[dict[str, Any]] = []
    files = [file for path in paths for file in files_in(path, lambda error: problems.append(_problem(error)))]
    if not files and not problems:
        raise SourcierError("library.nothing_to_import", path=", ".join(map(str, paths)))
    notices = _notices(settings)
    opened = _open(settings)
    try:
        with _Bar(len(files)) as bar:
            sources = (apply_notices(source, notices) for source in _read(files, problems, bar))
            report: AddReport = opened.add(sources, bar.counted)
    finally:
        opened.close()
    problems += [{"source": each.id, "problem": each.error.message(_LANGUAGE)} for each in report.rejected]
    if json:
        counts = {"added": report.added, "updated": report.updated, "unchanged": report.unchanged}
        _print_json({**counts, "rejected": len(problems), "problems": problems})
    else:
        for problem in problems:
            typer.secho(problem["problem"], fg=typer.colors.YELLOW, err=True)
        typer.echo(_said(report, len(problems)))
    if problems and not report.added + report.updated + report.unchanged:
        raise typer.Exit(1)


@app.command()
def notices(
    path: Annotated[
        Path | None, typer.Argument(metavar="LIST", exists=True, help="By default the list that the settings name.")
    ] = None,
    json: JsonOption = False,
    library: LibraryOption = None,
) -> None:
    """Mark what the library holds by a list of retractions and corrections, such as a newer one."""
    from corpora.literature.notice_list import load_notices
    from corpora.literature.notices import apply_notices

    settings = settings_for(library)
    listed = load_notices(path) if path else _notices(settings)
    if not listed:
        raise SourcierError("library.no_notices")
    with _open(settings) as opened:
        marked = [new for known in opened.sources() if (new := apply_notices(known, listed)) != known]
        opened.add(marked)
    if json:
        _print_json({"marked": [_summary(source) for source in marked]})
        return
    for source in marked:
        typer.echo(f"{source.id}  {source.title}  [{', '.join(source.notices)}]")
    typer.echo(say("library.marked", _LANGUAGE, count=len(marked)))


@app.command("list")
def list_sources(
    json: JsonOption = False,
    origin: Annotated[str | None, typer.Option(help="Only what was read from this file.")] = None,
    kind: Annotated[str | None, typer.Option(help="Only this kind, such as trial_report.")] = None,
    library: LibraryOption = None,
) -> None:
    """List the sources, in the order in which they came."""
    from corpora.literature.source import SourceKind
    from indexes.filters import Filters

    if kind is not None and kind not in set(SourceKind):
        raise typer.BadParameter(f"one of {', '.join(SourceKind)}", param_hint="--kind")
    filters = Filters(
        origins=frozenset([origin] if origin else []), kinds=frozenset([SourceKind(kind)] if kind else [])
    )
    with _open(settings_for(library), embedding=False) as opened:
        for source in opened.sources(filters):
            if json:
                typer.echo(json_format.dumps(_summary(source), ensure_ascii=False))
            else:
                flag = f"  [{say('library.retracted', _LANGUAGE)}]" if source.retracted else ""
                typer.echo(f"{source.id}  {source.year or '    '}  {source.title}{flag}")


@app.command()
def show(source_id: IdArgument, json: JsonOption = False, library: LibraryOption = None) -> None:
    """Show a source and its passages."""
    with _open(settings_for(library), embedding=False) as opened:
        source = opened.source(source_id)
        if source is None:
            raise SourcierError("library.no_such_source", id=source_id)
        passages = opened.passages(source_id)
    if json:
        shown = [{"id": p.id, "section": p.section, "page": p.page or None, "text": p.text} for p in passages]
        _print_json({**_summary(source), "identifiers": source.identifiers, "passages": shown})
        return
    typer.secho(source.title, bold=True)
    typer.echo(f"{source.id}  {source.journal} {source.year or ''}  {source.kind}  {source.design.label}")
    for passage in passages:
        text = passage.text if len(passage.text) <= _PASSAGE_SHOWN else f"{passage.text[:_PASSAGE_SHOWN]}…"
        typer.echo(f"\n#{passage.ordinal} {passage.section}\n{text}")


@app.command()
def remove(source_id: IdArgument, json: JsonOption = False, library: LibraryOption = None) -> None:
    """Remove a source."""
    with _open(settings_for(library), embedding=False) as opened:
        if not opened.remove(source_id):
            raise SourcierError("library.no_such_source", id=source_id)
    if json:
        _print_json({"removed": source_id})
    else:
        typer.echo(say("library.removed", _LANGUAGE, id=source_id))


@app.command()
def status(json: JsonOption = False, library: LibraryOption = None) -> None:
    """Say what the library holds and how it is searched."""
    from dataclasses import asdict

    with _open(settings_for(library), embedding=False) as opened:
        found = asdict(opened.status())
    if json:
        _print_json(found)
        return
    dense = found.pop("dense") or {}
    for name, value in {**found, **{f"dense_{name}": value for name, value in dense.items()}}.items():
        shown = ", ".join(f"{key} {count}" for key, count in value.items()) if isinstance(value, dict) else value
        typer.echo(f"{name.replace('_', ' '):18} {shown}")


@app.command()
def rebuild(json: JsonOption = False, library: LibraryOption = None) -> None:
    """Build the indexes anew; if the embedding model was changed, embed everything anew first."""
    from rich.console import Console
    from rich.progress import Progress

    from indexes.embedding import load_embedder

    settings = settings_for(library)
    embedder = load_embedder(settings.embedding.model, settings.weights_folder, settings.embedding.threads)
    with _open(settings, embedding=False) as opened, Progress(console=Console(stderr=True), transient=True) as bars:
        task = bars.add_task(say("library.embedding_anew", _LANGUAGE), total=None)
        opened.rebuild(embedder, lambda done, total: bars.update(task, completed=done, total=total))
        passages = opened.status().passages
    if json:
        _print_json({"passages": passages})
    else:
        typer.echo(say("library.rebuilt", _LANGUAGE, passages=passages))


@app.command()
def verify(json: JsonOption = False, library: LibraryOption = None) -> None:
    """Check every byte; exit code 1 if anything is wrong."""
    with _open(settings_for(library), embedding=False, read_only=True) as opened:
        problems, held = opened.verify(), opened.status()
    if json:
        _print_json({"problems": [f"{each.message(_LANGUAGE)} {each.hint(_LANGUAGE)}" for each in problems]})
    elif not problems:
        typer.echo(say("library.sound", _LANGUAGE, sources=held.sources, passages=held.passages))
    else:
        for each in problems:
            typer.secho(f"{each.message(_LANGUAGE)} {each.hint(_LANGUAGE)}", fg=typer.colors.RED, err=True)
    if problems:
        raise typer.Exit(1)


class _Bar:
    """Progress over files, with the sources done so far; on standard error, so that output can be piped."""

    def __init__(self, files: int) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[done]}"),
            TimeElapsedColumn(),
        )
        self._bars = Progress(*columns, console=Console(stderr=True), transient=True)
        self._task = self._bars.add_task("", total=files, done="")

    def __enter__(self) -> "_Bar":
        self._bars.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self._bars.stop()

    def file(self, position: int, name: str) -> None:
        """A file is begun."""
        self._bars.update(self._task, completed=position, description=say("library.importing", _LANGUAGE, file=name))

    def counted(self, report: "AddReport") -> None:
        """A batch is committed."""
        self._bars.update(self._task, done=say("library.sources_done", _LANGUAGE, count=report.seen))


def _open(settings: "Settings", *, embedding: bool = True, read_only: bool = False) -> "Library":
    from indexes.library import Library

    embedder = None
    if embedding:
        from indexes.embedding import load_embedder

        embedder = load_embedder(settings.embedding.model, settings.weights_folder, settings.embedding.threads)
    elif not read_only:
        Library.check_exists(settings.library_folder)
    return Library.open(settings.library_folder, embedder, read_only=read_only)


def _problem(error: SourcierError) -> dict[str, Any]:
    return {"file": error.details.get("file", ""), "problem": f"{error.message(_LANGUAGE)} {error.hint(_LANGUAGE)}"}


def _read(files: list[Path], problems: list[dict[str, Any]], bar: _Bar) -> Iterator["Source"]:
    """The sources of all files; a file or record that cannot be read is noted, and the next is tried."""
    from corpora.literature.readers import read

    for position, file in enumerate(files):
        bar.file(position, file.name)
        try:
            yield from read(
                file,
                rejected=lambda record: problems.append(
                    {"file": record.file, "place": record.place, "problem": record.reason(_LANGUAGE)}
                ),
            )
        except SourcierError as error:
            problems.append(_problem(error))


def _notices(settings: "Settings") -> "dict[str, tuple[NoticeKind, ...]]":
    from corpora.literature.notice_list import load_notices

    return load_notices(settings.retraction_list) if settings.retraction_list else {}


def _summary(source: "Source") -> dict[str, Any]:
    return {
        "id": source.id,
        "kind": str(source.kind),
        "title": source.title,
        "year": source.year or None,
        "language": source.language,
        "origin": source.origin,
        "notices": [str(notice) for notice in source.notices],
    }


def _said(report: "AddReport", rejected: int) -> str:
    counts = {"added": report.added, "updated": report.updated, "unchanged": report.unchanged, "rejected": rejected}
    return say("library.imported", _LANGUAGE, **counts)


def _print_json(content: object) -> None:
    typer.echo(json_format.dumps(content, ensure_ascii=False, indent=2))
