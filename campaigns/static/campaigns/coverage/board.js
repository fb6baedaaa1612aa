// The board's small comforts: copy the address, print with P, close the filters on a phone. All works without them.
const copy = document.querySelector("[data-copy-address]");
if (copy && navigator.clipboard) {
  copy.hidden = false;
  copy.addEventListener("click", async () => {
    await navigator.clipboard.writeText(location.href);
    copy.textContent = "地址已复制";
  });
}

const print = document.querySelector("[data-print]");
if (print) {
  print.hidden = false;
  print.addEventListener("click", () => window.print());
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, select, textarea, dialog");
    if (event.key === "p" && !event.ctrlKey && !event.metaKey && !event.altKey && !typing) window.print();
  });
}

const fold = document.querySelector("details.fold");
if (fold && window.innerWidth < 641) fold.open = false;
