// Reading helps for public pages: read the page aloud and print it. Buttons stay hidden where the browser cannot do it.
const voice = window.speechSynthesis;

function readable(button) {
  const part = button.closest("[data-readable]") || document.querySelector("main");
  return part.innerText.replace(/\s*\n\s*/g, "。");
}

function speak(button) {
  if (voice.speaking) {
    voice.cancel();
    return;
  }
  const words = new SpeechSynthesisUtterance(readable(button));
  words.lang = "zh-CN";
  words.rate = 0.9;
  const label = button.querySelector("span");
  label.textContent = "停下来";
  words.onend = words.onerror = () => { label.textContent = "念给我听"; };
  voice.speak(words);
}

for (const button of document.querySelectorAll("[data-read]")) {
  if (!voice) continue;
  button.hidden = false;
  button.addEventListener("click", () => speak(button));
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
