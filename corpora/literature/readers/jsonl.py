"""The documented JSONL: one document a line. docs/jsonl.md lists the fields.

Field names of common public collections are understood as well; fields of no meaning here are left alone.
"""

import ast
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from corpora.literature import identity
from corpora.literature.language import language_code
from corpora.literature.notices import notice_kinds
from corpora.literature.readers.encoding import decoded_lines
from corpora.literature.readers.labels import labelled_parts, marked_parts
from corpora.literature.readers.limits import ReadLimits
from corpora.literature.readers.record import Read, Record, year_in, yielded
from corpora.literature.readers.reflow import unwrapped
from corpora.literature.readers.rejected import WITHOUT_TEXT, Rejected
from corpora.literature.readers.streams import BufferedBounded
from corpora.literature.source import SourceKind

_NAMES = ("id", "_id", "doc_id", "identifier", "docid", "document_id")
_TITLES = ("title", "article_title", "titre")
_TEXTS = ("text", "abstract", "body", "content", "contents", "full_text", "texte", "résumé", "abstract_text")
_DATES = ("year", "published", "date", "publication_date", "pub_date", "annee", "année", "pubdate")
_LANGUAGES = ("language", "lang", "langue")
_JOURNALS = ("journal", "journal_title", "source", "container_title", "venue")
_NOTICES = ("notices", "notice", "retraction_watch", "retraction")
_TYPES = ("publication_types", "publication_type", "pubtypes", "publicationtypes", "article_type")
_ABOUT = ("condition", "setting", "biomarkers", "population", "arms", "primary_endpoints", "secondary_endpoints",
          "trial_name", "n_randomised", "mesh", "keywords")  # fmt: skip
_LITERAL = re.compile(r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*\"""", re.DOTALL)


def read_jsonl(stream: BufferedBounded, origin: str, limits: ReadLimits) -> Iterator[Read]:
    """The documents of a JSONL file; a line that is none is yielded as rejected, by its number."""
    seen = _Seen(origin)
    for number, line in decoded_lines(stream):
        stripped = line.strip("\ufeff\0 \t\r\n")
        if stripped:
            yield from map(partial(seen.once, number), _read_line(stripped, origin, number))


def read_json_records(values: Iterable[object], origin: str) -> Iterator[Read]:
    """Documents that stand in one JSON array, numbered from 1."""
    seen = _Seen(origin)
    for number, value in enumerate(values, start=1):
        yield from map(partial(seen.once, number), _read_value(value, origin, number))


class _Seen:
    """The ids by which a file names its documents, so that one does not take another's place unseen.

    A publication that stands twice under its own identifier is one source, and merged as such later.
    """

    def __init__(self, origin: str) -> None:
        self._origin = origin
        self._first: dict[str, tuple[int, int]] = {}

    def once(self, place: int, item: Read) -> Read:
        """The item, or the rejection of a document whose id another one of the file has."""
        if isinstance(item, Rejected) or not item.id.startswith("file:"):
            return item
        content = hash((item.title, item.text))
        first, known = self._first.setdefault(item.id, (place, content))
        if known == content:
            return item
        name = item.identifiers.get(identity.RECORD, item.id)
        return Rejected(self._origin, place, "readers.id_twice", {"id": name, "first": first})


def _read_line(line: str, origin: str, number: int) -> Iterator[Read]:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        yield Rejected(origin, number, "readers.line_not_json", {"problem": _problem(error)})
        return
    yield from _read_value(value, origin, number)


def _problem(error: ValueError | RecursionError) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg}, {error.colno}"
    return "too deeply nested" if isinstance(error, RecursionError) else "a number of too many digits"


def _read_value(value: object, origin: str, number: int) -> Iterator[Read]:
    if not isinstance(value, dict):
        yield Rejected(origin, number, "readers.line_not_object")
        return
    if "protocolSection" in value:
        from corpora.literature.readers.clinicaltrials import read_study

        yield from read_study(value, origin, number)
        return
    fields = {str(key).strip().lower(): content for key, content in value.items()}
    if not any(_has_text(fields.get(name)) for name in (*_TEXTS, *_TITLES, "sections")):
        yield Rejected(origin, number, WITHOUT_TEXT)
        return
    yield from yielded(_record(fields), origin, number)


def _record(fields: Mapping[str, Any]) -> Record:
    title = _string(_first(fields, _TITLES))
    sections = _sections(fields.get("sections"))
    abstract, text = _prose(fields.get("abstract")), _prose(_first(fields, _TEXTS))
    if sections:
        parts = (*(labelled_parts(abstract) if abstract else ()), *sections)
    elif abstract and (body := _prose(_first(fields, [name for name in _TEXTS if name != "abstract"]))):
        own = marked_parts(body)
        parts = own[1] if own else (("abstract", abstract), ("", unwrapped(body)))
    else:
        own = marked_parts(text)
        title = title or (own[0] if own else "")
        parts = own[1] if own else labelled_parts(unwrapped(text))
    kind = _string(fields.get("kind")).lower().replace(" ", "_").replace("-", "_")
    return Record(
        title=title,
        parts=parts,
        identifiers=_identifiers(fields),
        publication_types=tuple(_strings(_first(fields, _TYPES))),
        kind=SourceKind(kind) if kind in {k.value for k in SourceKind} - {SourceKind.COHORT.value} else None,
        language=language_code(_string(_first(fields, _LANGUAGES))),
        year=year_in(_string(_first(fields, _DATES))),
        journal=_string(_first(fields, _JOURNALS)),
        authors=tuple(_authors(fields.get("authors", fields.get("author")))),
        notices=notice_kinds(";".join(_strings(_first(fields, _NOTICES)))),
        about={name: fields[name] for name in _ABOUT if _is_about(fields.get(name))},
    )


def _identifiers(fields: Mapping[str, Any]) -> dict[str, str]:
    """What the fields say, and what the document's name says by itself where it is an identifier."""
    name = _string(_first(fields, _NAMES))
    named = identity.identifiers_in(name)
    given = {
        identity.DOI: _string(fields.get("doi")),
        identity.PMID: _string(fields.get("pmid", fields.get("pubmed_id"))),
        identity.PMCID: _string(fields.get("pmcid", fields.get("pmc"))),
        identity.NCT: _string(fields.get("nct", fields.get("nct_id"))),
    }
    known = named | identity.normalised(given)
    return known | ({identity.RECORD: name} if name and not named else {})


def _first(fields: Mapping[str, Any], names: Iterable[str]) -> Any:
    """The first field of these names that says something."""
    return next((fields[name] for name in names if fields.get(name) not in (None, "", [], {})), None)


def _string(value: Any) -> str:
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, (str, int, float)):
        return str(value).strip()
    return _string(value[0]) if isinstance(value, list) and value else ""


