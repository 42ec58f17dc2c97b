"""Somebody who posts while processes die; remembers what was acknowledged, and only that."""

import http.client
import json
import threading
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field

PATIENCE = 120  # seconds for which one request is sent again until it is answered


@dataclass(frozen=True)
class Acknowledged:
    """What the forum said it had taken: a word that stands nowhere else, and where."""

    word: str
    number: int
    position: int


@dataclass
class Writer(threading.Thread):
    """Opens a case now and then and answers it, each request until it is acknowledged once."""

    url: str
    name_of_words: str
    stop: threading.Event
    opener: str  # the token of the one who opens the cases
    answerer: str | None  # and of the one who answers in them, if anybody does
    acknowledged: list[Acknowledged] = field(default_factory=list)
    given_up: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    def __post_init__(self):
        super().__init__(daemon=True)

    def __hash__(self):
        return id(self)

    def run(self):
        """Post until `stop`; every fifth text is a case, the others are answers in it.

        Others wait before it: it is taken first, out of turn with a reason.
        """
        number, count = None, 0
        while not self.stop.is_set():
            word = f"{self.name_of_words}{_letters(count)}"
            if number is None or count % 5 == 0 or self.answerer is None:
                number = self._open(word)
            else:
                self._answer(number, word)
            count += 1

    def _open(self, word: str) -> int | None:
        body = {"title": f"Title {word}", "body": f"Text {word}", **CASE}
        answer = self._ask("/api/v1/cases", body, word, self.opener)
        if answer is None:
            return None
        self.acknowledged.append(Acknowledged(word, answer["number"], 1))
        if self.answerer:
            claim = f"/api/v1/cases/{answer['number']}/claim"
            self._ask(claim, {"reason": "The same fault."}, f"{word}-claim", self.answerer)
        return answer["number"]

    def _answer(self, number: int, word: str) -> None:
        body = {"body": f"Text {word}"}
        answer = self._ask(f"/api/v1/cases/{number}/posts", body, word, self.answerer)
        if answer:
            self.acknowledged.append(Acknowledged(word, number, answer["position"]))

    def _ask(self, path: str, body: dict, key: str, token: str) -> dict | None:
        """Send until a 201 comes; the key makes a second sending the same request."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                return self._send(path, body, key, token)
            except urllib.error.HTTPError as error:
                if error.code < 500:
                    self.refused.append(f"{path}: {error.code} {error.read()[:300]}")
                    return None
            except (OSError, ValueError, http.client.HTTPException):
                pass
            time.sleep(0.2)
        self.given_up.append(key)
        return None

    def _send(self, path: str, body: dict, key: str, token: str) -> dict:
        headers = {
            "Authorization": f"Bearer {token}",
            "Content-Type": "application/json",
            "Idempotency-Key": key,
        }
        data = json.dumps(body).encode()
        request = urllib.request.Request(self.url + path, data, headers, method="POST")
        with urllib.request.urlopen(request, timeout=20) as answer:
            return json.load(answer)


CASE = {"category": "internet", "kind": "fault"}


def _letters(number: int) -> str:
    """`number` as a word of its own, which no stemming makes equal to another one."""
    return "".join("bcdfghjklm"[int(digit)] for digit in f"{number:04d}") + "ax"
