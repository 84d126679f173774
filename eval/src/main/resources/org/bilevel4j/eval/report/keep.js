// A report of runs that go on loads itself again and keeps what the reader has chosen.
const renewal = Number(document.body.dataset.renewal || 0);
const KEPT = "bilevel4j:" + location.pathname;

/** What was chosen before the page loaded itself again; empty where nothing may be stored. */
const before = (() => {
  try {
    const text = sessionStorage.getItem(KEPT);
    sessionStorage.removeItem(KEPT);
    return JSON.parse(text) || {};
  } catch {
    return {};
  }
})();

const chartKey = (chart) => chart.figure.dataset.kind + "/" + (chart.figure.dataset.key || "");
const detailsKey = (d) => d.closest("section, article").id + "/" + d.querySelector("summary").textContent;

function keep() {
  const { axis, log, band, seeds, theme, metric, hidden, charts } = state;
  const zooms = charts.filter((c) => c.zoom).map((c) => [chartKey(c), c.zoom]);
  const details = [...document.querySelectorAll("details")].map((d) => [detailsKey(d), d.open]);
  sessionStorage.setItem(KEPT, JSON.stringify({
    chosen: { axis, log, band, seeds, theme, metric },
    hidden: [...hidden].map((i) => DATA.arms[i].label),
    zooms: Object.fromEntries(zooms), details: Object.fromEntries(details),
    scroll: [window.scrollX, window.scrollY],
  }));
}

/** Before the charts are drawn. */
function takeUp() {
  Object.assign(state, before.chosen);
  if (!DATA.axes.some((a) => a.key === state.axis)) state.axis = "step";
  const hidden = before.hidden || [];
  DATA.arms.forEach((arm, i) => hidden.includes(arm.label) && state.hidden.add(i));
}

/** Once they have their places. */
function takeUpPlaces() {
  document.querySelectorAll("details").forEach((d) => {
    const open = (before.details || {})[detailsKey(d)];
    if (open !== undefined) d.open = open;
  });
  const [left, top] = before.scroll || [0, 0];
  const back = () => window.scrollTo({ left, top, behavior: "instant" });
  if (before.scroll) window.addEventListener("load", back);
}

/** Loads the page again until it is written without a renewal, or not written any more. */
function renew() {
  const line = document.getElementById("renewal");
  const written = Number(document.body.dataset.written);
  let held = false;
  line.hidden = false;
  line.textContent = `Runs go on. This page is renewed every ${renewal} seconds.`;
  history.scrollRestoration = "manual";
  window.addEventListener("pointerdown", () => (held = true));
  window.addEventListener("pointerup", () => (held = false));
  const again = () => {
    if (Date.now() - written > 20000 + 10000 * renewal) {
      line.textContent = "This page is no longer renewed: the program was killed, or waits. "
        + "Load it again to look once more.";
    } else if (document.hidden || held) {
      setTimeout(again, 1000);
    } else {
      try {
        keep();
      } catch {
        // a browser that stores nothing shows the page as it is by default
      }
      location.reload();
    }
  };
  setTimeout(again, 1000 * renewal);
}
