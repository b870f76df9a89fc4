"""Markdown: headings as sections, markup removed."""

import re
from collections.abc import Iterator

from corpora.literature import identity
from corpora.literature.language import language_code
from corpora.literature.readers.encoding import whole_text
from corpora.literature.readers.headed import Block, headed_parts
from corpora.literature.readers.limits import ReadLimits
from corpora.literature.readers.record import Read, Record, year_in, yielded
from corpora.literature.readers.reflow import joined
from corpora.literature.readers.streams import BufferedBounded

_FRONT = re.compile(r"\A---[ \t]*\n(?P<fields>(?:[\w-]+[ \t]*:.*\n|[ \t]+.*\n|-[ \t].*\n)*)---[ \t]*(?:\n|\Z)")
_FIELD = re.compile(r"^(?P<name>[\w-]+)[ \t]*:[ \t]*(?P<value>.*)$", re.MULTILINE)
_HEADING = re.compile(r"(?P<marks>#{1,6})[ \t]+(?P<text>.+?)[ \t]*#*\Z")
_UNDERLINE = re.compile(r"(?:=+|-+)[ \t]*\Z")
_ITEM = re.compile(r"^[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]+")
_RULE = re.compile(r"[ \t]*(?:[-*_][ \t]*){3,}\Z|[ \t]*\|?[ \t:|-]*-[ \t:|-]*\|[ \t:|-]*\Z")
_MARKUP = (
    (re.compile(r"!\[([^\]]*)\]\([^)]*\)"), r"\1"),
    (re.compile(r"\[([^\]]+)\]\((?:[^()]|\([^()]*\))*\)"), r"\1"),
    (re.compile(r"<(https?://[^>]+)>"), r"\1"),
    (re.compile(r"(?<![\w*])(\*{1,3})(?=\S)(.+?)(?<=\S)\1(?![\w*])"), r"\2"),
    (re.compile(r"(?<!\w)(_{1,3})(?=\S)(.+?)(?<=\S)\1(?!\w)"), r"\2"),
    (re.compile(r"`([^`]+)`"), r"\1"),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!|<>~-])"), r"\1"),
)


def read_markdown(stream: BufferedBounded, origin: str, limits: ReadLimits) -> Iterator[Read]:
    """The document as one source; a front matter of ``name: value`` lines gives its metadata."""
    raw = whole_text(stream, origin, limits.document_bytes)
    text = raw.replace("\r\n", "\n").lstrip("\ufeff")
    front = _FRONT.match(text)
    fields = (
        {m["name"].lower(): m["value"].strip().strip("\"'") for m in _FIELD.finditer(front["fields"])} if front else {}
    )
    title, parts = headed_parts(_blocks(text[front.end() :] if front else text), fields.get("title", ""))
    yield from yielded(
        Record(
            fingerprint=identity.fingerprint(raw.encode()),
            title=title,
            parts=parts,
            identifiers={
                scheme: fields.get(scheme, "") for scheme in (identity.DOI, identity.PMID, identity.PMCID, identity.NCT)
            },
            language=language_code(fields.get("language", fields.get("lang", ""))),
            year=year_in(fields.get("year", fields.get("date", ""))),
            journal=fields.get("journal", ""),
            authors=tuple(
                name
                for name in re.split(r"\s*[;,]\s*", fields.get("authors", fields.get("author", "")).strip("[]"))
                if name
            ),
        ),
        origin,
        1,
    )


def _blocks(text: str) -> Iterator[Block]:
    paragraph: list[str] = []
    fenced = False
    for line in [*text.split("\n"), ""]:
        if line.lstrip().startswith(("```", "~~~")):
            fenced = not fenced
            continue
        stripped = line.strip()
        heading = None if fenced else _HEADING.match(stripped)
        if not fenced and len(paragraph) == 1 and stripped and _UNDERLINE.match(stripped):
            yield (1 if stripped[0] == "=" else 2), _plain(paragraph.pop())
            continue
        breaks = not stripped or heading or fenced or _ITEM.match(line) or stripped.startswith("|") or _RULE.match(line)
        if breaks and paragraph:
            yield 0, _plain(_joined(paragraph))
            paragraph = []
        if heading:
            yield len(heading["marks"]), _plain(heading["text"])
        elif stripped and not _RULE.match(line):
            if stripped.startswith("|"):
                yield 0, _plain(" | ".join(cell.strip() for cell in stripped.strip("|").split("|")))
            else:
                paragraph.append(_ITEM.sub("", stripped.lstrip("> "), count=1) if not fenced else stripped)
    if paragraph:
        yield 0, _plain(_joined(paragraph))


def _joined(lines: list[str]) -> str:
    whole = lines[0]
    for line in lines[1:]:
        whole = joined(whole, line)
    return whole


def _plain(text: str) -> str:
    for pattern, kept in _MARKUP:
        text = pattern.sub(kept, text)
    return text
