// What fitted last time, kept in this browser if its reader wishes so: per record the checkpoint and the keys behind it.

(function (verifier) {
  "use strict";

  const PLACE = "log-verified";

  // Storage may be switched off, or full, or hold what somebody else wrote there: then nothing is remembered.
  function recall() {
    try {
      const kept = JSON.parse(localStorage.getItem(PLACE));
      return [kept?.note, kept?.keys, kept?.at].every((value) => typeof value === "string") ? kept : null;
    } catch {
      return null;
    }
  }

  function remember(result) {
    const keys = result.signers.map((key) => key.line).join("\n");
    try {
      localStorage.setItem(PLACE, JSON.stringify({ note: result.note, keys, at: new Date().toISOString() }));
    } catch {
      // as above
    }
  }

  function forget() {
    try {
      localStorage.removeItem(PLACE);
    } catch {
      // as above
    }
  }

  Object.assign(verifier, { recall, remember, forget });
})((globalThis.wartemarkeVerifier ??= {}));
