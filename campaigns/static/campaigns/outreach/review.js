// Keys of the reviewer: A approves, R opens the question, J and K go to the next and the one before. Never while typing.
const typing = "input, textarea, select, [contenteditable]";

function press(target) {
  if (target.tagName === "DETAILS") {
    target.open = true;
    target.querySelector("textarea").focus();
  } else {
    target.click();
  }
}

document.addEventListener("keydown", (event) => {
  const modified = event.ctrlKey || event.metaKey || event.altKey;
  if (modified || event.repeat || event.target.closest(typing)) return;
  const target = document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (!target) return;
  event.preventDefault();
  press(target);
});

// One question at a time, and one decision per click.
const sheets = document.querySelectorAll("[data-decide] details");
for (const sheet of sheets) {
  sheet.addEventListener("toggle", () => {
    if (sheet.open) for (const other of sheets) if (other !== sheet) other.open = false;
  });
}

const form = document.querySelector("[data-decide]");
let sent = false;
form?.addEventListener("submit", (event) => {
  if (sent) event.preventDefault();
  sent = true;
});
window.addEventListener("pageshow", () => { sent = false; });
