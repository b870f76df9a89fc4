"""Waiting for an answer, but not for ever."""

from collections.abc import Callable
from queue import Empty, Queue
from threading import Thread
from typing import Generic, TypeVar

T = TypeVar("T")


class Patient(Generic[T]):
    """Runs calls one after another in a thread of its own, so that one that never returns can be given up.

    ``abandoned`` says whether that happened: the thread is then still inside the call, and what it uses must not be
    closed.
    """

    def __init__(self) -> None:
        self._calls: Queue[Callable[[], T] | None] = Queue()
        self._results: Queue[tuple[T | None, Exception | None]] = Queue()
        self._thread = Thread(target=self._serve, name="evaluation", daemon=True)
        self._thread.start()
        self.abandoned = False

    def call(self, function: Callable[[], T], seconds: float) -> T:
        """What ``function`` returns or raises.

        Raises
        ------
        TimeoutError
            If it does not return in time.
        """
        self._calls.put(function)
        try:
            value, error = self._results.get(timeout=seconds)
        except Empty:
            self.abandoned = True
            raise TimeoutError from None
        except KeyboardInterrupt:
            self.abandoned = True
            raise
        if error is not None:
            raise error
        return value  # type: ignore[return-value]

    def close(self) -> None:
        """End the thread, where it still listens."""
        self._calls.put(None)
        if not self.abandoned:
            self._thread.join()

    def _serve(self) -> None:
        while (function := self._calls.get()) is not None:
            try:
                self._results.put((function(), None))
            except Exception as error:  # noqa: BLE001 (raised again where the call was made)
                self._results.put((None, error))
