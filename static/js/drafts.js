// Keeps what is typed into form[data-draft] in this browser until it has arrived; offers it again after an accident.

const SENT = "draft-sent";
const WAIT = 400; // milliseconds of silence before a draft is kept

function key(form) {
  return "draft:" + form.dataset.draft;
}

function fields(form) {
  return [...form.querySelectorAll("textarea, input[type=text], input:not([type])")].filter((field) => field.name);
}

// A sent draft has arrived when the answer was a redirect and the page after it is neither an error nor a sign-in.
export function settle() {
  const sent = sessionStorage.getItem(SENT);
  if (!sent) return;
  sessionStorage.removeItem(SENT);
  const [navigation] = performance.getEntriesByType("navigation");
  const redirected = navigation && navigation.redirectCount > 0;
  const refused = document.querySelector("[data-keeps-drafts], input[type=password], .error-summary");
  if (redirected && !refused) localStorage.removeItem(sent);
}

function keep(form) {
  const typed = {};
  for (const field of fields(form)) if (field.value.trim()) typed[field.name] = field.value;
  if (Object.keys(typed).length) localStorage.setItem(key(form), JSON.stringify(typed));
  else localStorage.removeItem(key(form));
}

function read(form) {
  try {
    return JSON.parse(localStorage.getItem(key(form)) || "null");
  } catch {
    return null;
  }
}

// Only empty fields are filled: what the server sent back is newer than what the browser remembers.
function restore(form) {
  const typed = read(form);
  if (!typed) return false;
  let filled = false;
  for (const field of fields(form)) {
    if (field.value || !typed[field.name]) continue;
    field.value = typed[field.name];
    field.dispatchEvent(new Event("input", { bubbles: true }));
    filled = true;
  }
  return filled;
}

function tell(form) {
  const notice = form.querySelector("[data-draft-notice]");
  if (!notice) return;
  notice.hidden = false;
  notice.querySelector("button").addEventListener("click", () => {
    for (const field of fields(form)) field.value = "";
    localStorage.removeItem(key(form));
    notice.hidden = true;
  });
}

export function start(form) {
  if (form.tagName !== "FORM") return;
  if (restore(form)) tell(form);
  let timer = null;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(keep, WAIT, form);
  });
  addEventListener("pagehide", () => {
    if (timer !== null && !sessionStorage.getItem(SENT)) keep(form);
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    keep(form);
    sessionStorage.setItem(SENT, key(form));
  });
}
