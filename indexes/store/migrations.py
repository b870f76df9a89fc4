"""The numbered changes that bring a library of any age to the present schema."""

import sqlite3

from corpora.errors import SourcierError

# Passage keys are never reused (AUTOINCREMENT), so the highest key that a derived index holds is its watermark.
_FIRST = """
CREATE TABLE manifest (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE sources (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    language TEXT NOT NULL,
    year INTEGER NOT NULL,
    randomised INTEGER,
    retracted INTEGER NOT NULL,
    origin TEXT NOT NULL,
    details TEXT NOT NULL,
    text TEXT NOT NULL
);
CREATE TABLE aliases (
    alias TEXT PRIMARY KEY,
    source_key INTEGER NOT NULL REFERENCES sources(key) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX aliases_by_source ON aliases(source_key);
CREATE TABLE versions (
    content_hash BLOB NOT NULL,
    source_key INTEGER NOT NULL REFERENCES sources(key) ON DELETE CASCADE,
    PRIMARY KEY (content_hash, source_key)
) WITHOUT ROWID;
CREATE INDEX versions_by_source ON versions(source_key);
CREATE TABLE passages (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    source_key INTEGER NOT NULL REFERENCES sources(key) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    section TEXT NOT NULL,
    page INTEGER NOT NULL,
    text_hash BLOB NOT NULL,
    UNIQUE (source_key, ordinal)
);
CREATE TABLE embeddings (
    passage_key INTEGER PRIMARY KEY REFERENCES passages(key) ON DELETE CASCADE,
    vector BLOB NOT NULL
);
CREATE TABLE staged_embeddings (
    passage_key INTEGER PRIMARY KEY REFERENCES passages(key) ON DELETE CASCADE,
    vector BLOB NOT NULL
);
CREATE TABLE removed_passages (passage_key INTEGER PRIMARY KEY);
CREATE TRIGGER passage_removed AFTER DELETE ON passages
BEGIN INSERT INTO removed_passages (passage_key) VALUES (old.key); END;
"""

_TRIAL_NAMES = """
ALTER TABLE sources ADD COLUMN trial_name TEXT NOT NULL DEFAULT '';
UPDATE sources SET trial_name = coalesce(json_extract(details, '$.about.trial_name'), '');
CREATE INDEX trial_names ON sources(trial_name) WHERE trial_name != '';
"""

# Each import names itself here. An index that follows an import which the store does not know belongs to another copy.
_IMPORTS = "CREATE TABLE imports (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);"

MIGRATIONS: tuple[str, ...] = (_FIRST, _TRIAL_NAMES, _IMPORTS)
"""SQL scripts in order; the schema's version is how many were applied. Only ever append."""


def migrate(connection: sqlite3.Connection) -> None:
    """Apply the migrations that this library lacks, each in one transaction.

    Raises
    ------
    SourcierError
        If the library was written by a newer version (``library.newer_schema``).
    """
    refuse_newer(connection)
    for number in range(schema_version(connection), len(MIGRATIONS)):
        connection.executescript(f"BEGIN IMMEDIATE; {MIGRATIONS[number]} PRAGMA user_version = {number + 1}; COMMIT;")


def refuse_newer(connection: sqlite3.Connection) -> None:
    """Raise ``library.newer_schema`` if the library was written by a newer version of this program."""
    version = schema_version(connection)
    if version > len(MIGRATIONS):
        raise SourcierError("library.newer_schema", found=version, known=len(MIGRATIONS))


def refuse_older(connection: sqlite3.Connection) -> None:
    """Raise ``library.older_schema`` if the library lacks migrations, which reading alone cannot apply."""
    version = schema_version(connection)
    if version < len(MIGRATIONS):
        raise SourcierError("library.older_schema", found=version, known=len(MIGRATIONS))


def schema_version(connection: sqlite3.Connection) -> int:
    """How many migrations the library has seen; 0 for an empty file."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])
