"""Turns what a database driver raises into one plain sentence, free of SQL and of values."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from bot.errors import BedsideError, LogUnavailable

BUSY = "The database is busy: another process holds it. Nothing was kept; please try again."
CROWDED = "The database cannot keep up at the moment. Nothing was kept; please try again."
FULL = "The disk of the database is full. Nothing was kept; free some space and try again."
READ_ONLY = "The database is read-only. Nothing was kept; check who may write to it."
CORRUPT = "The database file is damaged. Restore it from a backup, then verify the log."
NOT_OPEN = "The database cannot be opened. Check that DATABASE_URL is right and that it may be read."
NO_TABLES = "The database has no decision log yet. Start Bedside once, or run its migrations."
GONE = "The database server cannot be reached. Nothing was kept; please try again."
REFUSED = "The database refused to change the decision log: it is append-only."
OTHER = "The database could not do what was asked. Nothing was kept."

_SQLITE = {
    "SQLITE_BUSY": BUSY,
    "SQLITE_LOCKED": BUSY,
    "SQLITE_FULL": FULL,
    "SQLITE_READONLY": READ_ONLY,
    "SQLITE_CORRUPT": CORRUPT,
    "SQLITE_NOTADB": CORRUPT,
    "SQLITE_CANTOPEN": NOT_OPEN,
    "SQLITE_PERM": NOT_OPEN,
    "SQLITE_AUTH": NOT_OPEN,
    "SQLITE_IOERR": "The disk of the database does not answer. Nothing was kept.",
    "SQLITE_CONSTRAINT_TRIGGER": REFUSED,
}

REFUSED_USER = "The database server refused the user or the password in DATABASE_URL."
NO_DATABASE = "The database that DATABASE_URL names does not exist on the server."
NO_HOST = "The host in DATABASE_URL is not known. Is its name written correctly?"

_POSTGRESQL = {
    "08": GONE,
    "28": REFUSED_USER,
    "3D000": NO_DATABASE,
    "25006": READ_ONLY,
    "42501": "The database user may not write to the decision log.",
    "42P01": NO_TABLES,
    "53100": FULL,
    "53": "The database server has no room for another connection. Nothing was kept; please try again.",
    "55P03": BUSY,
    "57": GONE,
    "XX001": CORRUPT,
    "XX002": CORRUPT,
    "P0001": REFUSED,
}


_AT_THE_DOOR = (
    (re.compile(r'FATAL:\s+database ".*" does not exist'), NO_DATABASE),
    (
        re.compile(r'FATAL:\s+(role ".*" does not exist|password auth|no pg_hba)|no password supplied'),
        REFUSED_USER,
    ),
    (re.compile(r"(failed to resolve|could not translate) host"), NO_HOST),
)
"""A connection that is refused at its start has no code, only words: the client's, or the server's."""


@contextmanager
def translated(into: type[BedsideError] = LogUnavailable) -> Iterator[None]:
    """Let nothing out but this one error when a database fails inside."""
    try:
        yield
    except PoolTimeout as error:
        raise into(CROWDED) from error
    except (SQLAlchemyError, sqlite3.Error, psycopg.Error, OSError) as error:
        raise into(sentence(error)) from error


def sentence(error: Exception) -> str:
    """What went wrong, for a person."""
    original = getattr(error, "orig", None) or error
    name = getattr(original, "sqlite_errorname", None)
    if name is not None:
        if "no such table" in str(original):
            return NO_TABLES
        return _lookup(_SQLITE, name, "_", OTHER)
    state = getattr(original, "sqlstate", None)
    if state:
        return _POSTGRESQL.get(state) or _POSTGRESQL.get(state[:2]) or OTHER
    for words, told in _AT_THE_DOOR if isinstance(original, psycopg.OperationalError) else ():
        if words.search(str(original)):
            return told
    lost = isinstance(error, DBAPIError) and error.connection_invalidated
    if lost or isinstance(error, OperationalError | InterfaceError | OSError):
        return GONE
    return OTHER


def is_damage(error: LogUnavailable) -> bool:
    """Say whether the database file itself is damaged, rather than out of reach."""
    return str(error) == CORRUPT


def _lookup(table: dict[str, str], name: str, separator: str, otherwise: str) -> str:
    """The entry for ``name``, or for the family that it belongs to: SQLITE_BUSY_SNAPSHOT is a SQLITE_BUSY."""
    while name:
        if name in table:
            return table[name]
        name = name.rpartition(separator)[0]
    return otherwise
