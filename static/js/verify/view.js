// Shows the state of a check in its card: not begun, running, fits, does not fit, stopped. It decides nothing.

(function (verifier) {
  "use strict";

  const TOLD_EVERY = 0.25; // of the whole: more often would talk over the reader

  class View {
    // Where it is `isSaved` to disk there is no server: only files can be checked.
    constructor(root, isSaved) {
      this.root = root;
      this.isSaved = isSaved;
      this.say = verifier.sayer(root.dataset.verify);
      this.told = 0;
    }

    part(name) {
      return this.root.querySelector(`[data-part="${name}"]`);
    }

    button(name) {
      return this.root.querySelector(`[data-do="${name}"]`);
    }

    show(state, title, text) {
      const isRunning = state === "running";
      this.part("card").dataset.state = state;
      this.part("title").textContent = title;
      this.part("text").textContent = text;
      this.part("progress").hidden = !isRunning;
      this.button("check").hidden = isRunning || this.isSaved;
      this.button("stop").hidden = !isRunning;
      for (const control of this.root.querySelectorAll("[data-do^='check'], textarea, input")) control.disabled = isRunning;
      if (!["good", "bad"].includes(state)) this.part("result").hidden = true;
    }

    idle() {
      this.show("idle", ...this.say.both(this.isSaved ? "idle-saved" : "idle"));
    }

    running() {
      this.told = 0;
      this.show("running", ...this.say.both("running"));
      this.progress("tiles", 0, 1);
    }

    progress(what, done, all) {
      const bar = this.root.querySelector("progress");
      bar.max = all || 1;
      bar.value = Math.min(done, all);
      this.part("doing").textContent = this.say("reading", { what: this.say(what), done, all });
      const share = Math.floor(done / (all || 1) / TOLD_EVERY) * TOLD_EVERY;
      if (share > this.told && share < 1) this.part("spoken").textContent = `${Math.round(share * 100)} %`;
      this.told = Math.max(this.told, share);
    }

    waiting(seconds) {
      this.part("doing").textContent = this.say("waiting", { n: seconds });
    }

    stopped() {
      this.show("stopped", ...this.say.both("stopped"));
    }

    trouble(error) {
      const what = error.path || this.say("record"), why = error.path ? error.message.slice(error.path.length + 2) : error.message;
      this.show("trouble", ...this.say.both("trouble", { what, why }));
    }

    finished(result, seconds) {
      const [first, ...others] = result.findings.map((finding) => this.words(finding));
      if (first) this.show("bad", ...first);
      else this.show("good", ...this.goodWords(result));
      this.part("others").replaceChildren(...others.map((words) => item(words)));
      this.part("facts").replaceChildren(...this.facts(result, seconds).flatMap(([name, value]) => pair(name, value)));
      this.part("result").hidden = false;
    }

    goodWords({ checkpoint, signers }) {
      const key = signers.map(({ name, id }) => `${name}+${id}`).join(", ");
      const entries = this.say.count("entries", checkpoint.size);
      return this.say.both(checkpoint.size ? "good" : "good-empty", { key, entries });
    }

    words(finding) {
      const file = this.say.has(finding.file) ? this.say(finding.file) : finding.file;
      const values = finding.code === "missing" ? finding : { ...finding, file };
      return this.say.both(verifier.sentenceOf(finding), values);
    }

    facts({ findings, checkpoint, signers, isFirstUse, kept, read, published }, seconds) {
      const { say } = this, rows = findings.slice(0, 1).flatMap((finding) => [
        [say("code"), finding.code],
        [say("place"), this.place(finding)],
      ]);
      if (checkpoint) rows.push([say("record"), checkpoint.origin], [say("size"), checkpoint.size], [say("root"), verifier.rootText(checkpoint.root)]);
      for (const key of signers) rows.push([say("signed by"), key.line]);
      if (signers.length) rows.push([say("trust"), say(isFirstUse ? "first use" : "given key")]);
      if (signers.length && !findings.length) rows.push([say("compared"), kept ? say("earlier one", { n: kept.size }) : say("no earlier one")]);
      const files = [...(read.tiles ? ["tiles"] : []), ...(read.lists || [])].map((what) => say(`read ${what}`));
      if (files.length) rows.push([say("was read"), files.join(" · ")]);
      rows.push([say("checked"), say("when", { at: say.moment(), n: Math.max(Math.round(seconds * 10) / 10, 0.1) })]);
      return rows.filter(([, value]) => value !== "").map(([name, value]) => [name, typeof value === "number" ? say.number(value) : value]);
    }

    // Where it is, for whoever wants to look it up: the entry, the file, the tile.
    place({ seq, with: other, of, path, file, from, to, in: list }) {
      const entry = (n) => this.say("entry", { n });
      const parts = [...[seq, other, of].filter(Boolean).map(entry), from && `${entry(from)} – ${this.say.number(to)}`];
      parts.push(path, this.say.has(file) ? this.say(file) : file, list && this.say(`read ${list}`));
      return parts.filter(Boolean).join(" · ");
    }
  }

  function item([title, text]) {
    const item = document.createElement("li"), strong = document.createElement("strong");
    strong.textContent = title;
    item.append(strong, ` ${text}`);
    return item;
  }

  function pair(name, value) {
    const term = document.createElement("dt"), told = document.createElement("dd");
    term.textContent = name;
    told.textContent = value;
    return [term, told];
  }

  Object.assign(verifier, { View });
})((globalThis.wartemarkeVerifier ??= {}));
