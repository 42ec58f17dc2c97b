"""`Idempotency-Key`: a POST sent twice acts once, is answered twice; refuses to know what it does.

The key is claimed in the transaction that does the work, so a second request with it waits for the
first. Only successes are kept: a refusal changed nothing and may be tried again with the same key.
"""

import hashlib
import json

from flask import Request, Response, g

from forum.api.openapi.terms import HEADER, LONGEST, REPLAYED
from forum.core import once
from forum.core.errors import Invalid
from forum.core.i18n import _


def earlier_answer(request: Request, user_id: int) -> Response | None:
    """What the first request with this key was answered, or None when this is the first."""
    g.idempotency = None
    key = request.headers.get(HEADER)
    if key is None or request.method != "POST":
        return None
    if not (0 < len(key) <= LONGEST and key.isascii() and key.isprintable()):
        sentence = _("An Idempotency-Key has 1 to %(limit)s visible characters.", limit=LONGEST)
        raise Invalid(sentence, HEADER)
    scope, fingerprint = f"api:{user_id}", _fingerprint(request)
    g.idempotency = key, scope
    found = once.claim(key, scope=scope, fingerprint=fingerprint)
    if found is None:
        return None
    if found.fingerprint != fingerprint:
        raise Invalid(_("This key was used for another request. Please use a new one."), HEADER)
    return _replayed(found)


def keep(response: Response) -> None:
    """Remember an answer under the key of this request; without a key, nothing happens."""
    if g.idempotency:
        key, scope = g.idempotency
        answer = {"body": response.get_data(as_text=True), "to": response.headers.get("Location")}
        once.remember(key, scope=scope, answer=json.dumps(answer), status=response.status_code)


def _replayed(found: once.OnceResult) -> Response:
    kept = json.loads(found.answer)
    response = Response(kept["body"], found.status, mimetype="application/json")
    if kept["to"]:
        response.headers["Location"] = kept["to"]
    response.headers[REPLAYED] = "true"
    return response


def _fingerprint(request: Request) -> str:
    parts = (request.method.encode(), request.full_path.encode(), request.get_data())
    return hashlib.sha256(b"\n".join(parts)).hexdigest()
