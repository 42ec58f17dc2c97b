// Keys for the moderation page: j and k go from item to item, a letter presses the element of the item that has it as data-key.

const OFF = "keys-off";

function typing(target) {
  return target.closest("input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]");
}

function items() {
  return [...document.querySelectorAll("[data-key-item]")];
}

function step(direction) {
  const all = items();
  if (!all.length) return;
  const at = all.findIndex((item) => item.contains(document.activeElement));
  const next = at < 0 ? (direction > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, at + direction));
  all[next].focus();
  all[next].scrollIntoView({ block: "nearest" });
}

// Where there is one item alone, keys are about it; what stands outside of all items has its key everywhere.
function pressed(letter) {
  const all = items();
  const wanted = `[data-key="${CSS.escape(letter)}"]`;
  const item = all.length === 1 ? all[0] : all.find((one) => one.contains(document.activeElement));
  const inside = item && item.querySelector(wanted);
  return inside || [...document.querySelectorAll(wanted)].find((one) => !one.closest("[data-key-item]"));
}

function press(letter) {
  const element = pressed(letter);
  if (!element) return false;
  if (element.matches("input, textarea, select")) element.focus();
  else element.click();
  const field = element.matches("summary") && element.parentElement.querySelector("textarea, input:not([type=hidden]), select");
  if (field) field.focus();
  return true;
}

// `help` is the box that lists the keys; its checkbox switches them off (WCAG 2.1.4).
export function start(help) {
  const box = help.querySelector("input[type=checkbox]");
  help.hidden = false;
  if (box) {
    box.checked = localStorage.getItem(OFF) === null;
    box.addEventListener("change", () => {
      if (box.checked) localStorage.removeItem(OFF);
      else localStorage.setItem(OFF, "yes");
    });
  }
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || (box && !box.checked) || typing(event.target)) return;
    if (event.key === "j" || event.key === "k") {
      step(event.key === "j" ? 1 : -1);
      event.preventDefault();
    } else if (event.key.length === 1 && press(event.key)) event.preventDefault();
  });
}
