"""The archive's file: one SQLite database in WAL mode, strict tables with foreign keys, its schema's version in user_version.

document   what was read under one name: a text page, or one record of a list or feed; `document_key` says how it is known again
reading    one state of a document; an unchanged document is not read twice
line       every line ever read, with its first and last reading; a line that left its page stays
annotation what extract found in a line (JSON, graph.archive_codec), with the version of model and rules
clue, candidate     what linking needs of each actor and event mention (graph.archive_link)
actor, actor_mention, alias, event, event_mention, party, cause     what linking made of them
correction what the user set right
search     pairs of characters of every line, for full-text search
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

VERSION = 1
APPLICATION = 0x6E656E70  # "nenp", so that `file` and we know an archive
WAIT_MS = 400  # for a writer, before the user is told that somebody else writes
PATIENCE = 1500  # such waits before giving up: ten minutes

_TABLES = """
CREATE TABLE setting(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE document(
  id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, stem TEXT NOT NULL UNIQUE, origin TEXT NOT NULL,
  records INTEGER NOT NULL CHECK (records IN (0, 1))) STRICT;
CREATE INDEX document_origin ON document(origin);
CREATE TABLE document_key(key TEXT PRIMARY KEY, document INTEGER NOT NULL REFERENCES document) STRICT, WITHOUT ROWID;
CREATE TABLE reading(
  id INTEGER PRIMARY KEY, document INTEGER NOT NULL REFERENCES document, hash TEXT NOT NULL, read_at TEXT) STRICT;
CREATE INDEX reading_document ON reading(document, id);
CREATE INDEX reading_hash ON reading(hash);
CREATE TABLE line(
  id INTEGER PRIMARY KEY, document INTEGER NOT NULL REFERENCES document, number INTEGER NOT NULL, position INTEGER NOT NULL,
  text TEXT NOT NULL, kind TEXT NOT NULL, of INTEGER REFERENCES line, published TEXT, title TEXT, url TEXT, source TEXT,
  record TEXT, first_reading INTEGER NOT NULL REFERENCES reading, last_reading INTEGER NOT NULL REFERENCES reading,
  UNIQUE (document, number)) STRICT;
CREATE INDEX line_last ON line(document, last_reading);
CREATE TABLE annotation(line INTEGER PRIMARY KEY REFERENCES line, version TEXT NOT NULL, found TEXT NOT NULL) STRICT;
CREATE INDEX annotation_version ON annotation(version);
CREATE TABLE pending(line INTEGER PRIMARY KEY REFERENCES line) STRICT;
CREATE VIRTUAL TABLE search USING fts5(pairs, content = '', tokenize = "unicode61 remove_diacritics 0", prefix = '1');
CREATE TABLE actor(
  id TEXT PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, country TEXT, surfaces TEXT NOT NULL, mentions INTEGER NOT NULL,
  corrected TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX actor_country ON actor(country);
CREATE TABLE actor_mention(
  line INTEGER NOT NULL REFERENCES line, start_char INTEGER NOT NULL, actor TEXT NOT NULL REFERENCES actor,
  PRIMARY KEY (line, start_char)) STRICT, WITHOUT ROWID;
CREATE INDEX actor_mention_actor ON actor_mention(actor);
CREATE TABLE alias(surface TEXT NOT NULL, actor TEXT NOT NULL REFERENCES actor, PRIMARY KEY (surface, actor)) STRICT, WITHOUT ROWID;
CREATE INDEX alias_actor ON alias(actor);
CREATE TABLE event(
  id TEXT PRIMARY KEY, label TEXT NOT NULL, type TEXT NOT NULL, status TEXT NOT NULL, first TEXT, last TEXT, published TEXT,
  told TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX event_first ON event(first);
CREATE TABLE event_mention(
  line INTEGER NOT NULL REFERENCES line, start_char INTEGER NOT NULL, event TEXT NOT NULL REFERENCES event, told TEXT NOT NULL,
  PRIMARY KEY (line, start_char)) STRICT, WITHOUT ROWID;
CREATE INDEX event_mention_event ON event_mention(event);
CREATE TABLE cause(
  cause_line INTEGER NOT NULL REFERENCES line, cause_start INTEGER NOT NULL, line INTEGER NOT NULL REFERENCES line,
  start_char INTEGER NOT NULL, PRIMARY KEY (cause_line, cause_start, line, start_char)) STRICT, WITHOUT ROWID;
CREATE INDEX cause_consequence ON cause(line, start_char);
CREATE TABLE party(
  party TEXT NOT NULL, event TEXT NOT NULL REFERENCES event, role TEXT NOT NULL, first TEXT, last TEXT,
  PRIMARY KEY (party, event, role)) STRICT, WITHOUT ROWID;
CREATE INDEX party_event ON party(event);
CREATE TABLE correction(
  id INTEGER PRIMARY KEY, action TEXT NOT NULL, subject TEXT NOT NULL, value TEXT NOT NULL, note TEXT NOT NULL,
  made_at TEXT) STRICT;
"""

MIGRATIONS: dict[int, Callable[[sqlite3.Connection], None]] = {}
"""From a version to the next; each runs within the transaction that raises user_version."""


class ArchiveError(Exception):
    """An archive that cannot be used: file, what is wrong, and the cure, in one line."""


def is_archive(path: Path) -> bool:
    """Whether the file is an archive of nenpyo, by its first bytes."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        head = file.read(72)
    return head.startswith(b"SQLite format 3\0") and head[68:72] == APPLICATION.to_bytes(4, "big")


def connect(path: Path, *, create: bool = False, write: bool = True) -> sqlite3.Connection:
    """An open archive of this version, made when `create` and not there yet. Raises ArchiveError."""
    if not path.exists() and not create:
        raise ArchiveError(f"{path}: no such archive; make one with nenpyo add {path} PATH…")
    if path.is_dir():
        raise ArchiveError(f"{path}: is a folder; name a file for the archive")
    with told(path):
        connection = _open(path, write)
        try:
            _prepare(connection, path, create)
        except BaseException:
            connection.close()
            raise
    return connection


def _open(path: Path, write: bool) -> sqlite3.Connection:
    uri = f"{path.resolve().as_uri()}?mode={'rwc' if write else 'ro'}"
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=WAIT_MS / 1000)
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def _prepare(connection: sqlite3.Connection, path: Path, create: bool) -> None:
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    application = int(connection.execute("PRAGMA application_id").fetchone()[0])
    empty = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
    if empty and version == 0 and create:
        _make(connection)
    elif application != APPLICATION:
        raise ArchiveError(f"{path}: no archive of nenpyo; name another file")
    elif version > VERSION:
        raise ArchiveError(
            f"{path}: made by a newer nenpyo (schema {version}, this one knows {VERSION}); install the newer version"
        )
    elif version < VERSION:
        _migrate(connection, version)


def _make(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    with transaction(connection):
        if connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0:  # nobody else made it meanwhile
            for statement in _TABLES.split(";\n"):
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {APPLICATION}")
            connection.execute(f"PRAGMA user_version = {VERSION}")


def _migrate(connection: sqlite3.Connection, version: int) -> None:
    with transaction(connection):
        for step in range(version, VERSION):
            MIGRATIONS[step](connection)
        connection.execute(f"PRAGMA user_version = {VERSION}")


@contextmanager
def transaction(connection: sqlite3.Connection, on_wait: Callable[[], None] = lambda: None) -> Iterator[None]:
    """All or nothing, the only writer; `on_wait` is told once when another writer must be waited for."""
    _begin(connection, on_wait)
    try:
        yield
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _begin(connection: sqlite3.Connection, on_wait: Callable[[], None]) -> None:
    for attempt in range(PATIENCE):
        try:
            connection.execute("BEGIN IMMEDIATE")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or attempt == PATIENCE - 1:
                raise
            if attempt == 0:
                on_wait()


_CURES = {
    sqlite3.SQLITE_BUSY: "another program has been writing to it all the time; end it and try again",
    sqlite3.SQLITE_FULL: "the disk is full; free some space there and run the same command again, nothing is lost",
    sqlite3.SQLITE_IOERR: "the disk cannot be read or written; check it, and restore the archive from a dump where it is damaged",
    sqlite3.SQLITE_READONLY: "cannot be written; mend its permissions or those of its folder",
    sqlite3.SQLITE_CANTOPEN: "cannot be opened; mend its permissions or those of its folder",
    sqlite3.SQLITE_PERM: "cannot be opened; mend its permissions or those of its folder",
    sqlite3.SQLITE_NOTADB: "no archive of nenpyo, or a damaged one; name another file or restore it from a dump",
    sqlite3.SQLITE_CORRUPT: "damaged; restore it from a dump (nenpyo load) or recover it with sqlite3's .recover",
}


@contextmanager
def told(path: Path) -> Iterator[None]:
    """SQLite's errors as one line with file and cure."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        raise ArchiveError(f"{path}: {_CURES.get(code, f'{error}; check it with nenpyo check')}") from error
