"""What can be done to checkpoints and keys, and rubbish in their place."""

from tests.verifier import history
from tests.verifier.history import FALSE, TRUE, note, path
from tests.verifier.spoiling import (
    HONEST,
    KEPT,
    KEPT_AT,
    SIZE,
    Attack,
    and_keys,
    checkpoint,
    cut,
    edited,
    everything,
    file,
    one_byte_of_signature,
    other_end,
    other_end_of_same_size,
    rewrite,
    without,
)

EARLY = {"kept": KEPT}
NOW = {"kept": note(SIZE, history.root_of(history.leaves(HONEST)))}

SIGNED = [
    Attack(
        "re-signed with another key", everything(rewrite, FALSE), "unknown-key", place="checkpoint"
    ),
    Attack(
        "re-signed, the keys swapped too; the reader has the key",
        and_keys(everything(rewrite, FALSE), FALSE),
        "unknown-key",
        place="checkpoint",
        keys=(TRUE.vkey,),
    ),
    Attack(
        "re-signed, the keys swapped too; the reader has a checkpoint",
        and_keys(everything(rewrite, FALSE), FALSE),
        "unknown-key",
        place="checkpoint",
        kept=EARLY,
    ),
    Attack(
        "the same entries signed by another key",
        checkpoint(SIZE, signer=FALSE),
        "unknown-key",
        place="checkpoint",
    ),
    Attack(
        "a second history by the true key",
        everything(rewrite, TRUE),
        "forked",
        place="checkpoint",
        kept=EARLY,
    ),
    Attack(
        "a second history of the same size",
        everything(other_end_of_same_size, TRUE),
        "forked",
        place="checkpoint",
        kept=NOW,
    ),
    Attack(
        "a second history that is longer",
        everything(other_end, TRUE),
        "forked",
        place="checkpoint",
        kept=NOW,
    ),
    Attack(
        "an old state is shown",
        everything(cut(8_000, SIZE), TRUE),
        "old-checkpoint",
        place="checkpoint",
        kept=NOW,
    ),
    Attack(
        "a checkpoint of another log",
        checkpoint(
            SIZE,
            origin="other.example.org/log",
            signer=history.Signer(b"another log", "other.example.org/log"),
        ),
        "other-log",
        place="checkpoint",
    ),
    Attack(
        "a checkpoint of another log under the true key",
        checkpoint(SIZE, origin="other.example.org/log"),
        "other-log",
        place="checkpoint",
    ),
    Attack(
        "one byte of the signature",
        edited("checkpoint", one_byte_of_signature),
        "bad-signature",
        place="checkpoint",
    ),
    Attack(
        "the checkpoint of fewer entries",
        checkpoint(KEPT_AT, entries_of=KEPT_AT),
        "extra",
        KEPT_AT + 1,
    ),
]
RUBBISH = [
    Attack(
        f"the checkpoint is {what}", file("checkpoint", data), "bad-checkpoint", place="checkpoint"
    )
    for what, data in {
        "empty": b"",
        "rubbish": bytes(range(256)) * 9,
        "one long line": b"x" * 10_000_000,
        "unsigned": KEPT.partition(b"\n\n")[0] + b"\n",
        "without a root": b"forum.example.org/log\n10000\n\n" + KEPT.rpartition(b"\n\n")[2],
        "with a root too short": KEPT.replace(KEPT.split(b"\n")[2], b"AAAA"),
        "with a signature that is none": KEPT.replace("— ".encode(), b"- "),
        "signed a thousand times": KEPT + KEPT.rpartition(b"\n\n")[2] * 1_000,
    }.items()
]
RUBBISH += [
    Attack("the checkpoint is missing", without("checkpoint"), "missing", place="checkpoint"),
    Attack("the keys are missing", without("keys"), "missing", place="keys"),
    Attack("the keys are rubbish", file("keys", bytes(range(256))), "bad-checkpoint", place="keys"),
    Attack(
        "a key lies about its hash",
        edited("keys", lambda data: data.replace(TRUE.hash.hex().encode(), b"00000000")),
        "bad-checkpoint",
        place="keys",
    ),
    Attack("an empty leaf tile", file(path(0, 7), b""), "bad-tile", place=path(0, 7)),
    Attack("a huge leaf tile", file(path(0, 7), b"x" * 1_000_000), "bad-tile", place=path(0, 7)),
]
