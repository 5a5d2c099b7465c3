/* Holds a page's form back while Wagtail stores its draft. The first draft makes the page: a form
   sent meanwhile would ask for another, and be told that the address is taken. */
(() => {
  const ask = window.fetch;
  let form = null, held = null;

  window.fetch = (address, options) => {
    const edited = document.querySelector("form[data-edit-form]");
    if (edited && address === edited.action && options && options.body) form = edited;
    return ask(address, options);
  };

  document.addEventListener("submit", (event) => {
    if (!form || event.target !== form) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    held = event.submitter || {};
  }, true); // before Wagtail takes it for sent

  function go() {
    const [edited, button] = [form, held];
    form = held = null;
    if (!edited || !button) return;
    const field = document.createElement("input"); // the button may be disabled or replaced by now
    Object.assign(field, { type: "hidden", name: button.name || "", value: button.value || "" });
    edited.append(field);
    edited.requestSubmit();
  }

  for (const name of ["w-autosave:success", "w-autosave:error"]) document.addEventListener(name, go);
})();
