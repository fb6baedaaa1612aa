// The event log with a script: one-person steps, folded rows that show what was typed, one save per tap.
// Without it the same form works: every field is there, and the server makes one row of a double save.

for (const heads of document.querySelectorAll("[data-heads]")) {
  const input = heads.querySelector("input");
  heads.classList.remove("plain");
  for (const button of heads.querySelectorAll("[data-step]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const now = Number.parseInt(input.value, 10) || 0;
      input.value = Math.max(0, now + Number(button.dataset.step));
    });
  }
}

function shown(field) {
  if (field.tagName === "SELECT") return field.selectedOptions[0]?.text ?? "";
  return field.value;
}

for (const place of document.querySelectorAll("[data-shows]")) {
  const field = document.querySelector(`#${place.dataset.shows}`);
  field?.addEventListener("change", () => { place.textContent = shown(field); });
}

// Another village has another courtyard: the spot known from last time does not go along.
for (const field of document.querySelectorAll("[data-clears]")) {
  const cleared = document.querySelector(`#${field.dataset.clears}`);
  field.addEventListener("change", () => {
    cleared.value = "";
    cleared.dispatchEvent(new Event("change"));
  });
}

for (const form of document.querySelectorAll("[data-once]")) {
  let sent = false;
  form.addEventListener("submit", (event) => {
    if (sent) event.preventDefault();
    sent = true;
  });
  window.addEventListener("pageshow", () => { sent = false; });
}

const fault = document.querySelector("[aria-invalid]");
if (fault) fault.scrollIntoView({ block: "center" });
