// The queue by keyboard: J and K walk the rows, Enter opens (it is a link), N holds the next one.
import { onKeys } from "./keys.js";

const rows = [...document.querySelectorAll("[data-row]")];
let at = -1;

onKeys((key) => {
  if (key !== "j" && key !== "k") return false;
  at = Math.max(0, Math.min(rows.length - 1, at + (key === "j" ? 1 : -1)));
  rows[at]?.focus();
  return rows.length > 0;
});

// Choosing in the filter shows at once; without this script the button does.
const filters = document.querySelector("[data-filters]");
filters?.addEventListener("change", () => filters.requestSubmit());
