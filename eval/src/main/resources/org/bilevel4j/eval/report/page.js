// The settings bar, the theme and the charts of the page.
function pressed(button, on) {
  button.setAttribute("aria-pressed", String(on));
}

function segments(label, choices, now, choose) {
  const buttons = choices.map(({ key, label: text }) =>
    el("button", {
      type: "button",
      onclick: () => {
        buttons.forEach((b, i) => pressed(b, choices[i].key === key));
        choose(key);
      },
    }, text));
  buttons.forEach((b, i) => pressed(b, choices[i].key === now));
  return el("div", { class: "seg", role: "group", "aria-label": label }, ...buttons);
}

function flag(text, key) {
  const button = el("button", {
    class: "flag", type: "button",
    onclick: () => {
      pressed(button, !state[key]);
      state.set({ [key]: !state[key] });
    },
  }, text);
  pressed(button, state[key]);
  return button;
}

/** With many arms the one under the pointer stands out in every chart. */
const many = DATA.arms.length > 12;

function armChip(arm, index) {
  const chip = el("button", {
    class: "chip", type: "button", title: "Show or hide " + arm.label,
    onpointerenter: () => many && state.set({ focus: index }),
    onpointerleave: () => many && state.set({ focus: null }),
    onclick: () => {
      if (state.hidden.has(index)) state.hidden.delete(index);
      else state.hidden.add(index);
      pressed(chip, !state.hidden.has(index));
      state.set({ hidden: state.hidden });
    },
  }, swatch(index), arm.label);
  pressed(chip, !state.hidden.has(index));
  return chip;
}

function tools() {
  const scales = [{ key: true, label: "log" }, { key: false, label: "linear" }];
  const arms = el("div", { class: "row", role: "group", "aria-label": "Arms" },
    ...DATA.arms.map(armChip));
  const settings = el("div", { class: "row" },
    segments("Horizontal axis", DATA.axes, state.axis, (axis) => state.set({ axis })),
    segments("Vertical axis", scales, state.log, (log) => state.set({ log })),
    flag("quartiles", "band"), flag("single seeds", "seeds"));
  document.getElementById("tools").append(el("div", {}, arms, settings));
}

/** A chart of any metric, chosen from a list. */
function anyMetric() {
  const names = Object.keys(DATA.words).filter((m) => DATA.arms.some((a) => a.bands[m]));
  if (!names.length) return;
  if (!names.includes(state.metric)) {
    state.metric = names.find((m) => m.endsWith(".worst") && DATA.higher.includes(m)) || names[names.length - 1];
  }
  const list = el("select", { "aria-label": "Measure", onchange: () => {
    state.metric = list.value;
    frame.zoomTo(null);
  } }, ...names.map((m) => el("option", { value: m }, DATA.words[m])));
  list.value = state.metric;
  const caption = el("figcaption", {}, el("span", { class: "name" }, "Any measure"), list);
  const figure = el("figure", { class: "chart", "data-kind": "any" }, caption);
  document.getElementById("any").append(figure);
  const frame = new Frame(figure, () => metricModel(state.metric));
  state.charts.push(frame);
}

function make(figure) {
  const key = figure.dataset.key;
  switch (figure.dataset.kind) {
    case "lines": return new Frame(figure, () => metricModel(key));
    case "rate": return new Frame(figure, () => rateModel(key));
    case "sweep": return new Frame(figure, sweepModel);
    case "weights": return new Frame(figure, () => weightModel(Number(key)));
    case "heat": return new Heat(figure, Number(key));
    default: return new Tasks(figure, key);
  }
}

takeUp();
document.querySelectorAll("figure.chart").forEach((f) => state.charts.push(make(f)));
anyMetric();
state.charts.forEach((c) => (c.zoom = (before.zooms || {})[chartKey(c)] || null));
tools();
theme();
takeUpPlaces();
if (renewal) renew();
if (DATA.thinned) {
  document.getElementById("thinned").textContent =
    "Long curves are thinned to about 400 points; the smallest and largest values stay.";
}
watchWindow();
document.documentElement.dataset.ready = "true";
