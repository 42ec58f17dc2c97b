"""Everything that can be done to a published log of 10,000 entries, and what it must be called.

`ATTACKS` is the list; `honest(folder)` writes the log that they change. A checker is given the
folder, with the files of `Attack.kept` as checkpoints kept earlier and `Attack.keys` as the keys
that its reader trusts, and must name `code` and `seq` (and `place`, where it is not empty) first.
"""

from tests.verifier.attacks_on_entries import ALTERED, CUT, MOVED
from tests.verifier.attacks_on_files import LINES, RANGES
from tests.verifier.attacks_on_signatures import RUBBISH, SIGNED
from tests.verifier.spoiling import SIZE, Attack, honest

__all__ = ["ATTACKS", "SIZE", "Attack", "honest"]

ATTACKS = [*CUT, *ALTERED, *MOVED, *SIGNED, *RANGES, *LINES, *RUBBISH]
