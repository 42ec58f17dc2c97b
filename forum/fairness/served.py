"""The services of a record, each with what it would have been first come first served; pure."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from forum.fairness.pairs import Taking, count, overtaken
from forum.fairness.past import Past, month_of
from forum.queue.journal import Stand, microseconds
from forum.queue.replay_values import Spell
from forum.queue.served_again import served_again

NOTHING = timedelta(0)
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Service:
    """One service; `rules` are those of which it held a head start when it was taken."""

    spell: Spell
    month: str
    fcfs_at: datetime
    others: int  # who stood in its line when it was taken
    in_order: int
    by_rule: int
    by_hand: int
    unexplained: int

    @property
    def taken_at(self) -> datetime:
        return self.spell.ended_at

    @property
    def head_start(self) -> timedelta:
        return self.spell.head_start * MINUTE

    @property
    def rules(self) -> tuple[str, ...]:
        return tuple(sorted(self.spell.taken.by_rule))

    @property
    def is_out_of_turn(self) -> bool:
        return self.spell.taken.is_out_of_turn

    @property
    def shift(self) -> timedelta:
        """How much later it would have been, first come first served."""
        return self.fcfs_at - self.taken_at

    @property
    def gap(self) -> timedelta:
        """How much later it came than the first that it left standing; not above 0: none."""
        earliest = self.spell.taken.earliest
        return self.spell.waiting_since - earliest if earliest else NOTHING

    @property
    def way(self) -> str:
        """What explains whom it went before: order rule hand out_of_turn unexplained."""
        if self.unexplained or not self.spell.taken.is_explained:
            return "unexplained"
        if self.is_out_of_turn:
            return "out_of_turn"
        return "hand" if self.by_hand else "rule" if self.by_rule else "order"


def services_of(past: Past) -> dict[int, Service]:
    """All services, by the place of their spell."""
    places = [place for place, spell in enumerate(past.spells) if spell.is_served]
    spells = [past.spells[place] for place in places]
    fcfs_at = first_come_first_served(spells)
    pairs = count(past.journal.stands, [taking_of(spell) for spell in spells])
    sorts = zip(
        *(one.tolist() for one in (pairs.others, pairs.in_order, pairs.by_rule)),
        *(one.tolist() for one in (pairs.by_hand, pairs.unexplained)),
        strict=True,
    )
    told = zip(places, spells, fcfs_at, sorts, strict=True)
    return {
        place: Service(spell, month_of(spell.ended_at), then, *sort)
        for place, spell, then, sort in told
    }


def first_come_first_served(spells: Sequence[Spell]) -> list[datetime]:
    """When each service would have been: lane by lane, over the whole history."""
    found: list = [None] * len(spells)
    by_lane: dict[str, list[int]] = defaultdict(list)
    for place, spell in enumerate(spells):
        by_lane[spell.lane].append(place)
    for places in by_lane.values():
        again = served_again([spells[place] for place in places], [NOTHING] * len(places))
        for place, moment in zip(places, again, strict=True):
            found[place] = moment
    return found


def taking_of(spell: Spell) -> Taking:
    """A service as its pairs are counted from it."""
    standing, arrival = spell.taken, microseconds(spell.waiting_since)
    return Taking(
        lane=spell.lane,
        number=spell.number,
        tick=standing.tick,
        arrival=arrival,
        by_rule=arrival - microseconds_of(standing.rule_head_start),
        place=arrival - microseconds_of(standing.head_start),
        is_out_of_turn=standing.is_out_of_turn,
        is_explained=standing.is_explained,
    )


def overtaken_spells(
    stands: Sequence[Stand], services: Sequence[Service]
) -> dict[tuple[str, str], int]:
    """How many spells were overtaken, by (month, lane) of the services that overtook them."""
    by_lane: dict[str, list[Stand]] = defaultdict(list)
    for stand in stands:
        by_lane[stand.lane].append(stand)
    taken: dict[str, dict[str, list[Taking]]] = defaultdict(lambda: defaultdict(list))
    for one in services:
        taken[one.spell.lane][one.month].append(taking_of(one.spell))
    return {
        (month, lane): found
        for lane, months in taken.items()
        for month, found in overtaken(by_lane[lane], months).items()
    }


def microseconds_of(minutes: int) -> int:
    """Minutes as the keys count them."""
    return minutes * 60_000_000
