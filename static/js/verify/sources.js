// Where the files of a record come from: a server, or a folder that the reader chose. It reads and does not judge.
// Both offer `read(path, most)`: the bytes, or null where there is no such file; and `pieces(path)`: the same in steps.

(function (verifier) {
  "use strict";

  const PATIENCE = 5; // times that a busy server may ask to wait, for one file
  const LONGEST_WAIT = 60; // seconds
  const MONTH = /^\d{4}-\d{2}\.jsonl$/;

  // The file could not be read for a reason that says nothing about the record.
  class Unreadable extends Error {
    constructor(path, reason) {
      super(`${path}: ${reason}`);
      this.path = path;
    }
  }

  // The file is larger than any honest one.
  class TooLarge extends Error {
    constructor(path) {
      super(path);
      this.path = path;
    }
  }

  // Waits, unless the reader ends it.
  function rest(milliseconds, signal) {
    return new Promise((done, fail) => {
      const timer = setTimeout(done, milliseconds);
      signal?.addEventListener("abort", () => (clearTimeout(timer), fail(signal.reason)), { once: true });
    });
  }

  async function gathered(path, pieces, most) {
    const parts = [];
    let length = 0;
    for await (const piece of pieces) {
      length += piece.length;
      if (length > most) throw new TooLarge(path);
      parts.push(piece);
    }
    const whole = new Uint8Array(length);
    let at = 0;
    for (const part of parts) {
      whole.set(part, at);
      at += part.length;
    }
    return whole;
  }

  async function* piecesOf(stream) {
    const reader = stream.getReader();
    try {
      for (let step; !(step = await reader.read()).done; ) yield step.value;
    } finally {
      reader.cancel().catch(() => {});
    }
  }

  class Server {
    constructor(base, signal, waits = () => {}) {
      this.base = base; // with a slash at its end
      this.signal = signal;
      this.waits = waits; // told the seconds when the server asks to wait
      this.isFolder = false;
    }

    async pieces(path) {
      for (let tries = 0; ; tries++) {
        const answer = await this.ask(path);
        if (answer.status === 404 || answer.status === 410) return null;
        if (answer.ok) return piecesOf(answer.body);
        if (![429, 503].includes(answer.status) || tries === PATIENCE) throw new Unreadable(path, answer.status);
        const seconds = Math.min(Number(answer.headers.get("Retry-After")) || 5, LONGEST_WAIT);
        this.waits(seconds);
        await rest(seconds * 1000, this.signal);
      }
    }

    async ask(path) {
      try {
        // All is read anew, and a long record does not push everything else out of the browser's cache.
        return await fetch(this.base + path, { signal: this.signal, credentials: "omit", cache: "no-store" });
      } catch (error) {
        if (error.name === "AbortError") throw error;
        throw new Unreadable(path, error.message);
      }
    }

    async read(path, most) {
      const pieces = await this.pieces(path);
      return pieces && gathered(path, pieces, most);
    }

    async months() {
      const index = await this.read("index.json", 2 ** 20);
      return monthsOf(index);
    }
  }

  class Folder {
    constructor(files, signal) {
      this.signal = signal;
      this.isFolder = true;
      const all = Array.from(files, (file) => [file.webkitRelativePath || file.name, file]);
      const top = all.map(([path]) => path).filter((path) => /(^|\/)checkpoint$/.test(path));
      top.sort((one, other) => one.length - other.length);
      const root = top.length ? top[0].slice(0, -"checkpoint".length) : (all[0]?.[0].match(/^[^/]*\//) || [""])[0];
      this.files = new Map(all.filter(([path]) => path.startsWith(root)).map(([path, file]) => [path.slice(root.length), file]));
    }

    async pieces(path) {
      this.signal?.throwIfAborted();
      const file = this.files.get(path);
      return file ? piecesOf(file.stream()) : null;
    }

    async read(path, most) {
      const pieces = await this.pieces(path);
      return pieces && gathered(path, pieces, most);
    }

    has(start) {
      return [...this.files.keys()].some((path) => path.startsWith(start));
    }

    // The months that are here, and those that the list of contents names.
    async months() {
      const here = [...this.files.keys()].filter((path) => MONTH.test(path));
      const index = await this.read("index.json", 2 ** 20).catch(() => null);
      return [...new Set([...here, ...monthsOf(index)])].sort();
    }
  }

  function monthsOf(index) {
    try {
      const months = JSON.parse(new TextDecoder().decode(index)).months;
      return months.map(({ month }) => `${month}.jsonl`).filter((name) => MONTH.test(name)).sort();
    } catch {
      return []; // a list of contents is a convenience; what it names wrongly, the entries show
    }
  }

  Object.assign(verifier, { Server, Folder, Unreadable, TooLarge });
})((globalThis.wartemarkeVerifier ??= {}));
