"""Identifying strings that survive in an answer's record."""

import json
import re
import unicodedata
from collections.abc import Iterable
from typing import Any

# Parts of addresses and institutions that identify nobody by themselves.
_COMMON_WORDS = """
hopital hospital clinique clinic infirmary centre center children childrens saint sainte rue avenue impasse boulevard
street road lane place chemin eaux little june january february march april july august september october november
december mailbox courriel example
"""
_COMMON = frozenset(_COMMON_WORDS.split())


def leaked(identifiers: Iterable[str], record: dict[str, Any]) -> tuple[str, ...]:
    """The identifiers, or the parts of names, that stand anywhere in a record.

    Case, accents, spaces and punctuation make no difference. A whole identifier is looked for in everything; a single
    name in all but the sources, whose authors and places may bear it by chance.
    """
    everything = _plain(json.dumps(record, ensure_ascii=False))
    own_words = _plain(json.dumps({k: v for k, v in record.items() if k != "sources"}, ensure_ascii=False))
    found: list[str] = []
    for identifier in identifiers:
        plain = _plain(identifier)
        if _stands_in(plain, everything):
            found.append(identifier)
            continue
        names = [w for w in plain.split() if len(w) >= 4 and w.isalpha() and w not in _COMMON]
        found.extend(name for name in names if _stands_in(name, own_words))
    return tuple(dict.fromkeys(found))


def _stands_in(identifier: str, text: str) -> bool:
    if sum(c.isdigit() for c in identifier) >= 6:
        return identifier.replace(" ", "") in text.replace(" ", "")
    return re.search(rf"(?<!\w){re.escape(identifier)}(?!\w)", text) is not None


def _plain(text: str) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return re.sub(r"[^\w]+", " ", bare).strip()
