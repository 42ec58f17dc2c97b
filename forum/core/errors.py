"""What a room raises when it says no; each carries the sentence that the person will read."""


class Problem(Exception):
    """A refusal with its HTTP status and a translated sentence that says what to do."""

    status = 400

    def __init__(self, sentence: str, field: str | None = None):
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field

    @property
    def more(self) -> dict:
        """Further members of the answer to a machine."""
        return {}


class Invalid(Problem):
    """Malformed or over its limit: `field` names the input that has to change."""

    status = 422


class NotAllowed(Problem):
    """The thing may be seen, but this person may not do that to it."""

    status = 403


class NotFound(Problem):
    """There is no such thing, or this person may not know that there is."""

    status = 404


class Refused(Problem):
    """Well-formed and permitted, but not in the present state of things."""

    status = 409


class SignInFirst(Problem):
    """Nobody is signed in, and this needs somebody."""

    status = 401
