"""Files into the library, with steps that a page can show while another thread does the work."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from queue import SimpleQueue
from threading import Thread

from corpora.errors import SourcierError
from corpora.literature.readers import Rejected, read
from corpora.literature.source import Source
from indexes.importing import AddReport
from indexes.library import Library
from ui.ports import ImportStep

# A file with many bad records names the first of them; the command line lists them all.
MOST_PROBLEMS_SHOWN = 5


def import_files(
    library: Library, paths: Sequence[Path], prepared: Callable[[Source], Source] = lambda source: source
) -> Iterator[ImportStep]:
    """Import files one after the other; a file that cannot be read does not stop the next.

    Parameters
    ----------
    prepared
        What is done to each source before it is added: editorial notices put on it, for example.
    """
    whole = AddReport()
    for done, path in enumerate(paths):
        yield _step(path, done, len(paths), whole)
        report = AddReport()
        for item in _reports(library, path, prepared):
            if isinstance(item, SourcierError):
                yield _step(path, done, len(paths), _sum(whole, report), item)
            else:
                report = item
                yield _step(path, done, len(paths), _sum(whole, report))
        whole = _sum(whole, report)
        yield _step(path, done + 1, len(paths), whole)


def _reports(library: Library, path: Path, prepared: Callable[[Source], Source]) -> Iterator[AddReport | SourcierError]:
    """What the importing thread says, until it ends; an error that nobody foresaw is raised here."""
    said: SimpleQueue[AddReport | Exception | None] = SimpleQueue()
    shown = 0

    def problem(error: SourcierError) -> None:
        nonlocal shown
        shown += 1
        if shown <= MOST_PROBLEMS_SHOWN:
            said.put(error)

    def rejected(record: Rejected) -> None:
        problem(record.error())

    def work() -> None:
        try:
            report = library.add((prepared(source) for source in read(path, rejected=rejected)), said.put)
            for left_out in report.rejected:
                problem(left_out.error)
            said.put(report)
        except SourcierError as error:
            said.put(error)
        except Exception as error:  # noqa: BLE001 - handed to the thread that waits, which raises it
            said.put(error)
        finally:
            said.put(None)

    Thread(target=work, name=f"import {path.name}", daemon=True).start()
    while (item := said.get()) is not None:
        if isinstance(item, AddReport | SourcierError):
            yield item
        else:
            raise item


def _sum(one: AddReport, other: AddReport) -> AddReport:
    return AddReport(one.added + other.added, one.updated + other.updated, one.unchanged + other.unchanged)


def _step(path: Path, done: int, files: int, report: AddReport, error: SourcierError | None = None) -> ImportStep:
    return ImportStep(path.name, done, files, report.added, report.updated, report.unchanged, error)
