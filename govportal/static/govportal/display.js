// What a reader chooses for the display, kept in the browser alone. In the head and not deferred,
// so that the choice holds before anything is shown. The menu appears only where this runs.
(() => {
  const root = document.documentElement;
  const speech = window.speechSynthesis;
  const all = (selector) => document.querySelectorAll(selector);

  const stored = (name) => {
    try { return localStorage.getItem(`govportal-${name}`) || ""; } catch { return ""; }
  };
  const store = (name, value) => {
    try { localStorage.setItem(`govportal-${name}`, value); } catch { /* holds for this page */ }
  };
  const apply = (name, value) => {
    if (value) root.dataset[name] = value;
    else delete root.dataset[name];
    all(`[data-set=${name}]`).forEach((button) => {
      button.setAttribute("aria-pressed", String(button.value === value));
    });
  };
  const restore = () => ["theme", "size"].forEach((name) => apply(name, stored(name)));

  const voice = () => speech && speech.getVoices().find((one) => one.lang.startsWith(root.lang));
  const offerReading = () => all("[data-read]").forEach((button) => { button.hidden = !voice(); });
  const showReading = (isOn) => all("[data-read]").forEach((button) => {
    button.setAttribute("aria-pressed", String(isOn));
  });
  const stop = () => { speech.cancel(); showReading(false); };
  const read = () => {
    // By paragraph: browsers cut off a long text.
    const parts = document.getElementById("main").innerText.split(/\n+/).filter((text) => text.trim());
    const spoken = parts.map((text) => Object.assign(new SpeechSynthesisUtterance(text), {
      lang: root.lang, voice: voice(),
    }));
    if (!spoken.length) return;
    spoken.at(-1).onend = () => showReading(false);
    spoken.forEach((part) => speech.speak(part));
    showReading(true);
  };

  root.classList.add("js");
  restore();
  document.addEventListener("DOMContentLoaded", () => { restore(); if (speech) offerReading(); });
  if (speech) {
    speech.addEventListener?.("voiceschanged", offerReading);
    window.addEventListener("pagehide", () => speech.cancel());
  }
  document.addEventListener("click", ({ target }) => {
    const button = target.closest("button[data-set], button[data-read]");
    if (button?.dataset.set) {
      apply(button.dataset.set, button.value);
      store(button.dataset.set, button.value);
    } else if (button) {
      if (button.getAttribute("aria-pressed") === "true") stop(); else read();
    }
    all("details.pop[open]").forEach((menu) => { if (!menu.contains(target)) menu.open = false; });
  });
  document.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape") return;
    all("details.pop[open]").forEach((menu) => {
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  });
})();
