/* Takes the Vietnamese marks off a title before Wagtail makes the page's address of it: Wagtail's
   own table knows none of them and would make "dj-an-djin-t" of "Đề án điện tử". */
(() => {
  const bare = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "")
    .replaceAll("đ", "d").replaceAll("Đ", "D");

  for (const name of ["w-sync:check", "w-sync:apply"]) {
    document.addEventListener(name, (event) => {
      const detail = event.detail;
      if (event.target.matches("[data-controller~=w-slug]") && detail && detail.value) {
        detail.value = bare(detail.value);
      }
    }, true); // before the field itself hears of it
  }
})();
