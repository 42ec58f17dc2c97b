// Every sentence that the check says, in German and English: the page has to speak when it is saved and no server is near.
// In {braces} stand values of the finding or of the result; numbers are written as the language does.

(function (verifier) {
  "use strict";

  const en = {
    "bad-checkpoint": ["The checkpoint cannot be read.", "{file} is not in the form of a signed checkpoint (C2SP). Nothing can be checked against it."],
    "other-log": ["This is the checkpoint of another record.", "It names {origin}; expected was {expected}."],
    "unknown-key": ["The checkpoint is not signed by a key that you trust.", "Somebody has signed this record with another key. Either the key was changed without the old one vouching for the new, or this is not the record you know."],
    "bad-signature": ["The signature is wrong.", "{file} names the key {key}, but that key did not sign this text. It was changed after it was signed."],
    "old-checkpoint": ["You are shown an older state than you have seen before.", "The checkpoint covers {size} entries; the one you kept covered {seen}. A record never becomes shorter."],
    forked: ["This record has a second history.", "Its first {size} entries are not those that an earlier checkpoint was signed over. Something before that was rewritten."],
    truncated: ["From entry {seq} on, entries are missing.", "They were signed, but they are not there. Every entry before them is right."],
    extra: ["From entry {seq} on there is more than was signed.", "The checkpoint ends before it. Nothing vouches for this entry."],
    altered: ["Entry {seq} was altered.", "What stands there is not what was signed. Every entry before it is right."],
    "altered-somewhere": ["The record was altered.", "Neither the entries nor the hashes give the signed root, so no single entry can be named."],
    "altered-file": ["The file {file} was altered.", "It is not signed itself, but tells something else than what was signed."],
    "altered-within": ["One of the entries {from} to {to} was altered.", "Neither the entries nor the hashes give the signed root. The hashes above them say that the fault lies in this stretch."],
    "bad-number": ["The number of entry {seq} was altered.", "The entry itself is right, but {number} stands as its number."],
    swapped: ["Entries {seq} and {with} were swapped.", "Both were signed, each in the place of the other. Every entry before them is right."],
    inserted: ["Entry {seq} was slipped in.", "It was never signed. What was signed as entry {seq} comes after it."],
    duplicated: ["Entry {seq} is a copy of entry {of}.", "It was signed once and stands here a second time."],
    removed: ["Entry {seq} was removed.", "It was signed, but the one that follows stands in its place. Every entry before it is right."],
    "bad-tile": ["The file {path} is wrong.", "Its hashes do not fold up to the signed root."],
    "bad-entry": ["Entry {seq} cannot be read.", "It is not canonical JSON (RFC 8785), the only form that an entry has."],
    "bad-range": ["The checkpoint names an impossible size.", "No record can have {size} entries."],
    "bad-file": ["The file {file} cannot be part of a record.", "There is no such month, number or width in this record."],
    "bad-range-here": ["The record is too long for this page.", "It has {size} entries; a browser keeps at most {most} in mind. Use verify.py for it."],
    missing: ["The file {file} is missing.", "It belongs to the record and could not be found."],

    idle: ["Not checked yet", "Nothing is taken on trust: your browser reads every entry and recomputes what was signed."],
    "idle-saved": ["Not checked yet", "Choose the folder of an export. Nothing leaves this device."],
    running: ["Checking …", ""],
    stopped: ["Stopped", "You ended the check. Nothing can be said about the record."],
    trouble: ["The check could not be finished", "{what} could not be read ({why}). That says nothing about the record: try again."],
    good: ["Everything fits.", "{entries}: none is missing, none was altered, none was added, and the checkpoint is signed by {key}."],
    "good-empty": ["Everything fits.", "The record is still empty, and the empty checkpoint is signed by {key}."],
    entries: ["{n} entry", "{n} entries"],

    reading: "{what}: {done} of {all}",
    tiles: "Hashes", bundles: "Entries in bundles", months: "Entries by month", waiting: "The server asks to wait {n} seconds",
    record: "Record", size: "Entries", root: "Root", "signed by": "Signed by", trust: "Trust", compared: "Compared with", "was read": "Read and recomputed", checked: "Checked",
    "first use": "Trusted on first use: the key came with the record itself. Keep it, and give it the next time.",
    "given key": "You gave the key, or a checkpoint signed by it.",
    "earlier one": "An earlier checkpoint over {n} entries: this record begins with exactly these.",
    "no earlier one": "No earlier checkpoint. Only with one can anybody see that the past was not rewritten.",
    "read tiles": "hashes at every level of the tree", "read bundles": "entries in bundles", "read months": "entries by month",
    when: "{at}, in {n} seconds", code: "Finding", place: "Place", entry: "Entry {n}",
    checkpoint: "The checkpoint", kept: "The earlier checkpoint", given: "The key that you gave", keys: "The list of keys",
    remembered: "A checkpoint over {n} entries, verified on {day}, is remembered in this browser and is compared with.",
    chosen: ["{n} file chosen", "{n} files chosen"],
  };

  const de = {
    "bad-checkpoint": ["Der Prüfpunkt ist nicht lesbar.", "{file} hat nicht die Form eines signierten Prüfpunkts (C2SP). Daran lässt sich nichts prüfen."],
    "other-log": ["Das ist der Prüfpunkt eines anderen Protokolls.", "Er nennt {origin}; erwartet war {expected}."],
    "unknown-key": ["Der Prüfpunkt ist mit keinem Schlüssel signiert, dem Sie vertrauen.", "Jemand hat dieses Protokoll mit einem anderen Schlüssel signiert. Entweder wurde der Schlüssel gewechselt, ohne dass der alte für den neuen bürgt, oder es ist nicht das Protokoll, das Sie kennen."],
    "bad-signature": ["Die Signatur ist falsch.", "{file} nennt den Schlüssel {key}, doch der hat diesen Text nicht signiert. Der Text wurde danach geändert."],
    "old-checkpoint": ["Ihnen wird ein älterer Stand gezeigt, als Sie schon gesehen haben.", "Der Prüfpunkt umfasst {size} Einträge; der, den Sie aufbewahrt haben, umfasste {seen}. Ein Protokoll wird nie kürzer."],
    forked: ["Dieses Protokoll hat eine zweite Geschichte.", "Seine ersten {size} Einträge sind nicht die, über die ein früherer Prüfpunkt signiert wurde. Davor wurde etwas umgeschrieben."],
    truncated: ["Ab Eintrag {seq} fehlen Einträge.", "Sie wurden signiert, sind aber nicht da. Alle Einträge davor stimmen."],
    extra: ["Ab Eintrag {seq} steht mehr da, als signiert wurde.", "Der Prüfpunkt endet davor. Für diesen Eintrag bürgt nichts."],
    altered: ["Eintrag {seq} wurde verändert.", "Was dort steht, ist nicht, was signiert wurde. Alle Einträge davor stimmen."],
    "altered-somewhere": ["Das Protokoll wurde verändert.", "Weder die Einträge noch die Hashwerte ergeben die signierte Wurzel. Ein einzelner Eintrag lässt sich deshalb nicht nennen."],
    "altered-file": ["Die Datei {file} wurde verändert.", "Sie ist selbst nicht signiert, sagt aber etwas anderes, als signiert wurde."],
    "altered-within": ["Einer der Einträge {from} bis {to} wurde verändert.", "Weder die Einträge noch die Hashwerte ergeben die signierte Wurzel. Die Hashwerte darüber sagen, dass der Fehler in diesem Abschnitt liegt."],
    "bad-number": ["Die Nummer von Eintrag {seq} wurde verändert.", "Der Eintrag selbst stimmt, aber als Nummer steht dort {number}."],
    swapped: ["Die Einträge {seq} und {with} wurden vertauscht.", "Beide wurden signiert, jeder steht am Platz des anderen. Alle Einträge davor stimmen."],
    inserted: ["Eintrag {seq} wurde eingeschoben.", "Er wurde nie signiert. Was als Eintrag {seq} signiert wurde, kommt danach."],
    duplicated: ["Eintrag {seq} ist eine Kopie von Eintrag {of}.", "Er wurde einmal signiert und steht hier ein zweites Mal."],
    removed: ["Eintrag {seq} wurde entfernt.", "Er wurde signiert, aber an seinem Platz steht der nächste. Alle Einträge davor stimmen."],
    "bad-tile": ["Die Datei {path} ist falsch.", "Ihre Hashwerte ergeben nicht die signierte Wurzel."],
    "bad-entry": ["Eintrag {seq} ist nicht lesbar.", "Er ist kein kanonisches JSON (RFC 8785), die einzige Form, die ein Eintrag hat."],
    "bad-range": ["Der Prüfpunkt nennt eine unmögliche Länge.", "Kein Protokoll kann {size} Einträge haben."],
    "bad-file": ["Die Datei {file} kann zu keinem Protokoll gehören.", "In diesem Protokoll gibt es keinen solchen Monat, keine solche Nummer oder Breite."],
    "bad-range-here": ["Das Protokoll ist zu lang für diese Seite.", "Es hat {size} Einträge; ein Browser behält höchstens {most} im Kopf. Nehmen Sie dafür verify.py."],
    missing: ["Die Datei {file} fehlt.", "Sie gehört zum Protokoll und war nicht zu finden."],

    idle: ["Noch nicht geprüft", "Nichts wird einfach geglaubt: Ihr Browser liest jeden Eintrag und rechnet nach, was signiert wurde."],
    "idle-saved": ["Noch nicht geprüft", "Wählen Sie den Ordner eines Exports. Nichts verlässt dieses Gerät."],
    running: ["Wird geprüft …", ""],
    stopped: ["Angehalten", "Sie haben die Prüfung beendet. Über das Protokoll lässt sich nichts sagen."],
    trouble: ["Die Prüfung kam nicht zu Ende", "{what} war nicht zu lesen ({why}). Über das Protokoll sagt das nichts: Versuchen Sie es noch einmal."],
    good: ["Alles stimmt.", "{entries}: Keiner fehlt, keiner wurde verändert, keiner hinzugefügt, und der Prüfpunkt ist von {key} signiert."],
    "good-empty": ["Alles stimmt.", "Das Protokoll ist noch leer, und der leere Prüfpunkt ist von {key} signiert."],
    entries: ["{n} Eintrag", "{n} Einträge"],

    reading: "{what}: {done} von {all}",
    tiles: "Hashwerte", bundles: "Einträge in Bündeln", months: "Einträge nach Monat", waiting: "Der Server bittet um {n} Sekunden Geduld",
    record: "Protokoll", size: "Einträge", root: "Wurzel", "signed by": "Signiert von", trust: "Vertrauen", compared: "Verglichen mit", "was read": "Gelesen und nachgerechnet", checked: "Geprüft",
    "first use": "Beim ersten Mal geglaubt: Der Schlüssel kam mit dem Protokoll selbst. Bewahren Sie ihn auf und geben Sie ihn das nächste Mal an.",
    "given key": "Sie haben den Schlüssel angegeben oder einen Prüfpunkt, den er signiert hat.",
    "earlier one": "Ein früherer Prüfpunkt über {n} Einträge: Genau damit beginnt dieses Protokoll.",
    "no earlier one": "Kein früherer Prüfpunkt. Erst mit einem zeigt sich, dass die Vergangenheit nicht umgeschrieben wurde.",
    "read tiles": "Hashwerte auf jeder Ebene des Baums", "read bundles": "Einträge in Bündeln", "read months": "Einträge nach Monat",
    when: "{at}, in {n} Sekunden", code: "Befund", place: "Stelle", entry: "Eintrag {n}",
    checkpoint: "Der Prüfpunkt", kept: "Der frühere Prüfpunkt", given: "Der angegebene Schlüssel", keys: "Die Liste der Schlüssel",
    remembered: "Ein Prüfpunkt über {n} Einträge, geprüft am {day}, ist in diesem Browser gemerkt und wird verglichen.",
    chosen: ["{n} Datei gewählt", "{n} Dateien gewählt"],
  };

  // `sayer(language)`: a function that fills a sentence with values; numbers are grouped as the language does.
  function sayer(language) {
    const words = { de, en }[language], place = language === "de" ? "de-DE" : "en-GB";
    const number = new Intl.NumberFormat(place);
    const shown = (value) => (typeof value === "number" ? number.format(value) : String(value ?? ""));
    const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => shown(values[name]));
    const say = (name, values = {}) => fill(words[name], values);
    say.count = (name, n) => fill(words[name][n === 1 ? 0 : 1], { n });
    say.both = (name, values = {}) => words[name].map((text) => fill(text, values));
    say.has = (name) => Object.hasOwn(words, name);
    say.number = shown;
    say.day = (at) => new Date(at).toLocaleDateString(place, { dateStyle: "long" });
    say.moment = () => new Date().toLocaleString(place, { dateStyle: "long", timeStyle: "short" });
    return say;
  }

  // The key of the sentences for a finding: most have one, some differ by what is known.
  function sentenceOf(finding) {
    if (finding.code === "bad-range" && finding.seq) return "bad-number";
    if (finding.code === "altered" && finding.from) return "altered-within";
    if (finding.code === "altered" && finding.seq === null) return "altered-somewhere";
    if (finding.code === "altered" && !finding.seq) return "altered-file";
    if (finding.code === "bad-range" && finding.file !== "checkpoint") return "bad-file";
    return finding.code === "bad-range" && finding.most ? "bad-range-here" : finding.code;
  }

  Object.assign(verifier, { sayer, sentenceOf, languages: { de, en } });
})((globalThis.wartemarkeVerifier ??= {}));
