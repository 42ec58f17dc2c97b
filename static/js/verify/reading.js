// Reads the tiles and the entries of a record as hashes, in steps, with a finding for whatever cannot be one.

(function (verifier) {
  "use strict";

  const { HASH, WIDTH, Hashes, leafHash, tilesOf, tilePath, TooLarge } = verifier;
  const MOST_ENTRIES = 4_000_000; // 64 bytes of each are kept here; for more there is verify.py
  const AT_ONCE = 6; // files asked for beside each other, as many as a browser opens to one server
  const MORE = 256; // entries beyond the signed number that are still read, to say what was put in
  const MISSES = 16; // bundles in a row that are not there: then nothing more is asked for
  const MOST_BUNDLE = WIDTH * (2 ** 16 + 1); // bytes

  // [item, what `read` gives for it] in the order of the items, a few of them read ahead.
  async function* ahead(items, read) {
    const waiting = [];
    for (const item of items) {
      const reading = read(item);
      reading.catch(() => {}); // is met when its turn comes
      waiting.push([item, reading]);
      if (waiting.length >= AT_ONCE) {
        const [first, result] = waiting.shift();
        yield [first, await result];
      }
    }
    for (const [item, result] of waiting) yield [item, await result];
  }

  // A tile or a bundle as { bytes, isOwn }: of fewer than 256 its own file, or the whole one that has followed since.
  async function readTile(source, { path, level, number, width }, most) {
    const read = (name) =>
      source.read(name, most).catch((error) => {
        if (error instanceof TooLarge) return new Uint8Array(0); // of no right length
        throw error;
      });
    const bytes = await read(path);
    if (bytes || width === WIDTH) return { bytes, isOwn: true };
    return { bytes: await read(tilePath(level, number)), isOwn: false };
  }

  // All levels of tiles as { levels: [hashes, hashes, …] }, or { finding }.
  async function readTiles(source, size, job) {
    const levels = [];
    for (let level = 0, count = size; count > 0; level++, count = Math.floor(count / WIDTH)) {
      const hashes = new Hashes();
      for await (const [tile, { bytes, isOwn }] of ahead(tilesOf(level, count), (one) => readTile(source, one, WIDTH * HASH))) {
        if (!bytes) return { finding: { code: "missing", file: tile.path } };
        if (bytes.length !== (isOwn ? tile.width : WIDTH) * HASH) return { finding: { code: "bad-tile", path: tile.path } };
        if (hashes.length > MOST_ENTRIES) return {}; // whether it goes on so, the entries show
        for (let i = 0; i < tile.width; i++) hashes.push(bytes.subarray(i * HASH, (i + 1) * HASH));
        await job.step("tiles", tile.width);
      }
      levels.push(hashes);
    }
    return { levels };
  }

  // What both ways of reading entries gather.
  class Entries {
    constructor(size) {
      this.most = Math.min(size, MOST_ENTRIES) + MORE;
      this.hashes = new Hashes();
      this.numbers = [];
      this.finding = null; // the first entry that is no canonical JSON
    }

    get isFull() {
      return this.hashes.length >= this.most;
    }

    // `place` is the number that belongs here, where another stands.
    take(number, bytes, file, place = number) {
      if (this.isFull) return;
      const isReadable = bytes && verifier.isCanonical(bytes);
      if (!isReadable && !this.finding) this.finding = { code: "bad-entry", seq: place, file };
      this.hashes.push(bytes ? leafHash(bytes) : new Uint8Array(HASH));
      this.numbers.push(number);
    }
  }

  // What is missing at the end is seen by the number of entries; a bundle missing before others is a finding itself.
  async function readBundles(source, size, job) {
    const entries = new Entries(size), absent = [];
    const next = () => entries.hashes.length + 1;
    for await (const [bundle, { bytes, isOwn }] of ahead(tilesOf("entries", size), (one) => readTile(source, one, MOST_BUNDLE))) {
      if (!bytes) absent.push(bundle);
      if (absent.length && bytes) return { finding: { code: "missing", seq: absent[0].number * WIDTH + 1, file: absent[0].path } };
      if (absent.length > MISSES) break;
      let left = isOwn || source.isFolder ? Infinity : bundle.width; // what a server has beyond it was signed later
      const isWhole = !bytes || verifier.eachOfBundle(bytes, (entry) => {
        if (left-- > 0) entries.take(next(), entry, bundle.path);
      });
      if (!isWhole) entries.take(next(), null, bundle.path);
      await job.step("bundles", bundle.width);
      if (entries.isFull) break;
    }
    return Object.assign(entries, { numbers: null });
  }

  async function readMonths(source, months, size, job) {
    const entries = new Entries(size), ends = [], keys = [];
    for (const month of months) {
      const pieces = await source.pieces(month);
      if (!pieces) return { finding: { code: "missing", file: month } };
      const start = keys.length;
      for await (const bytes of verifier.linesOf(pieces)) {
        const line = bytes && verifier.lineOf(bytes);
        keys.push(line?.seq > 0 ? line.seq : null);
        const place = keys.at(-1) ?? (keys.at(-2) ?? entries.numbers.at(-1) ?? 0) + 1;
        entries.take(line ? line.seq : null, line && line.entry, month, place);
        if (keys.length % WIDTH === 0) await job.step("months", WIDTH);
        if (entries.isFull) break;
      }
      verifier.numberTheRest(keys, start);
      await job.step("months", (keys.length - start) % WIDTH);
      ends.push(keys.length);
      if (entries.isFull) break;
    }
    const sorted = verifier.inOrder(entries, keys, ends);
    const fileOf = (place) => months[ends.findIndex((end) => (sorted.order[place] ?? keys.length - 1) < end)];
    const counts = Object.fromEntries(ends.map((end, i) => [months[i], end - (ends[i - 1] || 0)]));
    return Object.assign(entries, sorted, { fileOf, counts });
  }

  Object.assign(verifier, { MOST_ENTRIES, readTiles, readBundles, readMonths });
})((globalThis.wartemarkeVerifier ??= {}));
