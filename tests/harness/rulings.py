"""What a moderator decides in tests that are about something else."""


def ruling(moderator, sentence: str = "Seen.", ground: str = "personal_data"):
    """A decision of `moderator` (a row) on a published ground; needs the app on the path."""
    from forum.statements.rulings import Ruling

    return Ruling(moderator, ground, sentence)
