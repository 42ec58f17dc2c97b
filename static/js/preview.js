// Fetches from the server what a text will look like, so that the preview equals the result.

export function start(button) {
  const area = document.getElementById(button.dataset.previewOf);
  const region = document.getElementById(button.dataset.previewOf + "-preview");
  const token = area.form.elements.csrf_token;
  button.hidden = false;
  button.addEventListener("click", async () => {
    button.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(button.dataset.previewUrl, {
        method: "POST",
        headers: { "X-CSRFToken": token ? token.value : "" },
        body: new URLSearchParams({ body: area.value }),
      });
      if (!answer.ok) throw new Error(answer.status);
      region.innerHTML = await answer.text();
    } catch {
      region.textContent = button.dataset.failed;
    }
    button.removeAttribute("aria-busy");
  });
}
