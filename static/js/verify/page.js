// The page: what the buttons do. It runs one check at a time, in slices, so that it can be read and stopped meanwhile.

(function (verifier) {
  "use strict";

  const SLICE = 40; // milliseconds of work until the page may draw itself
  const isSaved = location.protocol === "file:";

  // A moment for the browser. A timer would take a second each in a page that nobody looks at.
  const channel = new MessageChannel();
  const moment = () =>
    new Promise((done) => {
      channel.port1.onmessage = done;
      channel.port2.postMessage(null);
    });

  class Job {
    constructor(view, signal) {
      Object.assign(this, { view, signal, all: 0, done: 0, since: performance.now() });
      this.pause = async () => {
        if (performance.now() - this.since < SLICE) return;
        await moment();
        this.since = performance.now();
        signal.throwIfAborted();
      };
    }

    plan(all) {
      this.all = all;
    }

    async step(what, count) {
      this.signal.throwIfAborted();
      this.done += count;
      if (performance.now() - this.since >= SLICE) this.view.progress(what, this.done, this.all);
      await this.pause();
    }
  }

  class Panel {
    constructor(root) {
      this.root = root;
      this.view = new verifier.View(root, isSaved);
      this.on("check", () => this.run("check", (signal) => this.server(signal)));
      this.on("check-files", () => this.run("check-files", (signal) => new verifier.Folder(this.files(), signal)));
      this.on("stop", () => this.stopping.abort());
      this.on("forget", () => this.forget());
      for (const name of ["folder", "files"]) this.view.part(name).addEventListener("change", () => this.choose(name));
      if (isSaved && root.dataset.trusts) this.view.part("trusted").value = root.dataset.trusts;
      for (const name of ["card", "controls"]) this.view.part(name).hidden = false;
      if (isSaved) this.bringFilesForward();
      this.view.idle();
      this.showMemory();
      this.choose("folder");
    }

    // Without a server the files are all that can be checked: they stand right below the verdict.
    bringFilesForward() {
      this.view.part("card").after(this.view.part("disk"));
      this.view.button("check-files").classList.add("primary");
    }

    on(name, act) {
      this.view.button(name).addEventListener("click", act);
    }

    server(signal) {
      const base = new URL(this.root.dataset.base, location.href).href;
      return new verifier.Server(base, signal, (seconds) => this.view.waiting(seconds));
    }

    files() {
      return [...this.view.part("folder").files, ...this.view.part("files").files];
    }

    // One choice at a time: a folder and files beside it would be two records.
    choose(name) {
      const other = this.view.part(name === "folder" ? "files" : "folder");
      if (this.view.part(name).files.length) other.value = "";
      const count = this.files().length;
      this.view.button("check-files").disabled = !count;
      this.view.part("chosen").textContent = count ? this.view.say.count("chosen", count) : "";
    }

    async run(pressed, open) {
      this.stopping = new AbortController();
      const { view } = this, started = performance.now();
      view.running();
      view.button("stop").focus();
      try {
        const source = open(this.stopping.signal);
        const given = this.given(source);
        const result = await verifier.check(source, given, new Job(view, this.stopping.signal));
        verifier.last = result;
        view.finished({ ...result, kept: given.kept && verifier.keptCheckpointOf(given.kept) }, (performance.now() - started) / 1000);
        if (!result.findings.length) this.remember(result);
      } catch (error) {
        if (error.name === "AbortError") view.stopped();
        else view.trouble(error);
      }
      this.showMemory();
      this.choose("folder");
      view.button(pressed).focus({ preventScroll: true });
    }

    // What the reader pasted; else, on the server's own record, what this browser remembers.
    given(source) {
      const pasted = { kept: this.view.part("kept").value, trusted: this.view.part("trusted").value };
      const memory = verifier.recall();
      if (source.isFolder || !memory) return pasted;
      return { kept: pasted.kept.trim() ? pasted.kept : memory.note, trusted: pasted.trusted.trim() ? pasted.trusted : memory.keys };
    }

    remember(result) {
      if (this.view.part("remember").checked) verifier.remember(result);
    }

    forget() {
      verifier.forget();
      this.view.part("remember").checked = false;
      this.showMemory();
      this.view.part("remember").focus();
    }

    showMemory() {
      const memory = verifier.recall(), kept = memory && verifier.keptCheckpointOf(memory.note), { view } = this;
      view.button("forget").hidden = !kept;
      if (kept) view.part("remember").checked = true;
      view.part("remembered").textContent = kept ? view.say("remembered", { n: kept.size, day: view.say.day(memory.at) }) : "";
      view.part("memory").hidden = isSaved;
    }
  }

  // The file in both languages shows one of them; without a script both stand there.
  function chooseLanguage(wish) {
    document.documentElement.lang = wish;
    for (const part of document.querySelectorAll("[data-verify]")) part.parentElement.hidden = part.dataset.verify !== wish;
    for (const button of document.querySelectorAll("[data-shows]")) button.setAttribute("aria-pressed", button.dataset.shows === wish);
    const heading = document.querySelector(`[data-verify=${wish}] h1`);
    document.title = `Wartemarke: ${heading.textContent}`;
  }

  if (isSaved) document.documentElement.dataset.saved = "";
  const roots = [...document.querySelectorAll("[data-verify]")];
  roots.forEach((root) => new Panel(root));
  if (roots.length > 1) {
    for (const button of document.querySelectorAll("[data-shows]")) button.addEventListener("click", () => chooseLanguage(button.dataset.shows));
    document.querySelector("[data-part=languages]").hidden = false;
    chooseLanguage(navigator.language.startsWith("de") ? "de" : "en");
  }
})((globalThis.wartemarkeVerifier ??= {}));
