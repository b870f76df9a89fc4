"""The secret from which surrogates and date shifts are made."""

import os
import secrets
from pathlib import Path

from corpora.errors import SourcierError

_BYTES = 32


def load_key(path: Path, *, apart_from: Path) -> bytes:
    """The key of a file, made the first time, readable by its owner only.

    Parameters
    ----------
    apart_from
        The folder that holds what was de-identified: whoever has both can undo the surrogates, so the key may lie
        nowhere inside it.

    Raises
    ------
    SourcierError
        If the key lies in that folder, cannot be read or written, or is not a key.
    """
    resolved = path.resolve()
    if resolved.is_relative_to(apart_from.resolve()):
        raise SourcierError("deidentify.key_beside_data", file=path, folder=apart_from)
    try:
        resolved.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(resolved, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _read(resolved)
    except OSError as error:
        raise SourcierError("deidentify.key_unwritable", file=path) from error
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(_BYTES) + "\n")
    return _read(resolved)


def _read(path: Path) -> bytes:
    try:
        key = bytes.fromhex(path.read_text(encoding="ascii").strip())
    except (OSError, ValueError) as error:
        raise SourcierError("deidentify.not_a_key", file=path) from error
    if len(key) != _BYTES:
        raise SourcierError("deidentify.not_a_key", file=path)
    return key
