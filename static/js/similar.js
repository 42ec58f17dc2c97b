// Shows what is known about a case while it is being written; the server sends the finished list.

const WAIT = 500; // milliseconds of silence before the server is asked
const SHORTEST = 8; // characters of a title that say something
const LONGEST = 1000; // characters of the text that fit into an address

export function start(region) {
  const form = region.closest("form") || document.querySelector(region.dataset.similarOf);
  const { title, body } = form.elements;
  const category = "similarCategory" in region.dataset ? form.elements.category : null;
  let timer = null;
  let last = "";

  async function ask() {
    const typed = { title: title.value, body: body ? body.value.slice(0, LONGEST) : "" };
    if (category) typed.category = category.value;
    if (title.value.trim().length < SHORTEST && !typed.category) return;
    const query = new URLSearchParams(typed).toString();
    if (query === last) return;
    last = query;
    try {
      const answer = await fetch(region.dataset.similarUrl + "?" + query, { headers: { Accept: "text/html" } });
      if (answer.ok && query === last) region.innerHTML = await answer.text();
    } catch {
      // Offline: the list stays as it was, the form goes on working.
    }
  }

  for (const field of [title, body, category]) {
    if (!field) continue;
    field.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(ask, WAIT);
    });
  }
  ask();
}
