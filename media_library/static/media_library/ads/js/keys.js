// Keys of the ad screens: a letter presses the element that carries it; in fields and with modifiers nothing happens.

const inField = (target) => target.closest("input, textarea, select, [contenteditable]");

export function onKeys(more) {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || inField(event.target)) return;
    if (more(event.key)) {
      event.preventDefault();
      return;
    }
    const pressed = document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
    if (pressed) {
      event.preventDefault();
      pressed.click();
    }
  });
}
