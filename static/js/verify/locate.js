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
    const elsewhere = found.find(at, sealed);
    // First of all swapped: of two neighbours that changed places the first looks as if it had been removed.
    if (elsewhere >= 0 && found.same(elsewhere, sealed, at)) return { code: "swapped", seq, with: elsewhere + 1 };
    if (found.same(at, sealed, at + 1)) return { code: "removed", seq };
    if (found.same(at + 1, sealed, at)) {
      return elsewhere >= 0 ? { code: "duplicated", seq, of: elsewhere + 1 } : { code: "inserted", seq };
    }
    return { code: "altered", seq };
  }

  // The first of these tiles whose hashes are not those of `right`, or null.
  function wrongTile(tiles, hashes, right) {
    return tiles.find(({ number, width }) => {
      const from = number * WIDTH;
      for (let i = from; i < from + width; i++) if (!hashes.same(i, right, i)) return true;
      return false;
    });
  }

  // The entries of all months in the order of their numbers. `ends` says where in the list each month's lines end;
  // the lines of one month are left as they stand, so that what was swapped within it shows.
  function inOrder(hashes, numbers, ends) {
    let runs = ends.map((end, i) => ({ at: i ? ends[i - 1] : 0, end })).filter((run) => run.at < run.end);
    const order = [];
    while (runs.length) {
      runs.sort((one, other) => numbers[one.at] - numbers[other.at]);
      const [first, next] = runs, limit = next ? numbers[next.at] : Infinity;
      do order.push(first.at++);
      while (first.at < first.end && numbers[first.at] <= limit);
      runs = runs.filter((run) => run.at < run.end);
    }
    if (order.every((index, place) => index === place)) return { hashes, numbers };
    const sorted = new verifier.Hashes();
    for (const index of order) sorted.push(hashes.at(index));
    return { hashes: sorted, numbers: order.map((index) => numbers[index]) };
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

  Object.assign(verifier, { locate, wrongTile, inOrder, blockAtFault });
})((globalThis.wartemarkeVerifier ??= {}));
