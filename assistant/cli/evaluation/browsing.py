"""``sourcier eval list``, ``show`` and ``compare``: suites, runs, items, differences."""

import json as json_format
from typing import Annotated

import typer

from assistant.cli.evaluation.options import (
    JsonOption,
    LanguageOption,
    RunsOption,
    SeedOption,
    console,
    folder_of_runs,
    language_of,
    run_record,
)


def list_suites(json: JsonOption = False, lang: LanguageOption = "en") -> None:
    """The suites: what each measures and needs."""
    from corpora.catalogue import say
    from eval.runs.suites import suites_named

    language = language_of(lang)
    suites = suites_named(["all"])
    if json:
        rows = [{"name": s.name, "title": say(s.title, language), "needs": sorted(s.needs)} for s in suites]
        typer.echo(json_format.dumps(rows, ensure_ascii=False, indent=2))
        return
    for suite in suites:
        needs = f"  [{', '.join(sorted(suite.needs))}]" if suite.needs else ""
        typer.echo(f"{suite.name:22}{say(suite.title, language)}{needs}")


def show(
    run: Annotated[str | None, typer.Argument(metavar="RUN", help="A run; without it, the list of runs.")] = None,
    item: Annotated[str | None, typer.Option("--item", help="One item of it, whole, as JSON.")] = None,
    failures: Annotated[bool, typer.Option("--failures", help="List every failing item with its reasons.")] = False,
    json: JsonOption = False,
    lang: LanguageOption = "en",
    out: RunsOption = None,
) -> None:
    """Browse the runs: all of them, one, or one item."""
    from corpora.errors import SourcierError
    from eval.report.terminal import print_failures, print_run, print_runs
    from eval.runs.folder import find_run, list_runs
    from eval.runs.suites import suite_named

    runs = folder_of_runs(out)
    if run is None:
        found = list_runs(runs)
        if json:
            typer.echo(json_format.dumps([run_record(each) for each in found], ensure_ascii=False, indent=2))
        else:
            print_runs(found, console(), language_of(lang))
        return
    shown = find_run(run, runs)
    if item is not None:
        matching = [each for each in shown.items() if each["id"] == item]
        if not matching:
            raise SourcierError("eval.no_item", run=shown.name, item=item)
        typer.echo(json_format.dumps(matching[0], ensure_ascii=False, indent=2))
    elif json:
        typer.echo(json_format.dumps(run_record(shown), ensure_ascii=False, indent=2))
    else:
        print_run(suite_named(shown.suite), shown, console(), language_of(lang))
        if failures:
            print_failures(shown, console())


def compare(
    a: Annotated[str, typer.Argument(metavar="A", help="A run: its name, its last characters, or its folder.")],
    b: Annotated[str, typer.Argument(metavar="B", help="Another run of the same suite.")],
    seed: SeedOption = 0,
    json: JsonOption = False,
    lang: LanguageOption = "en",
    out: RunsOption = None,
) -> None:
    """Compare two runs item by item: paired intervals, McNemar's test, the items that flipped."""
    from eval.report.terminal import print_comparison
    from eval.runs.compare import compare as compared
    from eval.runs.folder import find_run
    from eval.runs.suites import suite_named

    runs = folder_of_runs(out)
    first, second = find_run(a, runs), find_run(b, runs)
    suite = suite_named(first.suite)
    comparison = compared(suite.measures, first, second, seed)
    if json:
        typer.echo(json_format.dumps(comparison.as_record(), ensure_ascii=False, indent=2))
    else:
        print_comparison(suite, comparison, console(), language_of(lang))
