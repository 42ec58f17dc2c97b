// Entries out of bundles (C2SP tlog-tiles) and out of lines (JSONL by month); each must be canonical JSON (RFC 8785).

(function (verifier) {
  "use strict";

  const MOST_LINE = 2 ** 16 + 64; // bytes; an entry has at most 65,535, as a bundle gives its length two bytes
  const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  const BEFORE = new TextEncoder().encode('{"entry":');
  const NEWLINE = 10;

  // RFC 8785: names sorted by UTF-16 units, numbers and texts as ECMAScript writes them.
  function canonical(value) {
    if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
    if (value === null || typeof value !== "object") return JSON.stringify(value);
    const names = Object.keys(value).sort();
    return `{${names.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(",")}}`;
  }

  function isCanonical(bytes) {
    try {
      const text = utf8.decode(bytes);
      const value = JSON.parse(text);
      return value !== null && typeof value === "object" && !Array.isArray(value) && canonical(value) === text;
    } catch {
      return false; // no UTF-8, no JSON, or nested beyond all measure
    }
  }

  // Calls `take(entry)` for each entry of a bundle; false where the last one is cut off.
  function eachOfBundle(bytes, take) {
    let at = 0;
    while (at < bytes.length) {
      if (at + 2 > bytes.length) return false;
      const length = bytes[at] * 256 + bytes[at + 1];
      at += 2;
      if (at + length > bytes.length) return false;
      take(bytes.subarray(at, at + length));
      at += length;
    }
    return true;
  }

  // { seq, entry } of one line, exactly `{"entry":<entry>,"seq":<number>}`; null for anything else.
  function lineOf(bytes) {
    for (let i = 0; i < BEFORE.length; i++) if (bytes[i] !== BEFORE[i]) return null;
    const tail = String.fromCharCode(...bytes.subarray(Math.max(BEFORE.length, bytes.length - 24)));
    const found = /,"seq":(-?[0-9]{1,15})\}$/.exec(tail);
    if (!found) return null;
    return { seq: Number(found[1]), entry: bytes.subarray(BEFORE.length, bytes.length - found[0].length) };
  }

  // The lines of a file that arrives in pieces. `null` stands for a line that is too long to be one of ours, or unended.
  async function* linesOf(pieces) {
    let rest = new Uint8Array(0);
    for await (const piece of pieces) {
      const bytes = rest.length ? joined(rest, piece) : piece;
      let from = 0;
      for (let end; (end = bytes.indexOf(NEWLINE, from)) >= 0; from = end + 1) {
        yield end - from > MOST_LINE ? null : bytes.subarray(from, end);
      }
      rest = bytes.slice(from);
      if (rest.length > MOST_LINE) {
        yield null;
        return;
      }
    }
    if (rest.length) yield null; // every line ends: what does not was cut off
  }

  function joined(one, other) {
    const both = new Uint8Array(one.length + other.length);
    both.set(one);
    both.set(other, one.length);
    return both;
  }

  Object.assign(verifier, { canonical, isCanonical, eachOfBundle, lineOf, linesOf });
})((globalThis.wartemarkeVerifier ??= {}));
