"""The actors of many documents by what they are found by, and the group that each is in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from graph.identity_actor import LocalActor


class Cast:
    """Local actors by number, key and group. An archive's cast fetches what it is asked for; this one holds all it knows.

    A group is one person, organisation or office; its name tells its kind and what it was made from ("known:…", "name:…").
    """

    def __init__(self) -> None:
        self.actors: dict[int, LocalActor] = {}
        self.group: dict[int, str] = {}
        self.touched: set[str] = set()
        self.moved: set[int] = set()
        self._by_key: defaultdict[str, set[int]] = defaultdict(set)
        self._by_group: defaultdict[str, set[int]] = defaultdict(set)

    def add(self, number: int, actor: LocalActor, group: str | None = None) -> None:
        """Take in an actor, with the group that it is known to be in."""
        self.actors[number] = actor
        for key in actor.found_by:
            self._by_key[key].add(number)
        if group is not None:
            self.group[number] = group
            self._by_group[group].add(number)

    def remove(self, number: int) -> None:
        """Forget an actor that is no longer told of."""
        for key in self.actors[number].found_by:
            self._by_key[key].discard(number)
        group = self.group.pop(number)
        self._by_group[group].discard(number)
        self.touched.add(group)
        self.moved.discard(number)
        del self.actors[number]

    def fetch_keys(self, keys: Iterable[str]) -> None:
        """Bring in whoever has one of the keys."""

    def fetch_group(self, group: str) -> None:
        """Bring in whoever is in the group."""

    def found(self, keys: Iterable[str]) -> list[int]:
        """Who has one of the keys, by place."""
        wanted = list(keys)
        self.fetch_keys(wanted)
        return self.in_order({number for key in wanted for number in self._by_key[key]})

    def members(self, group: str) -> list[int]:
        """Who is in a group, by place."""
        self.fetch_group(group)
        return self.in_order(self._by_group[group])

    def in_order(self, numbers: Iterable[int]) -> list[int]:
        """By day, page and line, never by the order of coming."""
        return sorted(numbers, key=lambda number: self.actors[number].place)

    def assign(self, number: int, group: str) -> bool:
        """Put an actor into a group; whether it was elsewhere."""
        before = self.group.get(number)
        if before == group:
            return False
        if before is not None:
            self._by_group[before].discard(number)
            self.touched.add(before)
        self.group[number] = group
        self._by_group[group].add(number)
        self.touched.add(group)
        self.moved.add(number)
        return True
