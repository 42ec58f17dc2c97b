// The tree of RFC 6962 and 9162 and its tiles (C2SP tlog-tiles): hashes, roots, names. It knows no entry and no file.

(function (verifier) {
  "use strict";

  const { sha256 } = verifier;
  const LEAF = Uint8Array.of(0), NODE = Uint8Array.of(1), NOTHING = new Uint8Array(0);
  const HASH = 32; // bytes
  const WIDTH = 256; // hashes or entries of a whole tile

  const leafHash = (entry) => sha256(LEAF, entry);
  const nodeHash = (left, right) => sha256(NODE, left, right);

  // Many hashes in one piece of memory, 32 bytes each, that grows.
  class Hashes {
    constructor() {
      this.length = 0;
      this.bytes = new Uint8Array(WIDTH * HASH);
    }

    push(hash) {
      if ((this.length + 1) * HASH > this.bytes.length) {
        const larger = new Uint8Array(this.bytes.length * 2);
        larger.set(this.bytes);
        this.bytes = larger;
      }
      this.bytes.set(hash, this.length++ * HASH);
    }

    at(index) {
      return this.bytes.subarray(index * HASH, (index + 1) * HASH);
    }

    // Whether both have a hash there, and the same one.
    same(index, other, place) {
      if (index < 0 || place < 0 || index >= this.length || place >= other.length) return false;
      const one = index * HASH, two = place * HASH;
      for (let i = 0; i < HASH; i++) if (this.bytes[one + i] !== other.bytes[two + i]) return false;
      return true;
    }

    // Where `other` has the hash that stands here at `index`, looked for from a place on; or -1.
    find(index, other, from) {
      for (let place = from; place < other.length; place++) if (this.same(index, other, place)) return place;
      return -1;
    }
  }

  // Takes leaf after leaf and keeps only the roots of the whole subtrees so far.
  class Fold {
    constructor() {
      this.size = 0;
      this.whole = [];
    }

    push(hash) {
      for (let size = this.size++; size % 2; size = (size - 1) / 2) hash = nodeHash(this.whole.pop(), hash);
      this.whole.push(hash);
    }

    root() {
      if (!this.size) return sha256(NOTHING);
      return this.whole.reduceRight((right, left) => nodeHash(left, right));
    }
  }

  // The root over the first `size` hashes; `pause` is awaited now and then, so that the page stays alive.
  async function rootOf(hashes, size, pause = () => {}) {
    const fold = new Fold();
    for (let index = 0; index < size; index++) {
      fold.push(hashes.at(index).slice());
      if (index % 2048 === 2047) await pause();
    }
    return fold.root();
  }

  // The next level of tiles: one hash for each whole 256 of these.
  async function levelAbove(hashes, pause = () => {}) {
    const above = new Hashes();
    for (let from = 0; from + WIDTH <= hashes.length; from += WIDTH) {
      const fold = new Fold();
      for (let index = from; index < from + WIDTH; index++) fold.push(hashes.at(index).slice());
      above.push(fold.root());
      if (from % 2048 === 0) await pause();
    }
    return above;
  }

  // `tile/0/x001/234.p/56`: how a tile, or with "entries" a bundle, is called.
  function tilePath(level, number, width = WIDTH) {
    const groups = [];
    for (let rest = number; groups.length === 0 || rest > 0; rest = Math.floor(rest / 1000)) {
      groups.unshift(String(rest % 1000).padStart(3, "0"));
    }
    const name = groups.map((group, i) => (i < groups.length - 1 ? `x${group}` : group)).join("/");
    return `tile/${level}/${name}${width < WIDTH ? `.p/${width}` : ""}`;
  }

  // The tiles that `count` hashes of a level fill, one after the other: a false `count` may be beyond all measure.
  function* tilesOf(level, count) {
    for (let number = 0; number * WIDTH < count; number++) {
      const width = Math.min(WIDTH, count - number * WIDTH);
      yield { level, number, width, path: tilePath(level, number, width) };
    }
  }

  Object.assign(verifier, {
    HASH, WIDTH, Hashes, Fold, leafHash, nodeHash, rootOf, levelAbove, tilePath, tilesOf,
  });
})((globalThis.wartemarkeVerifier ??= {}));
