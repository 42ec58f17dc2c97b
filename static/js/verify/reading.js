// Reads the tiles and the entries of a record as hashes, in steps, with a finding for whatever cannot be one.

(function (verifier) {
  "use strict";

  const { HASH, WIDTH, Hashes, leafHash, tilesOf, tilePath, TooLarge } = verifier;
  const AT_ONCE = 6; // files asked for beside each other, as many as a browser opens to one server
  const MORE = 256; // entries beyond the signed number that are still read, to say what was put in
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

  // All levels of tiles as { levels: [{ hashes, tiles }] }, or { finding }.
  async function readTiles(source, size, job) {
    const levels = [];
    for (let level = 0, count = size; count > 0; level++, count = Math.floor(count / WIDTH)) {
      const tiles = tilesOf(level, count), hashes = new Hashes();
      for await (const [tile, { bytes, isOwn }] of ahead(tiles, (one) => readTile(source, one, WIDTH * HASH))) {
        if (!bytes) return { finding: { code: "missing", file: tile.path } };
        if (bytes.length !== (isOwn ? tile.width : WIDTH) * HASH) return { finding: { code: "bad-tile", path: tile.path } };
        for (let i = 0; i < tile.width; i++) hashes.push(bytes.subarray(i * HASH, (i + 1) * HASH));
        await job.step("tiles", tile.width);
      }
      levels.push({ hashes, tiles });
    }
    return { levels };
  }

  // What both ways of reading entries gather.
  class Entries {
    constructor(size) {
      this.most = size + MORE;
      this.hashes = new Hashes();
      this.numbers = [];
      this.finding = null; // the first entry that is no canonical JSON
    }

    get isFull() {
      return this.hashes.length >= this.most;
    }

    take(number, bytes, file) {
      if (this.isFull) return;
      const isReadable = bytes && verifier.isCanonical(bytes);
      if (!isReadable && !(this.finding?.seq <= number)) this.finding = { code: "bad-entry", seq: number, file };
      this.hashes.push(bytes ? leafHash(bytes) : new Uint8Array(HASH));
      this.numbers.push(number);
    }
  }

  async function readBundles(source, size, job) {
    const entries = new Entries(size);
    const next = () => entries.hashes.length + 1;
    for await (const [bundle, { bytes, isOwn }] of ahead(tilesOf("entries", size), (one) => readTile(source, one, MOST_BUNDLE))) {
      if (!bytes) return { finding: { code: "missing", file: bundle.path } };
      let left = isOwn ? Infinity : bundle.width; // the rest of a whole one was signed later
      const isWhole = verifier.eachOfBundle(bytes, (entry) => {
        if (left-- > 0) entries.take(next(), entry, bundle.path);
      });
      if (!isWhole || !bytes.length) entries.take(next(), null, bundle.path);
      await job.step("bundles", bundle.width);
      if (entries.isFull) break;
    }
    return entries;
  }

  async function readMonths(source, months, size, job) {
    const entries = new Entries(size), ends = [];
    for (const month of months) {
      const pieces = await source.pieces(month);
      if (!pieces) return { finding: { code: "missing", file: month } };
      let last = 0, lines = 0;
      for await (const bytes of verifier.linesOf(pieces)) {
        const line = bytes && verifier.lineOf(bytes);
        last = line ? line.seq : last + 1;
        entries.take(last, line && line.entry, month);
        if (++lines % WIDTH === 0) await job.step("months", WIDTH);
        if (entries.isFull) break;
      }
      await job.step("months", lines % WIDTH);
      ends.push(entries.hashes.length);
      if (entries.isFull) break;
    }
    return Object.assign(entries, verifier.inOrder(entries.hashes, entries.numbers, ends));
  }

  Object.assign(verifier, { readTiles, readBundles, readMonths });
})((globalThis.wartemarkeVerifier ??= {}));
