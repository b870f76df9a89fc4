"""``--help`` of every command is quick, and a question without drafting loads nothing that it does not need."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import typer

from assistant.cli.app import app
from indexes.library import Library

ROOT = Path(__file__).parents[3]
HEAVY = ("torch", "gradio", "llama_index", "transformers", "pandas", "matplotlib", "scipy")
SECONDS = 0.5

_MEASURED = """
import json, resource, sys
{app}
try:
    app(sys.argv[1:])
except SystemExit as end:
    assert not end.code, end.code
used = resource.getrusage(resource.RUSAGE_SELF)
print("\\nMEASURED", json.dumps([used.ru_utime + used.ru_stime, sorted({{name.split(".")[0] for name in sys.modules}})]))
"""
_SOURCIER = _MEASURED.format(app="from assistant.cli.app import app")
_EVERY_HELP = _MEASURED.format(
    app="""
from assistant.cli.app import app as sourcier

def app(arguments):
    for command in json.loads(arguments[0]):
        try:
            sourcier([*command, "--help"])
        except SystemExit as end:
            assert not end.code, command
"""
)
_EMPTY = _MEASURED.format(app="import typer; app = typer.Typer(); app.command()(lambda: None)")


def commands() -> list[tuple[str, ...]]:
    """Every command and group of commands, as it is typed."""
    found: list[tuple[str, ...]] = [()]
    top = typer.main.get_command(app)
    for name, command in sorted(top.commands.items()):  # type: ignore[attr-defined]
        found.append((name,))
        found += [(name, below) for below in sorted(getattr(command, "commands", {}))]
    return found


def _run(program: str, *arguments: str, **environment: str) -> tuple[float, set[str], str]:
    """The processor seconds of a program in a process of its own, the packages it imported, and what it printed."""
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    printed, _, numbers = done.stdout.rpartition("MEASURED ")
    seconds, modules = json.loads(numbers)
    return seconds, set(modules), printed


def test_every_command_is_listed() -> None:
    names = {command[0] for command in commands() if command}
    assert {"ask", "chat", "search", "library", "weights", "ui", "doctor", "version"} <= names


@pytest.fixture
def budget() -> Callable[[], float]:
    """Processor seconds allowed: half a second, or more where a busy machine stretches every second.

    The help of a command line without a command of its own is the yardstick: ours takes about twice as long.
    """
    return lambda: max(SECONDS, 2.2 * _run(_EMPTY, "--help")[0])


@pytest.mark.parametrize("command", [(), ("ask",), ("cohort", "similar")], ids=" ".join)
def test_help_is_quick(command: tuple[str, ...], budget: Callable[[], float]) -> None:
    seconds, _, printed = _run(_SOURCIER, *command, "--help")
    assert "Usage" in printed
    assert seconds < SECONDS or any(_run(_SOURCIER, *command, "--help")[0] < budget() for _ in range(3))


def test_the_help_of_no_command_loads_anything_heavy() -> None:
    _, modules, printed = _run(_EVERY_HELP, json.dumps(commands()))
    assert printed.count("Usage") == len(commands())
    assert not modules.intersection(HEAVY)


def test_a_question_without_drafting_loads_no_framework(starter_library: Library, weights: Path) -> None:
    question = ("ask", "FRESCO trial: fruquintinib, overall survival?", "--no-draft", "--json")
    _, modules, printed = _run(
        _SOURCIER, *question, "--library", str(starter_library.folder), SOURCIER_WEIGHTS=str(weights)
    )
    assert json.loads(printed)["abstained"] is False
    assert not modules.intersection(("torch", "gradio", "llama_index", "transformers", "xllamacpp", "matplotlib"))
