// Final values per task: a row per task, a mark per arm, hardest on top.
const SHAPES = [
  (x, y) => svg("circle", { cx: x, cy: y, r: 4.6 }),
  (x, y) => svg("rect", { x: x - 4.2, y: y - 4.2, width: 8.4, height: 8.4 }),
  (x, y) => svg("path", { d: `M${x} ${y - 5.4}L${x + 5.2} ${y + 4.2}H${x - 5.2}Z` }),
  (x, y) => svg("path", { d: `M${x} ${y - 5.8}L${x + 5.8} ${y}L${x} ${y + 5.8}L${x - 5.8} ${y}Z` }),
  (x, y) => svg("path", { d: `M${x} ${y + 5.4}L${x + 5.2} ${y - 4.2}H${x - 5.2}Z` }),
];

class Tasks {
  constructor(figure, group) {
    this.figure = figure;
    this.group = group;
    this.plot = svg("svg", {
      class: "plot", tabindex: 0, role: "img",
      "aria-label": figure.querySelector(".name").textContent + ". Up and down keys read tasks.",
      onpointermove: (e) => this.moved(e), onpointerdown: (e) => this.moved(e),
      onpointerleave: () => this.leave(), onblur: () => this.leave(), onkeydown: (e) => this.key(e),
    });
    this.tip = el("div", { class: "tip", hidden: "" });
    this.reader = el("div", { class: "reader", "aria-live": "polite" });
    figure.append(this.plot, this.tip, this.reader);
    this.row = -1;
  }

  changed() {
    this.draw();
  }

  /** Tasks with their arms, by the median over all arms. */
  rows() {
    const found = new Map();
    DATA.arms.forEach((arm, index) => {
      for (const t of arm.tasks[this.group] || []) {
        if (!found.has(t.task)) found.set(t.task, { task: t.task, marks: [] });
        found.get(t.task).marks.push({ ...t, index, label: arm.label });
      }
    });
    const middle = (r) => {
      const v = r.marks.map((m) => m.m).sort((a, b) => a - b);
      return (v[(v.length - 1) >> 1] + v[v.length >> 1]) / 2;
    };
    const sign = DATA.higher.includes(this.group) ? 1 : -1;
    return [...found.values()].sort((a, b) => sign * (middle(a) - middle(b)));
  }

  draw() {
    this.leave();
    this.list = this.rows();
    const width = Math.max(240, this.plot.getBoundingClientRect().width || this.figure.clientWidth - 20);
    const step = this.list.length > 40 ? 15 : this.list.length < 7 ? 32 : 22;
    const height = this.list.length * step + 52;
    const b = (this.box = { left: Math.min(110, width * 0.28), right: width - 16, top: 8, step, width });
    this.plot.setAttribute("viewBox", `0 0 ${width} ${height}`);
    this.plot.style.height = height + "px";
    this.plot.replaceChildren();
    const marks = this.list.flatMap((r) => r.marks).filter((m) => !state.hidden.has(m.index));
    const values = marks.flatMap((m) => [m.lo, m.m, m.hi]);
    const log = state.log && values.every((v) => v > 0) && !DATA.higher.includes(this.group);
    const range = extent(values, log);
    if (!range) return;
    const [low, high] = DATA.bars ? [Math.min(0, range[0]), Math.max(1, range[1])] : padded(range, log);
    this.x = makeScale(log, low, high, b.left, b.right);
    this.overlay = svg("g", {});
    this.plot.append(this.overlay);
    this.axes(height, log);
    this.list.forEach((r, i) => this.marks(r, b.top + (i + 0.5) * step));
  }

  axes(height, log) {
    const b = this.box;
    const bottom = height - 40;
    for (const v of this.x.ticks(Math.floor((b.right - b.left) / 70))) {
      const x = this.x.at(v);
      this.plot.append(svg("line", { class: "gridline", x1: x, x2: x, y1: b.top, y2: bottom }));
      this.plot.append(svg("text", { x, y: bottom + 16, "text-anchor": "middle" }, tick(v)));
    }
    const label = { x: (b.left + b.right) / 2, y: bottom + 33, "text-anchor": "middle" };
    const name = this.group.replace(/\.(?!\d)/g, " ") + (log ? ", log" : "");
    this.plot.append(svg("text", label, name));
  }

  marks(r, y) {
    const b = this.box;
    const text = short(r.task, 16);
    this.plot.append(svg("text", { class: "strong", x: b.left - 10, y: y + 4, "text-anchor": "end" }, text));
    this.plot.append(svg("line", { class: "gridline", x1: b.left, x2: b.right, y1: y, y2: y }));
    for (const m of r.marks) {
      if (state.hidden.has(m.index) || !isNumber(m.m)) continue;
      if (DATA.bars) this.bar(m, y);
      const spread = svg("line", {
        x1: this.x.at(m.lo), x2: this.x.at(m.hi), y1: y, y2: y, "stroke-width": 2, opacity: 0.5,
      });
      spread.style.stroke = color(m.index);
      const mark = SHAPES[m.index % SHAPES.length](this.x.at(m.m), y);
      mark.setAttribute("class", "mark");
      mark.style.fill = color(m.index);
      this.plot.append(spread, mark);
    }
  }

  /** From zero to the value. */
  bar(m, y) {
    const [from, to] = [this.x.at(0), this.x.at(m.m)].sort((a, b) => a - b);
    const height = this.box.step * 0.6;
    const bar = svg("rect", { class: "bar", x: from, width: to - from, y: y - height / 2, height });
    bar.style.fill = color(m.index);
    this.plot.append(bar);
  }

  moved(e) {
    const r = this.plot.getBoundingClientRect();
    this.say(Math.floor((e.clientY - r.top - this.box.top) / this.box.step));
  }

  key(e) {
    const by = { ArrowDown: 1, ArrowUp: -1 }[e.key];
    if (!by) return;
    e.preventDefault();
    this.say(Math.min(this.list.length - 1, Math.max(0, this.row + by)));
    this.reader.textContent = this.tip.innerText.replace(/\n+/g, "; ");
  }

  say(row) {
    const r = this.list[row];
    if (!r || !this.x) {
      this.leave();
      return;
    }
    this.row = row;
    const b = this.box;
    const stripe = { class: "select", x: 0, width: b.width, y: b.top + row * b.step, height: b.step };
    this.overlay.replaceChildren(svg("rect", stripe));
    const lines = r.marks.filter((m) => !state.hidden.has(m.index)).map((m) =>
      el("div", {}, swatch(m.index), el("b", {}, format(m.m)),
        el("span", { class: "dim" }, `[${format(m.lo)}, ${format(m.hi)}]`),
        el("span", {}, short(m.label, 24)), el("span", { class: "dim" }, `n = ${m.n}`)));
    this.tip.replaceChildren(el("div", {}, el("b", {}, r.task)), ...lines);
    showTip(this.figure, this.tip, this.plot, 0.5, b.top + (row + 1) * b.step + 4);
  }

  leave() {
    this.tip.hidden = true;
    this.row = -1;
    if (this.overlay) this.overlay.replaceChildren();
  }
}
