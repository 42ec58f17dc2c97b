"""How often each thing may be done, and by whom: the one table; refuses to count (limits.py).

What the numbers are taken from, and which are ours, says docs/limits.md; a test compares the two.
An account is new until a moderator has approved something of it (`User.is_new`).
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Limit:
    """What one action allows: "4 per minute;20 per day" are two that hold together, "" is none.

    `network` counts every attempt of everybody behind one address (of IPv6: one /64), `visitor`
    those of them who are not signed in. The others count what one person did, from anywhere and
    in any browser (what was refused is not done), or with `counts_tries` all that they tried.
    `sign_in` counts attempts of one browser instead, without a look at who it is.
    """

    network: str
    visitor: str = ""
    new: str = ""
    customer: str = ""
    team: str = ""
    sign_in: str = ""
    counts_tries: bool = False

    @property
    def asks_who(self) -> bool:
        """Whether it depends on the person."""
        return bool(self.new or self.customer or self.team)


# Behind one address a school, an office or all the telephones of a provider may stand.
MANY = "600 per 10 minutes"
HOUSE = "6000 per 10 minutes"  # the company's own office, all of its agents at work
TYPING = "600 per minute"  # five in one room who write at the same time
BRAKE = "120 per minute"  # nobody works faster; a stolen sign-in would

TABLE = {
    # Writing. The pages and the API count together.
    "open": Limit(
        MANY,
        new="2 per 4 minutes;3 per day",
        customer="4 per minute;20 per day",
        team="60 per minute",
    ),
    "reply": Limit(
        HOUSE, new="2 per minute;10 per day", customer="12 per minute", team="60 per minute"
    ),
    "edit": Limit(MANY, new="30 per day", customer="45 per day", team="60 per minute"),
    "private message": Limit(HOUSE, new="10 per day", customer="20 per day", team="60 per minute"),
    "report": Limit(
        MANY, visitor="20 per day", new="20 per day", customer="30 per day", team="60 per minute"
    ),
    "appeal": Limit(
        MANY, visitor="20 per day", new="20 per day", customer="20 per day", team="20 per day"
    ),
    "me too": Limit(MANY, new="50 per day", customer="75 per day", team="75 per day"),
    "settle": Limit(HOUSE, new="30 per day", customer="45 per day", team=BRAKE),
    "thanks": Limit(
        MANY, visitor="60 per day", new="30 per day", customer="45 per day", team="45 per day"
    ),
    # Work of the team; others are refused before anything is done.
    "serve": Limit(HOUSE, new="30 per day", customer="30 per day", team=BRAKE),
    "decide": Limit(HOUSE, new="30 per day", customer="30 per day", team=BRAKE),
    # Asking: costs work and changes nothing.
    "preview": Limit(TYPING, visitor="120 per minute", sign_in="120 per minute"),
    "search": Limit(
        TYPING,
        visitor="150 per minute",
        new="30 per minute",
        customer="30 per minute",
        team="30 per minute",
        counts_tries=True,
    ),
    # Accounts. Before somebody is signed in there is a network only.
    "sign up": Limit("25 per 5 minutes"),
    "sign in": Limit("25 per 5 minutes"),
    "ask for a link": Limit("25 per 5 minutes"),
    "use a link": Limit("25 per 5 minutes"),
    "change password": Limit("25 per 5 minutes", sign_in="10 per 10 minutes"),
    "own account": Limit(MANY, sign_in="60 per 10 minutes"),
    # Programs, beside what they do: every call of a network, then by whose token it is.
    "call": Limit(HOUSE),
    "read": Limit(
        HOUSE,
        visitor="300 per 5 minutes",
        new="1500 per 5 minutes",
        customer="1500 per 5 minutes",
        team="1500 per 5 minutes",
        counts_tries=True,
    ),
    "write": Limit(
        HOUSE,
        new="200 per minute",
        customer="200 per minute",
        team="200 per minute",
        counts_tries=True,
    ),
}

# Whatever network they come from; an address is counted by its hash.
BY_ADDRESS = {
    "wrong passwords": "10 per 30 minutes",
    "mails": "5 per hour",  # nobody's mailbox is filled from here
}
