// What lies in a folder beside the entries: the list of contents, months that cannot be, tiles that nobody asked for.
// None of it is signed; it has to repeat rightly what is.

(function (verifier) {
  "use strict";

  const { WIDTH, tilePath, hex, rootText } = verifier;
  const TILE = /^tile\/(entries|[0-9]{1,2})\/((?:x[0-9]{3}\/)*[0-9]{3})(?:\.p\/(.*))?$/;
  const MONTH = /^[0-9]{4}-(0[1-9]|1[0-2])$/;

  // All findings about a folder whose entries are known to be right; `counts` are the lines of each month's file.
  async function judgeFolder(folder, checkpoint, counts) {
    const index = folder.files.has("index.json") ? judgeIndex(await contents(folder), checkpoint, counts) : [];
    const strays = [...folder.files.keys()].map((path) => (path.endsWith(".jsonl") ? strayMonth(path) : strayTile(path, checkpoint.size)));
    return [...index, ...strays.filter(Boolean)];
  }

  async function contents(folder) {
    try {
      return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(await folder.read("index.json", 2 ** 20)));
    } catch {
      return null;
    }
  }

  function judgeIndex(index, { origin, size, root }, counts) {
    const altered = { code: "altered", file: "index.json" };
    const months = index?.months;
    if (!Array.isArray(months) || !months.every((one) => typeof one?.month === "string")) return [altered];
    const impossible = months.map(({ month }) => strayMonth(`${month}.jsonl`)).filter(Boolean);
    if (impossible.length) return impossible;
    const told = months.filter(({ entries }) => entries).map(({ month, entries }) => `${month}.jsonl ${entries}`).sort().join();
    const right = Object.entries(counts).filter(([, lines]) => lines).map((one) => one.join(" ")).sort().join();
    const fits = index.origin === origin && index.size === size && [hex(root), rootText(root)].includes(index.root);
    return fits && (told === right || !right) ? [] : [altered];
  }

  const strayMonth = (file) => (MONTH.test(file.slice(0, -".jsonl".length)) ? null : { code: "bad-range", file });

  function strayTile(path, size) {
    if (!path.startsWith("tile/")) return null;
    const [, level, digits, part = String(WIDTH)] = TILE.exec(path) || [];
    const number = Number(digits?.replace(/[x/]/g, "")), width = Number(part);
    const isPossible = level && /^[1-9][0-9]{0,2}$/.test(part) && width <= WIDTH && tilePath(level, number, width) === path;
    if (!isPossible) return { code: "bad-range", file: path };
    const isEntries = level === "entries", depth = isEntries ? 0 : Number(level);
    if (number * WIDTH + width <= Math.floor(size / WIDTH ** depth)) return null;
    return isEntries ? { code: "extra", seq: size + 1, file: path } : { code: "bad-range", file: path };
  }

  Object.assign(verifier, { judgeFolder });
})((globalThis.wartemarkeVerifier ??= {}));
