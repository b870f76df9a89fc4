"""The energy that something took, and how that was measured.

Three ways, the first that works: the processor's own counters (RAPL, which count everything that runs on it),
codecarbon (which estimates from the processor's rated power where it finds no counters), none. Whatever the way, its
name stands beside the number; a figure without a counter is an estimate.
"""

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

POWERCAP = Path("/sys/class/powercap")

Stop = Callable[[], float | None]


def energy_method(powercap: Path = POWERCAP) -> str:
    """``"rapl"``, ``"codecarbon"`` or ``"none"``: what :func:`metered` would use here."""
    if _counters(powercap):
        return "rapl"
    return "codecarbon" if find_spec("codecarbon") else "none"


def metered(method: str, powercap: Path = POWERCAP) -> Stop:
    """Begin to measure; the function that comes back ends it and gives watt-hours, ``None`` where nothing is known."""
    if method == "rapl":
        return _rapl(powercap)
    return _codecarbon() if method == "codecarbon" else lambda: None


def _rapl(powercap: Path) -> Stop:
    counters = _counters(powercap)
    before = [_read(counter / "energy_uj") for counter in counters]

    def stop() -> float:
        spent = 0
        for counter, start in zip(counters, before, strict=True):
            used = _read(counter / "energy_uj") - start
            # A counter begins anew at its maximum.
            spent += used if used >= 0 else used + _read(counter / "max_energy_range_uj")
        return spent / 3.6e9

    return stop


def _codecarbon() -> Stop:
    tracker = import_module("codecarbon").OfflineEmissionsTracker(
        country_iso_code="FRA",
        save_to_file=False,
        save_to_api=False,
        tracking_mode="process",
        allow_multiple_runs=True,
        log_level="critical",
    )
    tracker.start()

    def stop() -> float:
        tracker.stop()
        return 1000 * float(tracker.final_emissions_data.energy_consumed)

    return stop


def _counters(powercap: Path) -> list[Path]:
    """The counters of whole processor packages that may be read."""
    found = []
    for folder in sorted(powercap.glob("intel-rapl:*")):
        if folder.name.count(":") == 1:
            try:
                _read(folder / "energy_uj")
            except (OSError, ValueError):
                continue  # Only the administrator may read it, on most systems: then it is no way to measure.
            found.append(folder)
    return found


def _read(file: Path) -> int:
    return int(file.read_text())
