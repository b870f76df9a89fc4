"""The report: one HTML page in both languages that needs nothing else, on screen and printed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from corpora.catalogue import LANGUAGES, Language, say
from corpora.errors import SourcierError
from eval.equity.report import EquityTable
from eval.report.equity import EquityView, equity_view
from eval.report.sections import Section, section
from eval.runs.folder import Run
from eval.runs.side_by_side import SideBySide, side_by_side
from eval.runs.suites import suite_named
from eval.suite import Suite

# Of the packages' versions the report names those that answer and score; run.json has them all.
_PACKAGES = ("xllamacpp", "onnxruntime", "tantivy", "faiss-cpu", "llama-index-core", "numpy", "scipy", "statsmodels")


EquityTables = Mapping[Language, Sequence[EquityTable]]


@dataclass(frozen=True)
class ProvenanceView:
    """How a run came about: names and values."""

    name: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class PageView:
    """The report in one language."""

    language: Language
    sections: tuple[Section, ...]
    equity: EquityView | None
    provenance: tuple[ProvenanceView, ...]

    def say(self, entry: str) -> str:
        """A text of the report."""
        return say(entry if "." in entry else f"eval_report.{entry}", self.language)


def write_report(
    runs: Sequence[Run],
    file: Path,
    language: Language,
    named: Callable[[str], Suite] = suite_named,
    equity: Callable[[Sequence[Run]], EquityTables] = lambda runs: {},
) -> None:
    """Write the report of runs.

    Parameters
    ----------
    runs
        Finished. Those of one suite on the same items stand side by side, held against the first of them that is
        the default configuration, else the first given.
    language
        In which the page opens.
    equity
        The equity report on runs, in each language; it is given the first run of each suite.

    Raises
    ------
    SourcierError
        If there is no run, one is not finished, or the file cannot be written.
    """
    if not runs:
        raise SourcierError("eval.nothing_to_report")
    for run in runs:
        if not run.finished:
            raise SourcierError("eval.not_finished", run=run.name)
    tables = tables_of(runs, named)
    html = report_html(tables, language, equity([table.runs[0] for table in tables]))
    try:
        file.write_text(html, encoding="utf-8")
    except OSError as error:
        raise SourcierError("eval.cannot_write", folder=file.parent, problem=error.strerror) from error


def report_html(tables: Sequence[SideBySide], language: Language, equity: EquityTables) -> str:
    """The page."""
    folder = files("eval.report")
    template = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(
        (folder / "page.html").read_text(encoding="utf-8")
    )
    views = [_view(tables, equity.get(each, ()), each) for each in sorted(LANGUAGES, key=lambda code: code != language)]
    css = Markup((folder / "page.css").read_text(encoding="utf-8"))
    return template.render(first=language, views=views, css=css)


def tables_of(runs: Sequence[Run], named: Callable[[str], Suite]) -> list[SideBySide]:
    """Runs of one suite on the same items side by side, in the order in which they first appear."""
    alike: dict[tuple[Any, ...], list[Run]] = {}
    for run in runs:
        about = run.about
        drawn = None if about["items"] == about["items_in_data"] else (about["limit"], about["seed"])
        alike.setdefault((run.suite, about["data"]["sha256"], drawn), []).append(run)
    return [
        side_by_side(named(found[0].suite), sorted(found, key=lambda run: run.configuration != "default"))
        for found in alike.values()
    ]


def _view(tables: Sequence[SideBySide], equity: Sequence[EquityTable], language: Language) -> PageView:
    return PageView(
        language,
        tuple(section(table, language) for table in tables),
        equity_view(equity, language),
        tuple(ProvenanceView(run.name, facts_of(run, language)) for table in tables for run in table.runs),
    )


def facts_of(run: Run, language: Language) -> tuple[tuple[str, str], ...]:
    """How a run came about: names and values, in a language."""
    about = run.about
    facts: list[tuple[str, Any]] = [
        ("configuration", about["configuration"]),
        ("system", about["system"]),
        ("data", about["data"]),
        ("code", about["code"]),
        ("seed", about["seed"]),
        ("machine", about["machine"]),
        ("packages", {name: about["packages"][name] for name in _PACKAGES if name in about["packages"]}),
        ("finished", run.times().get("finished", "")),
    ]
    return tuple((say(f"eval_report.fact_{name}", language), _plain(value)) for name, value in facts)


def _plain(value: Any) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{key} {_plain(part)}" for key, part in value.items() if part not in (None, "", {}))
    return str(value)
