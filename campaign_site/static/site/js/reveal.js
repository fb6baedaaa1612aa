// Let people look at the password they typed: <button data-reveal="id of the field" hidden>.
for (const button of document.querySelectorAll("[data-reveal]")) {
  const box = document.getElementById(button.dataset.reveal);
  button.hidden = false;
  button.addEventListener("click", () => {
    box.type = box.type === "password" ? "text" : "password";
    button.setAttribute("aria-pressed", String(box.type === "text"));
  });
}
