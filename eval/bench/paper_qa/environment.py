"""The environment that paper-qa runs in: ``python -m eval.bench.paper_qa.environment`` makes it (minutes, 360 MB).

It lies inside the project's own, so that ``make clean`` removes it. Where no package index is reached, that is said in
one line and is no failure: the bench then goes on without paper-qa.
"""

import subprocess
import sys
from importlib.resources import files
from pathlib import Path
from venv import EnvBuilder

_WHOLE = "installed"


def interpreter(folder: Path | None = None) -> Path | None:
    """The Python that has paper-qa; ``None`` where it is not installed, or its installation was cut off."""
    folder = folder or _folder()
    return _python(folder) if _requirements() == _installed(folder) else None


def install(folder: Path | None = None) -> str:
    """Make the environment if it is not there or not up to date.

    Returns
    -------
    str
        Why it could not be made, in pip's words; empty where it stands.
    """
    folder = folder or _folder()
    if interpreter(folder):
        return ""
    try:
        EnvBuilder(with_pip=True, clear=True).create(folder)
    except (OSError, subprocess.CalledProcessError) as error:
        return str(error)
    command = [str(_python(folder)), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r"]
    listed = str(files("eval.bench.paper_qa") / "requirements.txt")
    done = subprocess.run([*command, listed], stderr=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        return (done.stderr.strip().splitlines() or [f"pip ended with {done.returncode}"])[-1]
    (folder / _WHOLE).write_text(_requirements(), encoding="utf-8")
    return ""


def _folder() -> Path:
    return Path(sys.prefix) / "paper-qa"


def _python(folder: Path) -> Path:
    return folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def _requirements() -> str:
    return (files("eval.bench.paper_qa") / "requirements.txt").read_text(encoding="utf-8")


def _installed(folder: Path) -> str:
    mark = folder / _WHOLE
    return mark.read_text(encoding="utf-8") if mark.is_file() else ""


if __name__ == "__main__":
    why = install()
    print(f"paper-qa could not be installed, the bench goes on without it: {why}" if why else "paper-qa is installed")
