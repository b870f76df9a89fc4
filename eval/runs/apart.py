"""What a second run would not repeat, taken out of an output: so that all else can be the same to the byte."""

from collections.abc import Mapping
from typing import Any

APART = ("timings_ms", "measured")


def taken_apart(output: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, float]]:
    """An output without its times and the like, and those by name.

    A name that comes twice with another value (two answers in one output) is prefixed with the place of the second.
    """
    measured: dict[str, float] = {}
    kept = _kept(output, "", measured)
    return kept, measured


def _kept(value: Any, place: str, measured: dict[str, float]) -> Any:
    if isinstance(value, Mapping):
        kept = {}
        for key, part in value.items():
            if key in APART and isinstance(part, Mapping):
                for name, number in part.items():
                    if number is not None:
                        measured[name if measured.get(name, number) == number else f"{place}{name}"] = number
            else:
                kept[key] = _kept(part, f"{place}{key}.", measured)
        return kept
    if isinstance(value, list | tuple):
        return [_kept(part, f"{place}{i}.", measured) for i, part in enumerate(value)]
    return value
