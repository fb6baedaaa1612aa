// The gap list by keyboard, and the request as a dialog. Without this module the links lead to a page of their own.
const dialog = document.querySelector("[data-task-dialog]");
const rows = [...document.querySelectorAll("[data-row]")];
let here = -1;

function move(step) {
  here = Math.max(0, Math.min(rows.length - 1, here + step));
  rows[here]?.focus();
}

function prepare() {
  const close = dialog.querySelector("[data-close]");
  if (close) {
    close.hidden = false;
    close.addEventListener("click", () => dialog.close());
  }
  const form = dialog.querySelector("form");
  form?.addEventListener("submit", (event) => {
    event.preventDefault();
    send(form);
  });
}

async function send(form) {
  const answer = await fetch(`${form.action}?dialog=1`, { method: "POST", body: new FormData(form) });
  if (answer.redirected || answer.ok) {
    location.reload();
    return;
  }
  dialog.innerHTML = await answer.text();
  prepare();
  dialog.querySelector("[role=alert]")?.scrollIntoView({ block: "center" });
}

async function ask(link) {
  const answer = await fetch(`${link.href}?dialog=1`);
  if (!answer.ok || answer.redirected) {
    location.assign(link.href);
    return;
  }
  dialog.innerHTML = await answer.text();
  prepare();
  dialog.showModal();
}

if (dialog && rows.length) {
  document.querySelector("[data-keys]")?.removeAttribute("hidden");
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-task]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    ask(link);
  });
  document.addEventListener("keydown", (event) => {
    const busy = dialog.open || event.target.closest("input, textarea, select");
    if (busy || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "j") move(1);
    if (event.key === "k") move(-1);
    if (here < 0) return;
    const link = rows[here].querySelector({ t: "a[data-task]", o: "a[data-open]" }[event.key] || "none");
    if (link) {
      event.preventDefault();
      link.click();
    }
  });
}
