// Shows the choice of colours in the footer and keeps it in this browser.

export function start(fieldset) {
  const kept = localStorage.getItem("scheme") || "auto";
  for (const input of fieldset.querySelectorAll("input")) {
    input.checked = input.value === kept;
    input.addEventListener("change", () => {
      localStorage.setItem("scheme", input.value);
      window.applyScheme(input.value);
    });
  }
  fieldset.hidden = false;
}
