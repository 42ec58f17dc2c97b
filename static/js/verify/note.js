// Signed notes, checkpoints and keys as C2SP writes them (signed-note, tlog-checkpoint). It only reads and verifies.

(function (verifier) {
  "use strict";

  const { sha256, hex, base64, fromBase64, sameBytes } = verifier;
  const ED25519 = 1; // the algorithm byte of a key, and the first of what it is named after
  const MOST_SIGNATURES = 100;
  const LARGEST_SIZE = 2 ** 40; // entries; a checkpoint that claims more is not believed
  const bytesOf = (text) => new TextEncoder().encode(text);

  // A key as it is published, `name+id+base64(1 ‖ key)`; null for anything else.
  function keyOf(line) {
    const found = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+=*)$/.exec(line.trim());
    const bytes = found && fromBase64(found[3]);
    if (!bytes || bytes.length !== 33 || bytes[0] !== ED25519) return null;
    const id = hex(sha256(bytesOf(`${found[1]}\n`), bytes).subarray(0, 4));
    return id === found[2] ? { name: found[1], id, key: bytes.subarray(1), line: line.trim() } : null;
  }

  // All keys of a text, one a line, empty lines apart; null where a line is no key.
  function keysOf(text) {
    const keys = text.split("\n").filter((line) => line.trim()).map(keyOf);
    return keys.includes(null) ? null : keys;
  }

  // { text, signatures } of a note; null for what is none. `text` is what was signed, to the byte.
  function noteOf(whole) {
    const end = whole.lastIndexOf("\n\n");
    if (end < 0 || !whole.endsWith("\n") || /[\x00-\x09\x0b-\x1f]/.test(whole)) return null;
    const lines = whole.slice(end + 2, -1).split("\n");
    if (lines.length > MOST_SIGNATURES) return null;
    const signatures = lines.map(signatureOf);
    return signatures.includes(null) ? null : { text: whole.slice(0, end + 1), signatures };
  }

  function signatureOf(line) {
    const found = /^\u2014 ([^\s+]+) ([A-Za-z0-9+/]+=*)$/.exec(line);
    const bytes = found && fromBase64(found[2]);
    if (!bytes || bytes.length < 5) return null;
    return { name: found[1], id: hex(bytes.subarray(0, 4)), signature: bytes.subarray(4) };
  }

  // { origin, size, root } of a checkpoint's text, null where it cannot be read. No log has `size` entries where
  // `isPossible` is false; then `size` is the text that stands there.
  function checkpointOf(text) {
    const lines = text.split("\n");
    if (lines.length < 4 || lines.pop() !== "" || lines.includes("")) return null;
    const [origin, size, root] = lines;
    const bytes = fromBase64(root);
    if (!/^[+-]?[0-9]+$/.test(size) || bytes?.length !== 32) return null;
    const isNumber = /^(0|[1-9][0-9]{0,12})$/.test(size) && Number(size) <= LARGEST_SIZE;
    const isPossible = isNumber && (size !== "0" || sameBytes(bytes, sha256()));
    return { origin, size: isPossible ? Number(size) : size.slice(0, 40), root: bytes, isPossible };
  }

  // What these keys say to a note: { good: [keys that signed it], bad: [keys whose signature is wrong] }.
  async function signersOf(note, keys) {
    const good = [], bad = [];
    for (const one of note.signatures) {
      const key = keys.find((known) => known.name === one.name && known.id === one.id);
      if (!key) continue; // nobody we know: says nothing, for or against
      const holds = await verifier.verifyEd25519(key.key, bytesOf(note.text), one.signature);
      (holds ? good : bad).push(key);
    }
    return { good, bad };
  }

  // The keys that may be believed: those of `first`, and each that signed one of the notes together with one of them.
  // So a key vouches for the one that follows it. Only signatures that hold count.
  async function vouchedFor(first, all, notes) {
    const believed = [...first];
    const signers = await Promise.all(notes.map(async (note) => (await signersOf(note, all)).good));
    for (let before = -1; before !== believed.length; ) {
      before = believed.length;
      for (const group of signers.filter((some) => some.some((key) => isAmong(key, believed)))) {
        believed.push(...group.filter((key) => !isAmong(key, believed)));
      }
    }
    return believed;
  }

  const isAmong = (key, keys) => keys.some((known) => known.line === key.line);

  // The notes of a text that holds several, one after the other; what is none is passed over.
  function notesOf(text) {
    const found = text.match(/(?:[^\n]+\n){3,}\n(?:\u2014 [^\n]+\n)+/g) || [];
    return found.map(noteOf).filter(Boolean);
  }

  // A checkpoint that the reader kept: the whole note, or its first three lines alone (then nothing is signed).
  function keptCheckpointOf(pasted) {
    const whole = `${pasted.replace(/\r\n?/g, "\n").trim()}\n`;
    const note = noteOf(whole) || { text: whole, signatures: [] };
    const checkpoint = checkpointOf(note.text);
    return checkpoint && { ...checkpoint, note };
  }

  const sameCheckpoint = (one, other) => one.size === other.size && sameBytes(one.root, other.root);

  Object.assign(verifier, {
    keyOf, keysOf, noteOf, checkpointOf, keptCheckpointOf, signersOf, vouchedFor, notesOf, sameCheckpoint, rootText: base64,
  });
})((globalThis.wartemarkeVerifier ??= {}));
