"""The phrases of a monograph in an SQLite full-text index, which splits text into words, takes off
accents and endings (porter), and ranks (bm25).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

from b12cli.monograph import Entry, Group, Monograph, Section

NAME, ALIAS, RELATED, DETAIL, HEADING = range(5)
"""The fields of an entry, the most trusted first; a heading is what an entry stands under."""

CALLED = (NAME, ALIAS, RELATED)
"""The fields that are what people call an entry, as against what it says."""


class Phrase(NamedTuple):
    """A name, alias, related phrase, detail or heading of an entry, by the entry's number."""

    entry: int
    field: int
    text: str


class Phrases:
    """Every phrase of a monograph, found by its words."""

    def __init__(self, monograph: Monograph) -> None:
        self.entries: list[tuple[Section, Group, Entry]] = []
        self.phrases: list[Phrase] = []
        for section in monograph.sections:
            for group in section.groups:
                for entry in group.entries:
                    self._add(section, group, entry)
        self._db = sqlite3.connect(":memory:")
        self._db.execute(
            "CREATE VIRTUAL TABLE phrase"
            " USING fts5(text, tokenize = 'porter unicode61 remove_diacritics 2')"
        )
        self._db.executemany(
            "INSERT INTO phrase(rowid, text) VALUES (?, ?)",
            ((number, phrase.text) for number, phrase in enumerate(self.phrases)),
        )

    def __getitem__(self, number: int) -> Phrase:
        return self.phrases[number]

    def _add(self, section: Section, group: Group, entry: Entry) -> None:
        number = len(self.entries)
        self.entries.append((section, group, entry))
        dose = entry.dose.text if entry.dose else None
        heading = f"{section.title}. {section.summary} {group.title}"
        self.phrases.append(Phrase(number, NAME, entry.name))
        self.phrases.extend(Phrase(number, ALIAS, alias) for alias in entry.aliases)
        self.phrases.extend(Phrase(number, RELATED, other) for other in entry.related)
        self.phrases.extend(Phrase(number, DETAIL, text) for text in (entry.detail, dose) if text)
        self.phrases.append(Phrase(number, HEADING, heading))

    @cached_property
    def vocabulary(self) -> list[str]:
        """All words of the phrases; unlike the words of their index, with endings."""
        self._db.executescript("""
            CREATE VIRTUAL TABLE word USING fts5(text, tokenize = 'unicode61 remove_diacritics 2');
            INSERT INTO word SELECT text FROM phrase;
            CREATE VIRTUAL TABLE vocabulary USING fts5vocab(word, row);
        """)
        return [word for (word,) in self._db.execute("SELECT term FROM vocabulary")]

    def scores(self, match: str) -> dict[int, float]:
        """The phrases that match, each with its bm25: the lower, the better."""
        query = "SELECT rowid, bm25(phrase) FROM phrase WHERE phrase MATCH ?"
        return dict(self._db.execute(query, (match,)).fetchall())

    def marked(self, match: str) -> Iterable[tuple[int, str]]:
        """The phrases that match, each with U+0001 before and U+0002 after the words that do."""
        query = (
            "SELECT rowid, highlight(phrase, 0, char(1), char(2)) FROM phrase WHERE phrase MATCH ?"
        )
        return self._db.execute(query, (match,))


def any_of(forms: Iterable[str]) -> str:
    """FTS5's query for any of these words."""
    return " OR ".join(f'"{form}"' for form in forms)
