"""The archive's file: one SQLite database in WAL mode, strict tables with foreign keys, its schema's version in user_version.

document   what was read under one name: a text page, or one record of a list or feed; `document_key` says how it is known again
reading    one state of a document; an unchanged document is not read twice
line       every line ever read, with its first and last reading; a line that left its page stays
annotation what extract found in a line (JSON, graph.archive_codec), with the version of model and rules
local_actor, local_key, actor_mention     who each document's mentions are, by what others find them, and where they stand
actor, alias, actor_id     who these are over documents; an id stays with the mention that was read first
candidate, pair, cause     what linking needs of each event mention, and how probably two are one event
event, event_id, party     the events, the mentions that gave them ids, and who takes part
correction what the user set right
search     pairs of characters of every line, for full-text search
"""

from __future__ import annotations

import os
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
CREATE TABLE pending(document INTEGER PRIMARY KEY REFERENCES document) STRICT;
CREATE VIRTUAL TABLE search USING fts5(pairs, content = '', tokenize = "unicode61 remove_diacritics 0", prefix = '1');
CREATE TABLE actor(
  id TEXT PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, country TEXT, surfaces TEXT NOT NULL, mentions INTEGER NOT NULL,
  corrected TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX actor_country ON actor(country);
CREATE TABLE alias(surface TEXT NOT NULL, actor TEXT NOT NULL REFERENCES actor, PRIMARY KEY (surface, actor)) STRICT, WITHOUT ROWID;
CREATE INDEX alias_actor ON alias(actor);
CREATE TABLE local_actor(
  id INTEGER PRIMARY KEY, document INTEGER NOT NULL REFERENCES document, told TEXT NOT NULL, grp TEXT,
  actor TEXT REFERENCES actor) STRICT;
CREATE INDEX local_actor_document ON local_actor(document);
CREATE INDEX local_actor_grp ON local_actor(grp);
CREATE INDEX local_actor_actor ON local_actor(actor);
CREATE TABLE local_key(
  key TEXT NOT NULL, local INTEGER NOT NULL REFERENCES local_actor, PRIMARY KEY (key, local)) STRICT, WITHOUT ROWID;
CREATE INDEX local_key_local ON local_key(local);
CREATE TABLE actor_mention(
  line INTEGER NOT NULL REFERENCES line, start_char INTEGER NOT NULL, local INTEGER NOT NULL REFERENCES local_actor,
  PRIMARY KEY (line, start_char)) STRICT, WITHOUT ROWID;
CREATE INDEX actor_mention_local ON actor_mention(local);
CREATE TABLE actor_id(
  id TEXT PRIMARY KEY, line INTEGER NOT NULL REFERENCES line, start_char INTEGER NOT NULL,
  UNIQUE (line, start_char)) STRICT, WITHOUT ROWID;
CREATE TABLE event(
  id TEXT PRIMARY KEY, label TEXT NOT NULL, type TEXT NOT NULL, status TEXT NOT NULL, first TEXT, last TEXT, published TEXT,
  told TEXT NOT NULL, rejected INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX event_first ON event(first, last);
CREATE INDEX event_last ON event(last, first);
CREATE TABLE event_id(
  line INTEGER NOT NULL REFERENCES line, start_char INTEGER NOT NULL, PRIMARY KEY (line, start_char)) STRICT, WITHOUT ROWID;
CREATE TABLE candidate(
  id INTEGER PRIMARY KEY, line INTEGER NOT NULL REFERENCES line, start_char INTEGER NOT NULL, page TEXT NOT NULL, published INTEGER,
  begins TEXT, ends TEXT, told TEXT NOT NULL, roles TEXT NOT NULL, component INTEGER,
  event TEXT REFERENCES event, dated TEXT,
  UNIQUE (line, start_char)) STRICT;
CREATE INDEX candidate_page ON candidate(page);
CREATE INDEX candidate_published ON candidate(published);
CREATE INDEX candidate_time ON candidate(begins, ends) WHERE begins IS NOT NULL OR ends IS NOT NULL;
CREATE INDEX candidate_component ON candidate(component);
CREATE INDEX candidate_event ON candidate(event);
CREATE TABLE pair(
  a INTEGER NOT NULL REFERENCES candidate, b INTEGER NOT NULL REFERENCES candidate, probability REAL NOT NULL,
  PRIMARY KEY (a, b)) STRICT, WITHOUT ROWID;
CREATE INDEX pair_b ON pair(b);
CREATE TABLE shift(
  line INTEGER NOT NULL REFERENCES line, start_char INTEGER NOT NULL, now INTEGER NOT NULL,
  PRIMARY KEY (line, start_char)) STRICT, WITHOUT ROWID;
CREATE TABLE unsettled(event TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE TABLE cause(
  line INTEGER NOT NULL REFERENCES line, cause_start INTEGER NOT NULL, start_char INTEGER NOT NULL,
  PRIMARY KEY (line, cause_start, start_char)) STRICT, WITHOUT ROWID;
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
            if _is_old(connection) and not write:
                connect(path).close()  # one that only asks has it brought up to date too
            _prepare(connection, path, create)
        except BaseException:
            connection.close()
            raise
    return connection


def _is_old(connection: sqlite3.Connection) -> bool:
    application, version = (connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version"))
    return bool(application == APPLICATION and version < VERSION)


def _open(path: Path, write: bool) -> sqlite3.Connection:
    mode = "rwc" if write else "ro&immutable=1" if _is_still(path) else "ro"
    uri = f"{path.resolve().as_uri()}?mode={mode}"
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=WAIT_MS / 1000)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")  # what was told to be kept outlives a power cut
    return connection


def _is_still(path: Path) -> bool:
    """Whether nobody can be writing: in a folder that cannot be written SQLite could not make the files that it reads by."""
    return not os.access(path.resolve().parent, os.W_OK) and not path.with_name(f"{path.name}-wal").exists()


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
    _patiently(connection, "PRAGMA journal_mode = WAL", lambda: None)
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
    _patiently(connection, "BEGIN IMMEDIATE", on_wait)
    try:
        yield
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _patiently(connection: sqlite3.Connection, statement: str, on_wait: Callable[[], None]) -> None:
    """Carry out what only one writer at a time may do."""
    for attempt in range(PATIENCE):
        try:
            connection.execute(statement)
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or attempt == PATIENCE - 1:
                raise
            if attempt == 0:
                on_wait()


@contextmanager
def snapshot(connection: sqlite3.Connection) -> Iterator[None]:
    """Everything asked within is of one moment, whatever a writer does meanwhile."""
    if connection.in_transaction:
        yield
        return
    connection.execute("BEGIN")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")


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
