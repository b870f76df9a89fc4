"""Suites by name."""

from collections.abc import Callable, Mapping, Sequence

from corpora.errors import SourcierError
from eval.runs.joined import JOIN, Joined
from eval.suite import Suite

EVERY = "all"


def all_suites() -> Mapping[str, Callable[[], Suite]]:
    """Every suite of the project, in the order of the tables."""
    from eval.suites import SUITES

    return SUITES


def suite_named(name: str, suites: Mapping[str, Callable[[], Suite]] | None = None) -> Suite:
    """One suite, or several joined by ``+`` (:mod:`eval.runs.joined`).

    Raises
    ------
    SourcierError
        If there is none of this name; the names that there are, are said.
    """
    known = all_suites() if suites is None else suites
    if JOIN in name:
        return Joined([suite_named(part, known) for part in name.split(JOIN)])
    if name not in known:
        raise SourcierError("eval.unknown_suite", name=name, names=", ".join(known))
    return known[name]()


def suites_named(names: Sequence[str]) -> list[Suite]:
    """The suites of several names; ``all`` stands for every one."""
    wanted = list(all_suites()) if EVERY in names else list(dict.fromkeys(names))
    return [suite_named(name) for name in wanted]
