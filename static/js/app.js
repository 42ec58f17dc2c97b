// Loads a comfort module for each attribute that the page carries. Every page works without any of them.

const modules = {
  "[data-scheme-choice]": "./scheme_choice.js",
  "form[data-draft], [data-keeps-drafts]": "./drafts.js",
  "form[data-forgets-drafts]": "./forget_drafts.js",
  "[data-preview-url]": "./preview.js",
  "[data-similar-url]": "./similar.js",
  "form[method=post]": "./once.js",
  "[data-place]": "./place.js",
  "[data-keys]": "./keyboard.js",
};

const focus = document.querySelector("[data-focus]");
if (focus) focus.focus();

// Posts sent by drafts.js are settled on whatever page follows, so it runs whenever one is pending.
const pending = (() => {
  try {
    return sessionStorage.getItem("draft-sent");
  } catch {
    return null;
  }
})();

for (const [selector, path] of Object.entries(modules)) {
  const elements = document.querySelectorAll(selector);
  const settles = path === "./drafts.js" && pending;
  if (!elements.length && !settles) continue;
  import(path)
    .then((module) => {
      if (module.settle) module.settle();
      elements.forEach(module.start);
    })
    .catch((error) => console.warn(path, error));
}
