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
