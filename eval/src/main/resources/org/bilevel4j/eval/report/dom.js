// Elements, numbers and what the reader has chosen.
const DATA = JSON.parse(document.getElementById("data").textContent);
const NS = "http://www.w3.org/2000/svg";
const DASHES = ["", "8 4", "2 3", "10 3 2 3", "14 4", "5 2 1 2 1 2", "4 4"];

/** Sets attributes ("on..." are listeners) and appends children; strings become text nodes. */
function dress(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined) node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}
const el = (tag, attributes, ...children) =>
  dress(document.createElement(tag), attributes, children);
const svg = (tag, attributes, ...children) =>
  dress(document.createElementNS(NS, tag), attributes, children);

const color = (i) => `var(--c${i % 7})`;
/** With the colour a pair that comes again after 49 arms only. */
const dash = (i) => DASHES[(i + Math.floor(i / 7)) % 7];
const short = (text, most) => (text.length > most ? text.slice(0, most - 1) + "…" : text);
const isNumber = (v) => typeof v === "number" && Number.isFinite(v);

/** A number for people: four digits, thin spaces in large whole ones. */
function format(v) {
  if (!isNumber(v)) return "–";
  const size = Math.abs(v);
  if (size !== 0 && (size < 1e-4 || size >= 1e9)) return v.toExponential(2);
  if (Number.isInteger(v)) return String(v).replace(/\B(?=(\d{3})+$)/g, "\u202f");
  return String(Number(v.toPrecision(4)));
}

/** A short number for an axis that reaches up to a value. */
function tick(v, top = Math.abs(v)) {
  const size = Math.abs(v);
  const part = (unit, name) => Number((v / unit).toPrecision(6)) + name;
  if (size === 0) return "0";
  if (size < 1e-3) return v.toExponential(0).replace("e-", "e−");
  if (top >= 1e9 && size >= 1e7) return part(1e9, "G");
  if (top >= 1e6 && size >= 1e4) return part(1e6, "M");
  if (top >= 1e4 && size >= 100) return part(1e3, "k");
  return String(Number(v.toPrecision(6)));
}

/** What the reader has chosen; every chart redraws when it changes. */
const state = {
  axis: DATA.axes.length ? DATA.axes[0].key : "step",
  log: true,
  band: DATA.arms.length <= 12,
  seeds: false,
  hidden: new Set(),
  focus: null,
  theme: null,
  metric: null,
  charts: [],
  set(changes) {
    Object.assign(this, changes);
    this.charts.forEach((chart) => chart.changed(changes));
  },
};
const axisLabel = (key) => (DATA.axes.find((a) => a.key === key) || { label: key }).label;

/** A swatch of an arm's line and mark. */
function swatch(i) {
  const line = { x1: 0, x2: 26, y1: 6, y2: 6, "stroke-width": 2.6, "stroke-dasharray": dash(i) };
  const drawn = svg("line", line);
  drawn.style.stroke = color(i);
  const mark = SHAPES[i % SHAPES.length](13, 6);
  mark.style.fill = color(i);
  return svg("svg", { width: 26, height: 12, "aria-hidden": "true" }, drawn, mark);
}
