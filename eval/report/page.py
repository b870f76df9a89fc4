"""The report: one HTML page in both languages that needs nothing else, on screen and printed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from corpora.catalogue import LANGUAGES, Language, say
from corpora.errors import SourcierError
from eval.report.sections import Section, section
from eval.runs.folder import Run
from eval.runs.side_by_side import SideBySide, side_by_side
from eval.runs.suites import suite_named
from eval.suite import Suite

# Of the packages' versions the report names those that answer and score; run.json has them all.
_PACKAGES = ("xllamacpp", "onnxruntime", "tantivy", "faiss-cpu", "llama-index-core", "numpy", "scipy", "statsmodels")


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
    provenance: tuple[ProvenanceView, ...]

    def say(self, entry: str) -> str:
        """A text of the report."""
        return say(f"eval_report.{entry}", self.language)


def write_report(
    runs: Sequence[Run], file: Path, language: Language, named: Callable[[str], Suite] = suite_named
) -> None:
    """Write the report of runs.

    Parameters
    ----------
    runs
        Finished. Those of one suite stand side by side, held against the first of them that is the default
        configuration, else the first given.
    language
        In which the page opens.

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
    html = report_html(tables_of(runs, named), language)
    try:
        file.write_text(html, encoding="utf-8")
    except OSError as error:
        raise SourcierError("eval.cannot_write", folder=file.parent, problem=error.strerror) from error


def report_html(tables: Sequence[SideBySide], language: Language) -> str:
    """The page."""
    folder = files("eval.report")
    template = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(
        (folder / "page.html").read_text(encoding="utf-8")
    )
    views = [_view(tables, each) for each in sorted(LANGUAGES, key=lambda code: code != language)]
    css = Markup((folder / "page.css").read_text(encoding="utf-8"))
    return template.render(first=language, views=views, css=css)


def tables_of(runs: Sequence[Run], named: Callable[[str], Suite]) -> list[SideBySide]:
    """Runs by suite, in the order in which suites first appear."""
    by_suite: dict[str, list[Run]] = {}
    for run in runs:
        by_suite.setdefault(run.suite, []).append(run)
    return [
        side_by_side(named(name), sorted(found, key=lambda run: run.configuration != "default"))
        for name, found in by_suite.items()
    ]


def _view(tables: Sequence[SideBySide], language: Language) -> PageView:
    return PageView(
        language,
        tuple(section(table, language) for table in tables),
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
