// Where two lists of leaf hashes differ first, and what was done there, in the words of the finding codes. Pure.

(function (verifier) {
  "use strict";

  const { WIDTH, Fold, sameBytes } = verifier;

  // The first difference of `found` from `sealed` as a finding, or null. Numbers count from 1, as entries do.
  function locate(found, sealed) {
    const shorter = Math.min(found.length, sealed.length);
    let at = 0;
    while (at < shorter && found.same(at, sealed, at)) at++;
    const seq = at + 1;
    if (at === sealed.length) return at === found.length ? null : { code: "extra", seq };
    if (at === found.length) return { code: "truncated", seq };
    const later = found.find(at, sealed, at + 1); // where else the entry that stands here belongs
    const wanted = sealed.find(at, found, at + 1); // where else the one stands that belongs here
    const follows = (one, other) => found.same(one, sealed, other) || (one >= found.length && other >= sealed.length);
    if (later > 0 && later === wanted) {
      // Of swapped neighbours the first one looks removed, and of what moved by one place the last one swapped.
      const next = at + (later === at + 1 ? 2 : 1);
      if (follows(next, next)) return { code: "swapped", seq, with: later + 1 };
    }
    if (later > 0 && (wanted < 0 || follows(at + 1, later + 1))) return { code: "removed", seq };
    if (wanted < 0) return { code: "altered", seq };
    const twin = found.find(at, sealed, 0);
    return twin < 0 ? { code: "inserted", seq } : { code: "duplicated", seq, of: twin + 1 };
  }

  // The first tile of this level whose hashes are not those of `right`, or undefined.
  function wrongTile(level, hashes, right) {
    for (const tile of verifier.tilesOf(level, right.length)) {
      const from = tile.number * WIDTH;
      for (let i = from; i < from + tile.width; i++) if (!hashes.same(i, right, i)) return tile;
    }
    return undefined;
  }

  // Gives the lines from `start` on that have no number the one that belongs to their place: after the line before,
  // at the beginning of a month before the line after, else after the month before.
  function numberTheRest(keys, start) {
    const first = keys.findIndex((key, i) => i >= start && key !== null);
    for (let i = start; i < keys.length; i++) {
      if (keys[i] !== null) continue;
      keys[i] = i < first ? keys[first] - (first - i) : (keys[i - 1] || 0) + 1;
    }
  }

  // The entries of all months in the order of their numbers. `ends` says where in the list each month's lines end;
  // the lines of one month are left as they stand, so that what was swapped within it shows.
  function inOrder({ hashes, numbers }, keys, ends) {
    let runs = ends.map((end, i) => ({ at: i ? ends[i - 1] : 0, end })).filter((run) => run.at < run.end);
    const order = [];
    while (runs.length) {
      runs.sort((one, other) => keys[one.at] - keys[other.at]);
      const [first, next] = runs, limit = next ? keys[next.at] : Infinity;
      do order.push(first.at++);
      while (first.at < first.end && keys[first.at] <= limit);
      runs = runs.filter((run) => run.at < run.end);
    }
    if (order.every((index, place) => index === place)) return { hashes, numbers, order };
    const sorted = new verifier.Hashes();
    for (const index of order) sorted.push(hashes.at(index));
    return { hashes: sorted, numbers: order.map((index) => numbers[index]), order };
  }

  // Where neither entries nor tiles give the signed root, the tiles above may still tell in which 256 entries it is:
  // { from, to }, or null where they do not give it either.
  function blockAtFault(leaves, above, size, root) {
    const top = new Fold(), tail = new Fold(), whole = Math.floor(size / WIDTH);
    if (!above || above.length < whole || leaves.length < size) return null;
    for (let i = 0; i < whole; i++) top.push(above.at(i).slice());
    for (let i = whole * WIDTH; i < size; i++) tail.push(leaves.at(i).slice());
    const parts = [...top.whole, ...tail.whole];
    if (!parts.length || !sameBytes(parts.reduceRight((right, left) => verifier.nodeHash(left, right)), root)) return null;
    for (let block = 0; block < whole; block++) {
      const fold = new Fold();
      for (let i = block * WIDTH; i < (block + 1) * WIDTH; i++) fold.push(leaves.at(i).slice());
      if (!sameBytes(fold.root(), above.at(block))) return { from: block * WIDTH + 1, to: (block + 1) * WIDTH };
    }
    return null;
  }

  Object.assign(verifier, { locate, wrongTile, numberTheRest, inOrder, blockAtFault });
})((globalThis.wartemarkeVerifier ??= {}));
