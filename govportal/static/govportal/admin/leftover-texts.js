/* Says in the reader's language what scripts of Wagtail and wagtail-localize write in English.
   Words: data-words of the script, English to the reader's; {} stands for a name. */
(() => {
  const words = Object.entries(JSON.parse(document.currentScript.dataset.words)).map(
    ([english, ours]) => [new RegExp(`^${english.replaceAll("{}", "(.+)")}$`), ours],
  );
  const PLACES = ".Tooltip__button, .xdsoft_save_selected, .w-sr-only, section h3";

  function translate(element) {
    const node = element.firstChild, text = element.textContent.trim();
    if (element.childElementCount || !node) return;
    for (const [english, ours] of words) {
      const names = english.exec(text);
      if (names) node.nodeValue = names.slice(1).reduce((said, name) => said.replace("{}", name), ours);
    }
  }

  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) {
      for (const node of addedNodes) {
        if (node.nodeType !== Node.ELEMENT_NODE) continue;
        if (node.matches(PLACES)) translate(node);
        node.querySelectorAll(PLACES).forEach(translate);
      }
    }
  }).observe(document.documentElement, { childList: true, subtree: true });
})();
