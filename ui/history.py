"""Conversations on disk, one file each, in a folder of the browser that began them."""

import hashlib
import re
import secrets
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from corpora.errors import SourcierError
from ui.turn import Conversation, Turn

_ID = re.compile(r"[0-9a-f]{32}")
_CONVERSATION: TypeAdapter[Conversation] = TypeAdapter(Conversation)


class History:
    """Conversations that outlast the page. What identifies a patient was redacted before it comes here.

    An owner is a random key of 32 hexadecimal digits that a browser keeps: who has another key sees other
    conversations.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def begin(self) -> Conversation:
        """A new conversation; it is on disk from its first turn."""
        return Conversation(secrets.token_hex(16))

    def list(self, owner: str) -> list[Conversation]:
        """An owner's conversations, the latest first; a file that another version wrote is left alone."""
        found = (self.load(owner, path.stem) for path in self._of(owner).glob("*.json"))
        return sorted((c for c in found if c is not None), key=lambda c: c.updated, reverse=True)

    def load(self, owner: str, conversation_id: str) -> Conversation | None:
        """A conversation, or ``None`` where there is none that this version can read."""
        if not _ID.fullmatch(conversation_id):
            return None
        path = self._of(owner) / f"{conversation_id}.json"
        try:
            return _CONVERSATION.validate_json(path.read_bytes())
        except (FileNotFoundError, ValidationError):
            return None

    def save(self, owner: str, conversation: Conversation, turn: Turn) -> Conversation:
        """Append a turn, whole or not at all."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        longer = replace(conversation, turns=(*conversation.turns, turn), updated=now)
        folder = self._of(owner)
        path = folder / f"{longer.id}.json"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            written = path.with_suffix(".partial")
            written.write_bytes(_CONVERSATION.dump_json(longer))
            written.replace(path)
        except OSError as error:
            raise SourcierError("ui.history_unwritable", folder=folder.name, problem=error.strerror) from error
        return longer

    def delete(self, owner: str, conversation_id: str) -> None:
        """Forget a conversation."""
        if _ID.fullmatch(conversation_id):
            (self._of(owner) / f"{conversation_id}.json").unlink(missing_ok=True)

    def _of(self, owner: str) -> Path:
        if not _ID.fullmatch(owner):
            raise SourcierError("ui.owner_invalid")
        return self._folder / hashlib.sha256(owner.encode()).hexdigest()[:32]
