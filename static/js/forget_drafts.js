// Whoever signs out leaves nothing typed behind for the next person at this browser.

const SENT = "draft-sent"; // while it is set, drafts.js keeps nothing more when the page is left

export function start(form) {
  form.addEventListener("submit", () => {
    sessionStorage.setItem(SENT, "none");
    for (const key of Object.keys(localStorage)) if (key.startsWith("draft:")) localStorage.removeItem(key);
  });
}
