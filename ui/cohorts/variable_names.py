"""Names for variables, made from a file's own column names."""

import re
import unicodedata
from collections.abc import Container

_LONGEST = 50


def variable_name(column: str, taken: Container[str]) -> str:
    """A column's name in lower-case ASCII letters, digits and underscores, unlike those taken."""
    plain = unicodedata.normalize("NFKD", column).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:_LONGEST] or "column"
    if not name[0].isalpha():
        name = f"c_{name}"
    number, unique = 1, name
    while unique in taken:
        number += 1
        unique = f"{name}_{number}"
    return unique
