"""A mapping as the text of its file: what a data manager reads and corrects."""

from pydantic import BaseModel

from corpora.cohorts.tables.mapping import FileMapping, Mapping


def mapping_text(mapping: Mapping, comments: tuple[str, ...] = ()) -> str:
    """TOML that :func:`corpora.cohorts.tables.mapping.read_mapping` reads back as the same mapping.

    Parameters
    ----------
    comments
        Lines for the head of the file.
    """
    parts = ["\n".join(f"# {line}" for line in comments)] if comments else []
    head: dict[str, object] = {}
    if mapping.max_rejects != Mapping.model_fields["max_rejects"].default:
        head["max_rejects"] = mapping.max_rejects
    if mapping.notes:
        head["notes"] = list(mapping.notes)
    if head:
        parts.append(_lines(head))
    parts.append(f"[cohort]\n{_lines(_set(mapping.cohort))}")
    if mapping.file != FileMapping():
        parts.append(f"[file]\n{_lines(_set(mapping.file))}")
    for table, entries in (("files", mapping.files), ("variables", mapping.variables), ("outcomes", mapping.outcomes)):
        parts += [f"[{table}.{name}]\n{_lines(_set(entry))}" for name, entry in entries.items()]
    parts += [f"[[lines]]\n{_lines(_set(line))}" for line in mapping.lines]
    return "\n\n".join(parts) + "\n"


def _set(part: BaseModel) -> dict[str, object]:
    """What differs from the default."""
    found: dict[str, object] = part.model_dump(mode="json", exclude_defaults=True)
    return found


def _lines(entries: dict[str, object]) -> str:
    return "\n".join(f"{_key(name)} = {_value(value, 0)}" for name, value in entries.items())


def _value(value: object, depth: int) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return repr(value)
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{_key(name)} = {_value(each, depth + 1)}" for name, each in value.items()) + " }"
    if isinstance(value, (list, tuple)):
        if len(value) == 1 and isinstance(value[0], str):
            return _value(value[0], depth)
        if value and isinstance(value[0], dict) and depth == 0:
            return "[\n" + "".join(f"  {_value(each, depth + 1)},\n" for each in value) + "]"
        return "[" + ", ".join(_value(each, depth + 1) for each in value) + "]"
    return _quoted(str(value))


def _key(name: str) -> str:
    return name if name and all(c.isascii() and (c.isalnum() or c in "_-") for c in name) else _quoted(name)


def _quoted(text: str) -> str:
    escapes = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
    return '"' + "".join(escapes.get(c, f"\\u{ord(c):04x}" if ord(c) < 32 or ord(c) == 127 else c) for c in text) + '"'
