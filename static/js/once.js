// Sends a form once, however often its button is pressed; the server refuses doubles anyway.

const AGAIN_AFTER = 15000; // milliseconds; a lost connection must not lock the form for ever

export function start(form) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    if (event.submitter) event.submitter.setAttribute("aria-busy", "true");
    setTimeout(() => release(form), AGAIN_AFTER);
  });
  // Coming back with the browser's back button finds a form that can be sent.
  addEventListener("pageshow", () => release(form));
}

function release(form) {
  delete form.dataset.sent;
  for (const button of form.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
}
