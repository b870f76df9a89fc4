"""What is printed raised, on a line that has no raised characters.

Written plainly beside a number, an exponent would make another number of it (10⁹ is not 109), and so would the number
of a reference (0.60¹² is not 0.6012).
"""

import re

_RAISED = str.maketrans("0123456789+-−–", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻")
_NUMBERS = re.compile(r"[+−–-]?\d[\d+−–, -]*")
_REFERENCES = re.compile(r"\d{1,3}(?:\s?[,–-]\s?\d{1,3})*,?")
_CITED = re.compile(r"(?:[^\W\d_]{3}|[%)\].,;:!?”’\"])\Z")
_LOOKED_BACK = 3


def raised(before: str, content: str) -> str:
    """What is raised behind a text, as it is written on the line.

    Behind a number it becomes characters that are raised themselves; behind a word or punctuation the number of a
    reference is left out; all else reads well on the line: ``m2``, ``Ca2+``, ``CD8+``, ``18F``.
    """
    said, end = content.strip(), before[-_LOOKED_BACK:]
    if end[-1:].isdecimal() and _NUMBERS.fullmatch(said):
        return said.replace(" ", "").translate(_RAISED)
    if _REFERENCES.fullmatch(said) and _CITED.search(end):
        return ""
    return content
