// Light and dark, and redrawing when the window changes.
function theme() {
  const root = document.documentElement;
  const system = window.matchMedia("(prefers-color-scheme: dark)");
  const button = document.getElementById("theme");
  const apply = () => {
    root.dataset.theme = state.theme || (system.matches ? "dark" : "light");
    button.textContent = root.dataset.theme === "dark" ? "☀ Light" : "☾ Dark";
    state.charts.forEach((c) => c.draw());
  };
  system.addEventListener("change", apply);
  button.addEventListener("click", () => {
    state.theme = root.dataset.theme === "dark" ? "light" : "dark";
    apply();
  });
  apply();
}

function watchWindow() {
  let width = window.innerWidth;
  window.addEventListener("resize", () => {
    if (window.innerWidth !== width) {
      width = window.innerWidth;
      state.charts.forEach((c) => c.draw());
    }
  });
  window.addEventListener("beforeprint", () => state.charts.forEach((c) => c.draw()));
}