def _strings(value: Any) -> list[str]:
    if isinstance(value, list):
        return [text for item in value if (text := _string(item))]
    return [text] if (text := _string(value)) else []


def _prose(value: Any) -> str:
    """A text: a string, a list of sentences, or such a list printed as a string, as some exports have it."""
    if isinstance(value, list):
        return " ".join(text for item in value if (text := _string(item)))
    text = _string(value)
    if text.startswith(("['", '["')) and text.endswith(("']", '"]')):
        literals = _LITERAL.findall(text)
        try:
            return " ".join(str(ast.literal_eval(literal)) for literal in literals)
        except (ValueError, SyntaxError):
            return text  # it only looked like a printed list
    return text


def _sections(value: Any) -> tuple[tuple[str, str], ...]:
    """Sections as ``{"name", "text"}`` objects, as ``[name, text]`` pairs, or as an object of texts by name."""
    if isinstance(value, dict):
        return tuple((str(name), _prose(text)) for name, text in value.items() if _prose(text))
    found: list[tuple[str, str]] = []
    for item in value if isinstance(value, list) else ():
        if isinstance(item, dict):
            name = _string(_first(item, ("name", "title", "heading", "label", "section")))
            found.append((name, unwrapped(_prose(_first(item, ("text", "content", "body"))))))
        elif isinstance(item, list) and len(item) == 2:
            found.append((_string(item[0]), _prose(item[1])))
        elif isinstance(item, str):
            found.append(("", item))
    return tuple((name, text) for name, text in found if text)


def _authors(value: Any) -> list[str]:
    names = []
    for item in value if isinstance(value, list) else _string(value).split(";"):
        if isinstance(item, dict):
            family, given = _string(item.get("family", item.get("last"))), _string(item.get("given", item.get("first")))
            names.append(_string(item.get("name")) or f"{family} {given}".strip())
        else:
            names.append(_string(item))
    return [name for name in names if name]


def _has_text(value: Any) -> bool:
    if isinstance(value, str):
        return bool(value.strip())
    if isinstance(value, (list, dict)):
        return bool(_sections(value) or _prose(value))
    return False


def _is_about(value: Any) -> bool:
    if isinstance(value, list):
        return all(isinstance(item, str) for item in value)
    return isinstance(value, (str, int)) and not isinstance(value, bool)
