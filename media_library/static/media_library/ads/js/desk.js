// The desk by keyboard: arrows walk the suspect points, A accepts, S strikes, digits choose a decision; J, K, C, Q, Z press their links.
import { onKeys } from "./keys.js";

const points = [...document.querySelectorAll("[data-points] > [data-point]")];
const marks = [...document.querySelectorAll(".mk[data-point], .frame[data-point]")];
const choices = [...document.querySelectorAll(".verdict [name=conclusion]")];
let at = 0;

function show(index, scroll = true) {
  if (!points.length) return;
  at = Math.max(0, Math.min(points.length - 1, index));
  points.forEach((point, n) => {
    point.classList.toggle("on", n === at);
    point.querySelector("details").open = n === at;
  });
  marks.forEach((mark) => mark.classList.toggle("on", mark.dataset.point === points[at].dataset.point));
  if (scroll) points[at].scrollIntoView({ block: "nearest" });
}

const indexOf = (number) => points.findIndex((point) => point.dataset.point === number);

marks.forEach((mark) =>
  mark.addEventListener("click", (event) => {
    event.preventDefault();
    show(indexOf(mark.dataset.point));
  }),
);
points.forEach((point, n) => point.querySelector("summary").addEventListener("click", (event) => {
  event.preventDefault();
  show(n, false);
}));

onKeys((key) => {
  const choice = choices[Number(key) - 1];
  if (key === "ArrowDown") show(at + 1);
  else if (key === "ArrowUp") show(at - 1);
  else if (key === "a") points[at]?.querySelector("[data-accept]")?.click();
  else if (key === "s") points[at]?.querySelector("[data-strike]")?.focus();
  else if (choice) choice.click();
  else return false;
  return true;
});

show(Math.max(0, indexOf(location.hash.slice(2))), false);
