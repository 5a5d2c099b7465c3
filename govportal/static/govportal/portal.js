/* Suggests pages while the reader types. The form is whole without this script.
   Keys: arrows choose, Enter opens, Escape closes, Tab goes on as ever. */
(() => {
  const WAIT = 150, SHORTEST = 2;
  let number = 0;

  function make(tag, attributes, text) {
    const element = document.createElement(tag);
    Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value));
    if (text) element.textContent = text;
    return element;
  }

  function equip(form) {
    if (form.dataset.ready) return;
    form.dataset.ready = "1";
    const input = form.querySelector("input[type=search]");
    const id = `suggestions-${++number}`;
    const list = make("ul", { role: "listbox", id, class: "sg", "aria-label": form.dataset.listLabel });
    const spoken = make("p", { role: "status", class: "vh" });
    let chosen = -1, timer = null, request = null;
    list.hidden = true;
    input.parentNode.append(list, spoken);
    Object.entries({
      role: "combobox", autocomplete: "off", "aria-autocomplete": "list",
      "aria-expanded": "false", "aria-controls": id,
    }).forEach(([name, value]) => input.setAttribute(name, value));

    function close() {
      clearTimeout(timer);
      if (request) request.abort();
      list.hidden = true;
      input.setAttribute("aria-expanded", "false");
      choose(-1);
    }

    function choose(index) {
      chosen = index;
      [...list.children].forEach((option, place) => option.setAttribute("aria-selected", place === index));
      if (index < 0) return input.removeAttribute("aria-activedescendant");
      input.setAttribute("aria-activedescendant", list.children[index].id);
      list.children[index].scrollIntoView({ block: "nearest" });
    }

    function show(found) {
      list.replaceChildren(...found.map((item, place) => {
        const option = make("li", { role: "option", id: `${id}-${place}`, "aria-selected": "false" }, item.title);
        option.dataset.url = item.url;
        return option;
      }));
      chosen = -1;
      input.removeAttribute("aria-activedescendant");
      list.hidden = !found.length;
      input.setAttribute("aria-expanded", String(!list.hidden));
      spoken.textContent = found.length ? form.dataset.some : form.dataset.none;
    }

    async function ask() {
      if (request) request.abort();
      request = new AbortController();
      const values = new URLSearchParams(new FormData(form));
      try {
        const answer = await fetch(`${form.dataset.suggestions}?${values}`, { signal: request.signal });
        if (answer.ok && document.activeElement === input) show(await answer.json());
      } catch (error) {
        if (error.name !== "AbortError") close(); // off line: the form itself still works
      }
    }

    input.addEventListener("input", () => {
      clearTimeout(timer);
      if (input.value.trim().length < SHORTEST) return close();
      timer = setTimeout(ask, WAIT);
    });
    input.addEventListener("blur", close);
    input.addEventListener("keydown", (event) => {
      if (list.hidden || event.isComposing) return;
      const last = list.children.length - 1;
      if (event.key === "ArrowDown") choose(chosen < last ? chosen + 1 : -1);
      else if (event.key === "ArrowUp") choose(chosen < 0 ? last : chosen - 1);
      else if (event.key === "Escape") close();
      else if (event.key === "Enter" && chosen >= 0) location.assign(list.children[chosen].dataset.url);
      else return;
      event.preventDefault();
    });
    list.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
    list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) location.assign(option.dataset.url);
    });
  }

  document.querySelectorAll("form[data-suggestions]").forEach(equip);
})();

// Sections that a reader has marked, kept in this browser alone and shown on the home page. What
// needs this script stays hidden without it, and where the browser keeps nothing.
(() => {
  const MOST = 24;
  const name = `govportal-sections-${document.documentElement.lang}`;
  const button = document.querySelector("[data-favourite]");
  const place = document.querySelector("[data-favourites]");
  if (!button && !place) return;

  const read = () => {
    try {
      const kept = JSON.parse(localStorage.getItem(name)) || [];
      return kept.filter(({ title, address }) => title && /^\/(?!\/)/.test(address));
    } catch { return []; }
  };
  const keep = (kept) => {
    try { localStorage.setItem(name, JSON.stringify(kept.slice(-MOST))); return true; } catch { return false; }
  };
  const tile = ({ title, address }) => {
    const item = place.querySelector("template").content.cloneNode(true);
    item.querySelector("a").href = address;
    item.querySelector("span").textContent = title;
    return item;
  };
  const show = () => {
    const kept = read();
    if (button) {
      button.hidden = false;
      button.setAttribute("aria-pressed", String(kept.some(({ address }) => address === button.value)));
    }
    if (place) {
      place.hidden = !kept.length;
      place.querySelector("ul").replaceChildren(...kept.map(tile));
    }
  };

  if (!keep(read())) return;
  button?.addEventListener("click", () => {
    const others = read().filter(({ address }) => address !== button.value);
    const isKept = button.getAttribute("aria-pressed") === "true";
    keep(isKept ? others : [...others, { title: button.dataset.favourite, address: button.value }]);
    show();
  });
  place?.querySelector("button").addEventListener("click", () => {
    keep([]);
    show();
    place.nextElementSibling.textContent = place.dataset.cleared;
    document.getElementById("main").focus();
  });
  addEventListener("storage", show);
  addEventListener("pageshow", show);
})();

// The tools of a page that a browser can only offer by script; without it they stay hidden.
(() => {
  const tools = document.querySelector(".tools");
  if (!tools) return;
  const { title, address } = tools.dataset;
  const status = tools.querySelector("[role=status]");
  const able = {
    print: [true, () => window.print()],
    share: [!!navigator.share, () => navigator.share({ title, url: address }).catch(() => {})],
    copy: [
      !!navigator.clipboard,
      (button) =>
        navigator.clipboard.writeText(address).then(
          () => (status.textContent = button.dataset.done),
          () => (status.textContent = address),
        ),
    ],
  };
  for (const button of tools.querySelectorAll("[data-tool]")) {
    const [isAble, act] = able[button.dataset.tool];
    if (!isAble) continue;
    button.closest("li").hidden = false;
    button.addEventListener("click", () => act(button));
  }
})();
