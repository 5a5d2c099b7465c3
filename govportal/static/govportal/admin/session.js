/* Warns before an idle session ends; after a new sign-in renews the tokens of this page,
   so that what was typed can still be saved. Sentences and addresses: data-… of the script. */
(() => {
  const text = document.currentScript.dataset;
  const WARN_SECONDS = 120, SHORTEST = 5, LONGEST = 60;
  let first = null, since = null, bar = null, timer = null;

  function show(kind, message, label, action) {
    if (bar && bar.dataset.kind === kind) return;
    hide();
    bar = document.createElement("div");
    bar.className = "govportal-session";
    bar.dataset.kind = kind;
    bar.setAttribute("role", kind === "back" ? "status" : "alert");
    const sentence = document.createElement("p");
    bar.append(sentence);
    if (label) {
      const element = document.createElement(typeof action === "string" ? "a" : "button");
      element.textContent = label;
      element.className = "button";
      if (typeof action === "string") Object.assign(element, { href: action, target: "_blank" });
      else Object.assign(element, { type: "button", onclick: action });
      bar.append(element);
    }
    document.body.append(bar);
    sentence.textContent = message; // after the region exists, so that screen readers speak it
  }

  function hide() {
    if (bar) bar.remove();
    bar = null;
  }

  function renew(token) {
    document.querySelectorAll("input[name=csrfmiddlewaretoken]").forEach((field) => {
      field.value = token;
    });
    if (window.wagtailConfig) window.wagtailConfig.CSRF_TOKEN = token;
  }

  function tell(state) {
    if (!state.auth) return show("ended", text.ended, text.signIn, text.login);
    if (first === null) [first, since] = [state.user, state.since];
    if (state.user !== first) return show("other", text.other, text.signIn, text.login);
    if (state.since !== since) {
      since = state.since;
      renew(state.csrf);
      return show("back", text.back);
    }
    if (state.seconds_left <= WARN_SECONDS) {
      return show("ending", text.ending, text.stay, () => ask("POST", state.csrf));
    }
    hide();
  }

  async function ask(method = "GET", token = "") {
    clearTimeout(timer);
    let wait = LONGEST;
    try {
      const headers = { Accept: "application/json", "X-CSRFToken": token };
      const response = await fetch(text.status, { method, headers, credentials: "same-origin" });
      const state = await response.json();
      tell(state);
      if (state.auth) wait = Math.min(Math.max(state.seconds_left - WARN_SECONDS, SHORTEST), LONGEST);
    } catch {
      // No network or a proxy's page: ask again later.
    }
    timer = setTimeout(ask, wait * 1000);
  }

  window.addEventListener("focus", () => ask());
  document.addEventListener("visibilitychange", () => document.hidden || ask());
  document.readyState === "loading" ? document.addEventListener("DOMContentLoaded", () => ask()) : ask();
})();
