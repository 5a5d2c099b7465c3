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
