// Weights of many tasks of one arm: rows are tasks, colour is distance from equal weights.
const HEAT = (() => {
  const mean = (w) => w.m.reduce((sum, v) => sum + (v || 0), 0) / Math.max(1, w.m.length);
  const rows = new Map();
  let top = 0;
  for (const arm of DATA.arms) {
    for (const w of arm.weights) {
      rows.set(w.block, Math.max(rows.get(w.block) || 0, mean(w)));
      top = Math.max(top, ...w.m.filter(isNumber));
    }
  }
  const order = [...rows.keys()].sort((a, b) => rows.get(b) - rows.get(a));
  const equal = 1 / Math.max(1, order.length);
  return { order, equal, top: Math.max(top, equal * 1.000001) };
})();

/** -1 (no weight) over 0 (equal) to 1 (the largest weight of all arms), as a colour. */
function heatColor(v, dark) {
  const t = v >= HEAT.equal ? (v - HEAT.equal) / (HEAT.top - HEAT.equal) : v / HEAT.equal - 1;
  const from = dark ? [44, 52, 61] : [238, 240, 243];
  const to = t >= 0 ? (dark ? [255, 150, 66] : [196, 77, 0]) : dark ? [74, 168, 224] : [0, 98, 160];
  const share = Math.pow(Math.min(1, Math.abs(t)), 0.75);
  return `rgb(${from.map((f, i) => Math.round(f + (to[i] - f) * share)).join(",")})`;
}

class Heat {
  constructor(figure, k) {
    this.figure = figure;
    this.arm = DATA.arms[k];
    this.byBlock = new Map(this.arm.weights.map((w) => [w.block, w]));
    this.canvas = el("canvas", {
      tabindex: 0, role: "img",
      "aria-label": `Weights of ${this.arm.label}. Arrow keys read values.`,
      onpointermove: (e) => this.moved(e), onpointerleave: () => (this.tip.hidden = true),
      onpointerdown: (e) => this.moved(e), onkeydown: (e) => this.key(e),
      onblur: () => (this.tip.hidden = true),
    });
    this.tip = el("div", { class: "tip", hidden: "" });
    this.reader = el("div", { class: "reader", "aria-live": "polite" });
    this.ramp = el("canvas", { width: 130, height: 10, "aria-hidden": "true" });
    const words = this.equal()
      ? ["All weights stay equal, 1/" + HEAT.order.length + "."]
      : ["0", this.ramp, `${format(HEAT.top)}; grey is equal, 1/${HEAT.order.length}`];
    figure.append(this.canvas, el("div", { class: "scaleline" }, ...words), this.tip, this.reader);
    this.at = { row: 0, column: -1 };
  }

  equal() {
    return this.arm.weights.every((w) => w.m.every((v) => Math.abs(v - HEAT.equal) < 1e-4 * HEAT.equal));
  }

  changed() {
    this.draw();
  }

  draw() {
    const n = HEAT.order.length;
    const width = Math.max(240, this.figure.clientWidth - 20);
    const row = n <= 20 ? 18 : n <= 40 ? 13 : 9;
    this.box = { left: Math.min(96, width * 0.26), right: width - 12, top: 6, row, width };
    const height = this.box.top + n * row + 40;
    const ratio = window.devicePixelRatio || 1;
    this.canvas.width = width * ratio;
    this.canvas.height = height * ratio;
    this.canvas.style.height = height + "px";
    const c = this.canvas.getContext("2d");
    c.scale(ratio, ratio);
    const style = getComputedStyle(document.documentElement);
    this.dark = document.documentElement.dataset.theme === "dark";
    c.font = "11.5px system-ui, sans-serif";
    c.fillStyle = style.getPropertyValue("--soft");
    this.labels(c, n, row);
    this.cells(c, row);
    const r = this.ramp.getContext("2d");
    for (let i = 0; i < 130; i++) {
      const t = i / 64.5 - 1;
      r.fillStyle = heatColor(
        t < 0 ? HEAT.equal * (1 + t) : HEAT.equal + t * (HEAT.top - HEAT.equal), this.dark);
      r.fillRect(i, 0, 1, 10);
    }
  }

  labels(c, n, row) {
    const every = Math.ceil(11 / row);
    c.textAlign = "right";
    c.textBaseline = "middle";
    HEAT.order.forEach((name, i) => {
      if (i % every === 0) {
        c.fillText(name, this.box.left - 8, this.box.top + (i + 0.5) * row, this.box.left - 10);
      }
    });
    const xs = this.arm.weights.length ? this.arm.grids[this.arm.weights[0].g][state.axis] : [];
    const range = extent(xs, false) || [0, 1];
    this.x = makeScale(false, range[0], Math.max(range[1], range[0] + 1e-9), this.box.left, this.box.right);
    c.textAlign = "center";
    const y = this.box.top + n * row;
    const count = Math.floor((this.box.right - this.box.left) / 84);
    this.x.ticks(count).forEach((v) => c.fillText(tick(v, this.x.high), Math.min(this.x.at(v), this.box.right - 8), y + 12));
    c.fillText(axisLabel(state.axis), (this.box.left + this.box.right) / 2, y + 30);
  }

  cells(c, row) {
    HEAT.order.forEach((name, i) => {
      const w = this.byBlock.get(name);
      if (!w) return;
      const xs = this.arm.grids[w.g][state.axis].map((v) => this.x.at(v));
      w.m.forEach((v, k) => {
        if (!isNumber(v)) return;
        const from = k ? (xs[k - 1] + xs[k]) / 2 : this.box.left;
        const to = k + 1 < xs.length ? (xs[k] + xs[k + 1]) / 2 : this.box.right;
        c.fillStyle = heatColor(v, this.dark);
        c.fillRect(from, this.box.top + i * row, to - from + 0.6, row - 1);
      });
    });
  }

  moved(e) {
    const r = this.canvas.getBoundingClientRect();
    const px = ((e.clientX - r.left) / r.width) * this.box.width;
    const row = Math.floor((e.clientY - r.top - this.box.top) / this.box.row);
    const w = this.byBlock.get(HEAT.order[row]);
    if (!w || px < this.box.left) {
      this.tip.hidden = true;
      return;
    }
    const xs = this.arm.grids[w.g][state.axis].map((v) => Math.abs(this.x.at(v) - px));
    this.say(row, xs.indexOf(Math.min(...xs)));
  }

  key(e) {
    const move = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[e.key];
    if (!move) return;
    e.preventDefault();
    const clamp = (v, n) => Math.min(n - 1, Math.max(0, v));
    const row = clamp(this.at.row + move[0], HEAT.order.length);
    const w = this.byBlock.get(HEAT.order[row]);
    if (w) this.say(row, clamp(this.at.column + move[1], w.m.length));
    this.reader.textContent = this.tip.innerText.replace(/\n+/g, "; ");
  }

  say(row, column) {
    this.at = { row, column };
    const name = HEAT.order[row];
    const w = this.byBlock.get(name);
    const x = this.arm.grids[w.g][state.axis][column];
    this.tip.replaceChildren(
      el("div", {}, el("b", {}, name)),
      el("div", {}, "λ = ", el("b", {}, format(w.m[column]))),
      el("div", { class: "dim" }, `${format(x)} ${axisLabel(state.axis)}`));
    const down = this.box.top + (row + 1) * this.box.row + 4;
    showTip(this.figure, this.tip, this.canvas, this.x.at(x) / this.box.width, down);
  }
}
