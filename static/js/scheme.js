// Applies the reader's choice of colours before the first paint; a classic script in the head, so that nothing flashes.
(function () {
  "use strict";
  function apply(choice) {
    var link = document.getElementById("dark");
    var media = { dark: "screen", light: "not all" }[choice] || "screen and (prefers-color-scheme: dark)";
    if (link) link.media = media;
    if (choice === "dark" || choice === "light") document.documentElement.dataset.scheme = choice;
    else delete document.documentElement.dataset.scheme;
  }
  var choice = "auto";
  try {
    choice = localStorage.getItem("scheme") || "auto";
  } catch (error) {
    // Storage may be switched off; then the system decides.
  }
  apply(choice);
  window.applyScheme = apply;
})();
