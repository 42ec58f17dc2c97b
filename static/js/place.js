// Keeps the place on a ticket up to date while its page is looked at.

const EVERY = 30_000; // milliseconds; a page that nobody looks at asks for nothing

export function start(block) {
  const again = () => look(block).catch(() => {});
  setInterval(again, EVERY);
  document.addEventListener("visibilitychange", again);
}

async function look(block) {
  if (document.hidden) return;
  const answer = await fetch(block.dataset.place, { headers: { Accept: "text/html" } });
  if (!answer.ok) return;
  const now = document.createElement("template");
  now.innerHTML = await answer.text();
  // Unchanged words are left alone, so that a screen reader says only what is new.
  if (now.content.textContent.trim() === block.textContent.trim()) return;
  block.replaceChildren(now.content);
}
