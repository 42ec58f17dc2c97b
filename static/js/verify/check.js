// Checks a whole record: checkpoint, keys, signatures, tiles, entries, an earlier checkpoint. It shows nothing.
// The result names what was found by the codes that every checker of this record uses (docs/verify-browser.md).

(function (verifier) {
  "use strict";

  const { MOST_ENTRIES, sameBytes, sameCheckpoint, rootOf, locate } = verifier;
  const LARGEST_NOTE = 2 ** 16; // bytes of a checkpoint or of the keys
  const utf8 = new TextDecoder("utf-8", { fatal: true });

  // { findings, checkpoint, signers, … } for a source and what the reader gave: { kept, trusted } as they pasted it.
  // `job.step(what, count)` is awaited after each piece of work: it shows, pauses, and throws to stop.
  async function check(source, given, job) {
    const result = { findings: [], checkpoint: null, signers: [], published: [], isFirstUse: false, read: {} };
    const fail = (finding) => void result.findings.push(finding);
    if (!(await verifier.agreesWithWebCrypto())) throw new Error("this browser's SHA-256 and ours do not agree");
    const signed = await checkCheckpoint(source, given, result, fail);
    if (signed) await checkEntries(source, signed, { result, fail, job });
    return result;
  }

  // The text of a short file, null where there is none, "" where it is too long or no text.
  async function textOf(source, path) {
    try {
      const bytes = await source.read(path, LARGEST_NOTE);
      return bytes && utf8.decode(bytes);
    } catch (error) {
      if (error instanceof verifier.TooLarge || error instanceof TypeError) return "";
      throw error;
    }
  }

  // The signed checkpoint with the reader's earlier one as `kept`, or undefined: what is wrong is told to `fail`.
  async function checkCheckpoint(source, given, result, fail) {
    const text = await textOf(source, "checkpoint");
    if (text === null) return fail({ code: "missing", file: "checkpoint" });
    const note = verifier.noteOf(text), checkpoint = note && verifier.checkpointOf(note.text);
    if (!checkpoint) return fail({ code: "bad-checkpoint", file: "checkpoint" });
    Object.assign(result, { checkpoint, note: text });
    if (!checkpoint.isPossible) return fail({ code: "bad-range", file: "checkpoint", size: checkpoint.size });
    const kept = given.kept.trim() ? verifier.keptCheckpointOf(given.kept) : null;
    if (given.kept.trim() && !kept?.isPossible) return fail({ code: "bad-checkpoint", file: "kept" });
    const rotations = verifier.notesOf((await textOf(source, "rotations")) || "");
    const keys = await believedKeys(source, { given, kept, result, fail, notes: [note, ...rotations] });
    if (!keys) return undefined;
    const expected = kept ? [kept.origin] : keys.map((key) => key.name);
    if (expected.length && !expected.includes(checkpoint.origin)) return fail({ code: "other-log", file: "checkpoint", origin: checkpoint.origin, expected: expected.at(-1) });
    if (!(await isSigned({ note, kept, keys, result, fail }))) return undefined;
    if (kept && !isLater(checkpoint, kept, fail)) return undefined;
    return { ...checkpoint, earlier: [...(kept ? [kept] : []), ...(await signedBy(rotations, keys))] };
  }

  // Whom to believe: the reader's keys; else who signed the checkpoint that they kept; else, as on a first visit, the
  // keys that the record itself publishes. And whoever one of those vouches for.
  async function believedKeys(source, { given, kept, result, fail, notes }) {
    const text = await textOf(source, "keys"), own = verifier.keysOf(given.trusted);
    const published = text && verifier.keysOf(text);
    if (!own) return fail({ code: "bad-checkpoint", file: "given" });
    if (text !== null && !published) return fail({ code: "bad-checkpoint", file: "keys" });
    if (text === null && !own.length) return fail({ code: "missing", file: "keys" });
    result.published = published || [];
    const all = [...own, ...result.published], isKeptSigned = kept?.note.signatures.length;
    let first = own;
    if (!own.length && isKeptSigned) first = (await verifier.signersOf(kept.note, all)).good;
    result.isFirstUse = !own.length && !isKeptSigned;
    if (result.isFirstUse) return result.published;
    return verifier.vouchedFor(first, all, [...notes, ...(isKeptSigned ? [kept.note] : [])]);
  }

  // The checkpoints at which one key followed another, as far as a believed key has signed them.
  async function signedBy(notes, keys) {
    const signed = await Promise.all(notes.map(async (note) => (await verifier.signersOf(note, keys)).good.length > 0));
    const checkpoints = notes.filter((_, i) => signed[i]).map((note) => verifier.checkpointOf(note.text));
    return checkpoints.filter((checkpoint) => checkpoint?.isPossible);
  }

  // Whether the checkpoint, and the kept one where it is a whole note, bear right signatures.
  async function isSigned({ note, kept, keys, result, fail }) {
    const earlier = kept ? await verifier.signersOf(kept.note, [...keys, ...result.published]) : { bad: [] };
    if (earlier.bad.length) return fail({ code: "bad-signature", key: earlier.bad[0].line, file: "kept" });
    const { good, bad } = await verifier.signersOf(note, keys);
    if (bad.length) return fail({ code: "bad-signature", key: bad[0].line, file: "checkpoint" });
    if (!good.length) return fail({ code: "unknown-key", file: "checkpoint" });
    result.signers = good;
    return true;
  }

  function isLater(checkpoint, kept, fail) {
    if (checkpoint.size < kept.size) return fail({ code: "old-checkpoint", file: "checkpoint", size: checkpoint.size, seen: kept.size });
    if (checkpoint.size > kept.size || sameCheckpoint(checkpoint, kept)) return true;
    return fail({ code: "forked", file: "checkpoint", size: kept.size, seq: null });
  }

  // Reads what the source has of tiles, bundles and months, and compares each with what gives the signed root.
  async function checkEntries(source, { size, root, earlier }, { result, fail, job }) {
    const months = source.isFolder ? await source.months() : [];
    const hasTiles = !source.isFolder || source.has("tile/0/"), hasBundles = !source.isFolder || source.has("tile/entries/");
    if (size > MOST_ENTRIES && (await isReallyThatLong(source, months))) return fail({ code: "bad-range", file: "checkpoint", size, most: MOST_ENTRIES });
    job.plan(size * (hasTiles + hasBundles + (months.length > 0)));
    const tiles = hasTiles && size ? await verifier.readTiles(source, size, job) : {};
    const lists = [];
    if (hasBundles && size) lists.push({ what: "bundles", ...(await verifier.readBundles(source, size, job)) });
    if (months.length) lists.push({ what: "months", ...(await verifier.readMonths(source, months, size, job)) });
    if (!lists.length && size) fail({ code: "missing", file: "tile/entries/000" });
    const whole = { tiles: tiles.levels, lists: lists.filter((list) => list.hashes), size, root };
    const right = await findRight(whole, job.pause);
    result.read = { tiles: Boolean(tiles.levels), lists: whole.lists.map((list) => list.what) };
    for (const list of lists) judgeList(list, { right, size, fail });
    if (!right && !result.findings.length) judgeWithout(whole, fail);
    if (tiles.finding) fail(tiles.finding);
    if (right && tiles.levels) await judgeTiles(tiles.levels, right, job.pause, fail);
    for (const old of right ? earlier : []) {
      const isBeginning = old.size > size || sameBytes(await rootOf(right, old.size, job.pause), old.root);
      if (!isBeginning) fail({ code: "forked", file: "checkpoint", size: old.size, seq: null });
    }
    if (right && source.isFolder) {
      const counts = lists.find((list) => list.counts)?.counts || {};
      (await verifier.judgeFolder(source, { ...result.checkpoint, root }, counts)).forEach(fail);
    }
    tidy(result);
    return undefined;
  }

  async function isReallyThatLong(source, months) {
    const last = verifier.tilePath("entries", Math.floor(MOST_ENTRIES / verifier.WIDTH) - 1);
    return source.isFolder && !source.has("tile/entries/") ? months.length > 0 : (await source.pieces(last)) !== null;
  }

  // The hashes that give the signed root: the tiles', else those of the entries themselves; null if none do.
  async function findRight({ tiles, lists, size, root }, pause) {
    for (const hashes of [tiles?.[0], ...lists.map((list) => list.hashes)]) {
      if (hashes?.length >= size && sameBytes(await rootOf(hashes, size, pause), root)) return shortened(hashes, size);
    }
    return size ? null : new verifier.Hashes();
  }

  const shortened = (hashes, size) => Object.assign(new verifier.Hashes(), { bytes: hashes.bytes, length: size });

  function judgeList({ what, hashes, numbers, finding, counts = {}, fileOf = (place) => bundleOf(place + 1, size) }, { right, size, fail }) {
    if (!hashes) return fail(finding);
    if (!right) return undefined;
    const differs = locate(hashes, right), empty = Object.keys(counts).find((month) => !counts[month]);
    // A month is published for its entries: one without any was emptied.
    if (differs?.code === "removed" && empty) return fail({ code: "truncated", seq: differs.seq, in: what, file: empty });
    // What differs from what was signed is named by that, readable or not; what was signed has to be readable as well.
    if (finding && !(differs?.seq <= finding.seq)) return fail({ ...finding, in: what });
    if (differs) return fail({ ...differs, in: what, file: fileOf(differs.seq - 1) });
    const wrong = numbers ? numbers.findIndex((number, i) => number !== i + 1) : -1;
    return wrong < 0 ? undefined : fail({ code: "bad-range", seq: wrong + 1, number: numbers[wrong], in: what, file: fileOf(wrong) });
  }

  function bundleOf(seq, size) {
    const number = Math.floor((Math.min(seq, size) - 1) / verifier.WIDTH);
    return verifier.tilePath("entries", number, Math.min(verifier.WIDTH, size - number * verifier.WIDTH));
  }

  // Nothing gives the signed root: too few entries, or a fault that at best can be narrowed down to 256 of them.
  function judgeWithout({ tiles, lists, size, root }, fail) {
    const hashes = lists[0]?.hashes || tiles?.[0];
    if (hashes.length >= MOST_ENTRIES) return fail({ code: "bad-range", file: "checkpoint", size, most: MOST_ENTRIES });
    if (hashes.length < size) return fail({ code: "truncated", seq: hashes.length + 1 });
    const block = verifier.blockAtFault(hashes, tiles?.[1], size, root);
    return fail({ code: "altered", seq: null, ...block, ...(block ? { file: bundleOf(block.from, size) } : {}) });
  }

  async function judgeTiles(levels, right, pause, fail) {
    for (let hashes = right, level = 0; level < levels.length; level++) {
      const wrong = verifier.wrongTile(level, levels[level], hashes);
      if (wrong) return fail({ code: "bad-tile", path: wrong.path });
      hashes = await verifier.levelAbove(hashes, pause);
    }
    return undefined;
  }

  // The same fault in two files is told once.
  function tidy(result) {
    const seen = new Set();
    result.findings = result.findings.filter((finding) => {
      const key = [finding.code, finding.seq, finding.path, ["missing", "bad-range"].includes(finding.code) && finding.file].join(" ");
      return !seen.has(key) && seen.add(key);
    });
  }

  Object.assign(verifier, { check });
})((globalThis.wartemarkeVerifier ??= {}));
