"""A language model that arrives while the page is open is loaded beside it, once."""

import threading
import time

from ui.wiring import DraftingLater


class Model:
    """Stands for a loaded model."""


def wait_until_ready(later: DraftingLater) -> bool:
    """Ask until it is ready, for at most half a minute."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        if later.ready():
            return True
        time.sleep(0.01)
    return False


def test_nothing_is_loaded_before_the_weights_are_there() -> None:
    loads: list[int] = []
    later = DraftingLater(lambda: False, lambda: loads.append(1))  # type: ignore[func-returns-value]
    assert not later.ready()
    assert loads == []


def test_loading_does_not_hold_up_who_asks_and_happens_once() -> None:
    gate, loads = threading.Event(), []

    def load() -> Model:
        loads.append(1)
        gate.wait(2)
        return Model()

    later = DraftingLater(lambda: True, load)  # type: ignore[arg-type]
    assert not later.ready()
    assert not later.ready()
    gate.set()
    assert wait_until_ready(later)
    assert loads == [1]


def test_weights_that_arrive_later_are_noticed() -> None:
    there: list[bool] = []
    later = DraftingLater(lambda: bool(there), Model)  # type: ignore[arg-type]
    assert not later.ready()
    there.append(True)
    assert wait_until_ready(later)
