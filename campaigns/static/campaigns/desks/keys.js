// J and K walk through the works of a desk; Enter opens the focused one, as it does for any link.
const works = [...document.querySelectorAll("[data-work]")];
let at = -1;

document.addEventListener("keydown", (event) => {
  if (event.target.closest("input, textarea, select, [contenteditable]") || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key !== "j" && event.key !== "k") return;
  at = Math.max(0, Math.min(works.length - 1, at + (event.key === "j" ? 1 : -1)));
  works[at]?.focus();
});
