"""Recomputes every place from the ledger and the published rulebooks alone; pure, reads no table.

Whoever was served is compared with whoever should have been: an overtaking is explained by the
head starts that the rules and hands gave, or by an entry `queue.out_of_turn`, or it is not.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from forum.queue.journal import Journal
from forum.queue.replay_line import Known, ReplayLine
from forum.queue.replay_merges import ReplayOfMerges
from forum.queue.replay_values import Finding, Overtaking, Spell, Told
from forum.rulebook.rules import Rulebook, grants

ZERO = timedelta(0)
NAMED = 20  # overtaken cases named for each overtaking; the number is always whole


class Replay(ReplayOfMerges):
    """Takes entries in their order; then holds what was found, and every line as it stands."""

    def __init__(
        self, rulebooks: Mapping[int, Rulebook], first: int = 1, journal: Journal | None = None
    ):
        """`journal` is told of everybody who comes to stand in a line and leaves it."""
        super().__init__()
        self.journal = journal
        self.rulebooks = rulebooks
        self.rulebook = rulebooks[first]
        self.known: dict[int, Known] = {}
        self.lines: dict[str, ReplayLine] = defaultdict(ReplayLine)
        self.findings: list[Finding] = []
        self.overtakings: list[Overtaking] = []
        self.spells: list[Spell] = []
        self.joinings = 0
        self.services: Counter = Counter()  # by how they were taken
        self.unexplained = 0  # pairs
        self._open: dict[int, Overtaking] = {}  # by cases that are taken and not served yet
        self._told: Told | None = None

    def take(self, entries: Iterable[Told]) -> "Replay":
        """Let these entries happen, oldest first."""
        for told in entries:
            self._told = told
            self._note_facts(told)
            step = _BY_KIND.get(told.kind) or _BY_FIELD.get(told.fields.get("queue", ""))
            if step:
                step(self, told)
        return self

    def finish(self) -> "Replay":
        """Look whether everybody who waits has what the rules in force give."""
        for known in self.known.values():
            if known.is_waiting:
                self._told = None
                self._check_rules(known)
        return self

    def places(self) -> dict[str, list[tuple[datetime, int]]]:
        """The keys of every line that is not empty, in order; claimed cases stand in none."""
        return {lane: line.keys() for lane, line in sorted(self.lines.items()) if line.keys()}

    # What an entry says about a case.

    def _note_facts(self, told: Told) -> None:
        facts = {name[5:]: value for name, value in told.fields.items() if name[:5] == "fact_"}
        if told.number is not None and (facts or told.kind == "case.opened"):
            known = self._case(told.number)
            known.facts |= facts
            if told.kind == "case.opened":
                known.opened_at = told.at
            elif told.kind == "case.split_off":  # its posts can be as old as where they stood
                known.opened_at = self._case(told.fields["origin"]).opened_at

    def _join(self, told: Told) -> None:
        known = self._case(told.case)
        known.lane = told.fields["lane"]
        waiting_since = datetime.fromisoformat(told.fields["waiting_since"])
        if reason := known.doubt_about_clock(waiting_since, told.at):
            self._find(reason)
        known.joined_at, known.waiting_since = told.at, waiting_since
        known.joining, self.joinings = self.joinings, self.joinings + 1
        self._put(known)
        self._expect("head_start", known.head_start(self.rulebook))
        self._expect("place", self._line(known).before(known.key) + 1)

    def _leave(self, told: Told) -> None:
        known = self._case(told.case)
        if known.claim is None:
            self._take_out(known)
        self._end_spell(known, told.at, is_served=False)

    def _serve(self, told: Told) -> None:
        known = self._case(told.case)
        if known.claim is None:
            self._take_out(known)
            self._judge(known, told, declared=0)
        elif told.actor != known.claim:
            self._find("served by somebody else than who had taken it")
        if overtaking := self._open.pop(told.case, None):
            self.overtakings.append(overtaking)
        self.services[told.fields["taken"]] += 1
        self._end_spell(known, told.at, is_served=True)

    def _move(self, told: Told) -> None:
        known = self._case(told.case)
        if known.claim is None and known.is_waiting:
            self._take_out(known)
        self._open.pop(told.case, None)
        known.claim = None
        known.lane = told.fields["lane"]
        if known.is_waiting:
            known.joined_at = told.at
            self._put(known)
            self._expect("place", self._line(known).before(known.key) + 1)

    # Claims.

    def _claim(self, told: Told) -> None:
        known = self._case(told.case)
        if known.claim is not None:
            self._find("taken although somebody else held it")
            return
        self._take_out(known)
        is_declared = told.kind == "queue.out_of_turn"
        self._judge(known, told, declared=told.fields["overtook"] if is_declared else 0)
        known.claim = told.actor

    def _release(self, told: Told) -> None:
        known = self._case(told.case)
        if known.claim is None:
            self._find("given back although nobody had taken it")
            return
        self._open.pop(told.case, None)  # unanswered it has overtaken nobody
        known.claim = None
        self._put(known)

    # Head starts.

    def _grant(self, told: Told) -> None:
        known, rule = self._case(told.case), told.fields.get("rule")
        if rule and told.fields["minutes"] != self._due(known).get(rule):
            self._find(f"rule {rule} of rulebook {self.rulebook.version} gives this case no such")
        self._reorder(known, lambda: known.give(rule, told.fields["minutes"]), gains="overtook")

    def _revoke(self, told: Told) -> None:
        known, rule = self._case(told.case), told.fields.get("rule")
        minutes = told.fields["minutes"]
        if rule and self._due(known).get(rule) == minutes:
            self._find(f"rule {rule} of rulebook {self.rulebook.version} still gives it")
        if not known.has(rule, minutes):
            self._find("takes back a head start that was never given")
            return
        self._reorder(known, lambda: known.take_back(rule, minutes), loses="passed_by")

    def _cut(self, told: Told) -> None:
        known = self._case(told.case)
        self._reorder(known, lambda: None, gains="overtook", loses="passed_by")

    def _publish(self, told: Told) -> None:
        version = told.fields["rulebook"]
        if version not in self.rulebooks:
            self._find(f"rulebook {version} was published, and is not to be had")
            return
        self.rulebook = self.rulebooks[version]

    # How it is judged.

    def _judge(self, known: Known, told: Told, *, declared: int) -> None:
        """Whom taking this case overtakes, and whether the record says why."""
        line = self._line(known)
        before = line.before(known.key)
        known.be_taken(
            self.rulebook,
            at=told.at,
            tick=self.journal.tick if self.journal else 0,
            earliest=line.earliest,
            before=before,
            declared=declared,
            is_out_of_turn=told.kind == "queue.out_of_turn",
        )
        if before != declared:
            self.unexplained += abs(before - declared)
            self._find(f"{before} stood before it; {declared} declared")
        came_earlier = line.overtaken_by(known)
        reasons = known.reasons() if not declared else ("out_of_turn",)
        overtaken = sorted({*came_earlier, *line.first(before)}) if before else came_earlier
        if not overtaken:
            return
        gap = max((known.since - line.since(one) for one in came_earlier), default=ZERO)
        if not declared and gap > timedelta(minutes=self.rulebook.cap):
            self._find(f"overtook one that came {gap} earlier, more than the cap")
        self._open[told.case] = Overtaking(
            entry_id=told.id,
            at=told.at,
            lane=known.lane,
            number=told.case,
            overtaken=tuple(overtaken[:NAMED]),
            cases=len(overtaken),
            reasons=reasons,
            largest_gap=gap,
        )

    def _check_rules(self, known: Known) -> None:
        due = self._due(known)
        if due != known.by_rule:
            has = known.by_rule or "nothing"
            self._find(f"the rules give {due or 'nothing'}, and it has {has}", known.number)

    def _reorder(self, known: Known, change, *, gains: str = "", loses: str = "") -> None:
        if known.claim is not None or not known.is_waiting:
            change()
            known.rulebook = self.rulebook
            moved = 0
        else:
            line = self._line(known)
            former = line.before(known.key)
            self._take_out(known)
            change()
            self._put(known)
            moved = former - line.before(known.key)
        self._expect("head_start", known.head_start(self.rulebook))
        if gains:
            self._expect(gains, max(0, moved) if loses else moved)
        if loses:
            self._expect(loses, max(0, -moved) if gains else -moved)

    def _due(self, known: Known) -> dict[str, int]:
        return {one.rule: one.minutes for one in grants(self.rulebook, known.facts)}

    def _put(self, known: Known) -> None:
        known.rulebook = self.rulebook
        self._line(known).add(known)
        if self.journal:
            self.journal.enter(known)

    def _take_out(self, known: Known) -> None:
        self._line(known).remove(known.key)
        if self.journal:
            self.journal.leave(known)

    def _line(self, known: Known) -> ReplayLine:
        return self.lines[known.lane]

    def _case(self, number: int) -> Known:
        return self.known.setdefault(number, Known(number))

    def _end_spell(self, known: Known, at: datetime, *, is_served: bool) -> None:
        self.spells.append(known.spell(at, is_served=is_served))
        self._open.pop(known.number, None)
        known.stand(at)

    def _expect(self, name: str, computed: int) -> None:
        assert self._told is not None  # it is a step that expects something
        said = self._told.fields.get(name)
        if said is not None and said != computed:
            self._find(f"says {name} {said}; recomputed it is {computed}")

    def _find(self, sentence: str, number: int | None = None) -> None:
        told = self._told
        number = number if told is None else told.number
        self.findings.append(Finding(told.id if told else 0, number, sentence))


_BY_FIELD = {
    "joined": Replay._join,
    "left": Replay._leave,
    "served": Replay._serve,
    "moved": Replay._move,
}
_BY_KIND = {
    "case.merged": Replay._merge,
    "case.unmerged": Replay._unmerge,
    "case.absorbed": Replay._reclock,
    "case.parted": Replay._reclock,
    "queue.claimed": Replay._claim,
    "queue.out_of_turn": Replay._claim,
    "queue.released": Replay._release,
    "queue.granted": Replay._grant,
    "queue.revoked": Replay._revoke,
    "queue.cut": Replay._cut,
    "rulebook.published": Replay._publish,
}
