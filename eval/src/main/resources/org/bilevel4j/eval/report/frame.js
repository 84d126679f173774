// One chart with axes, cross hair, tooltip, zoom and keyboard. A model says what to draw:
// { series: [{label, index, x, y, lo, hi, n, single, opacity, ref}], xLog, yLog, xLabel, mark, note,
//   region: [from, to] along x that is shaded }.
let frames = 0;

class Frame {
  constructor(figure, model) {
    this.figure = figure;
    this.model = model;
    this.zoom = null;
    this.id = "clip" + frames++;
    const name = figure.querySelector(".name").textContent;
    this.plot = svg("svg", {
      class: "plot", tabindex: 0, role: "img",
      "aria-label": name + ". Arrow keys read values, plus and minus zoom, 0 resets.",
    });
    this.tip = el("div", { class: "tip", hidden: "" });
    this.reader = el("div", { class: "reader", "aria-live": "polite" });
    this.note = el("p", { class: "note" });
    this.buttons();
    figure.append(this.plot, this.note, this.tip, this.reader);
    this.listen();
  }

  buttons() {
    const button = (text, label, run) =>
      el("button", { type: "button", "aria-label": label, title: label, onclick: run }, text);
    this.reset = button("Reset zoom", "Reset zoom", () => this.zoomTo(null));
    this.reset.hidden = true;
    this.figure.querySelector("figcaption").append(this.reset);
  }

  listen() {
    const p = this.plot;
    p.addEventListener("pointermove", (e) => this.moved(e));
    p.addEventListener("pointerleave", () => this.start === undefined && this.leave());
    p.addEventListener("pointerdown", (e) => this.pressed(e));
    p.addEventListener("pointerup", (e) => this.released(e));
    p.addEventListener("pointercancel", () => this.cancel());
    p.addEventListener("dblclick", () => this.zoomTo(null));
    p.addEventListener("keydown", (e) => this.key(e));
    p.addEventListener("blur", () => this.leave());
  }

  changed(changes) {
    if ("axis" in changes) this.zoom = null;
    this.draw();
  }

  draw() {
    const m = (this.current = this.model());
    const width = Math.max(240, this.figure.clientWidth - 20);
    const names = m.series.filter((s) => !s.single).length;
    const least = names > 12 ? 14 * names + 60 : 220; // room for every name
    const height = Math.round(Math.max(least, Math.min(380, width * 0.56)));
    this.plot.setAttribute("viewBox", `0 0 ${width} ${height}`);
    this.plot.style.height = height + "px";
    this.plot.replaceChildren();
    this.leave();
    this.reset.hidden = !this.zoom;
    this.note.textContent = m.note || "";
    this.note.hidden = !m.note;
    const ends = width > 460;
    this.box = { left: 54, right: width - (ends ? 112 : 14), top: 10, bottom: height - 38, width };
    if (!this.fit(m)) {
      const middle = { x: width / 2, y: height / 2, "text-anchor": "middle" };
      this.plot.append(svg("text", middle, "Nothing to show with these settings."));
      return;
    }
    this.axes(m);
    this.lines(m);
    if (ends) this.endLabels(m);
  }

  /** Chooses the scales; false when no value can be shown. */
  fit(m) {
    const xs = this.zoom || extent(m.series.flatMap((s) => s.x), m.xLog);
    if (!xs) return false;
    const inside = (v) => isNumber(v) && v >= xs[0] && v <= xs[1];
    const ys = [];
    const singles = [];
    for (const s of m.series) {
      s.x.forEach((x, i) => {
        if (inside(x)) {
          (s.single ? singles : ys).push(s.y[i]);
          if (s.lo && state.band) ys.push(s.lo[i], s.hi[i]);
        }
      });
    }
    const range = extent(ys.concat(middlePart(singles)), m.yLog);
    if (!range) return false;
    const [low, high] = m.yRange || padded(range, m.yLog);
    const b = this.box;
    this.x = makeScale(m.xLog, xs[0], xs[1] > xs[0] ? xs[1] : xs[0] + 1, b.left, b.right);
    this.y = makeScale(m.yLog, low, high, b.bottom, b.top);
    return true;
  }

  axes(m) {
    const b = this.box;
    const g = svg("g", { "aria-hidden": "true" });
    for (const v of this.y.ticks(Math.floor((b.bottom - b.top) / 40))) {
      const y = this.y.at(v);
      g.append(svg("line", { class: "gridline", x1: b.left, x2: b.right, y1: y, y2: y }));
      g.append(svg("text", { x: b.left - 8, y: y + 4, "text-anchor": "end" }, tick(v)));
    }
    for (const v of this.x.ticks(Math.floor((b.right - b.left) / 78))) {
      const x = this.x.at(v);
      g.append(svg("line", { class: "axis", x1: x, x2: x, y1: b.bottom, y2: b.bottom + 5 }));
      g.append(svg("text", { x, y: b.bottom + 18, "text-anchor": "middle" }, m.xLog ? tick(v) : tick(v, this.x.high)));
    }
    g.append(svg("line", { class: "axis", x1: b.left, x2: b.right, y1: b.bottom, y2: b.bottom }));
    const label = { x: (b.left + b.right) / 2, y: b.bottom + 34, "text-anchor": "middle" };
    g.append(svg("text", label, m.xLabel + (m.xLog ? ", log" : "")));
    this.plot.append(g);
  }

  lines(m) {
    const b = this.box;
    const rect = { x: b.left, y: b.top - 4, width: b.right - b.left, height: b.bottom - b.top + 8 };
    const clip = svg("clipPath", { id: this.id }, svg("rect", rect));
    const g = svg("g", { "clip-path": `url(#${this.id})` });
    if (m.region) {
      const [from, to] = m.region.map((x) => this.x.at(x));
      g.append(svg("rect", { class: "region", x: from, width: to - from, y: b.top - 4, height: b.bottom - b.top + 4 }));
    }
    for (const s of m.series) {
      if (s.lo && state.band) {
        const band = svg("path", { class: "band", d: this.area(s) });
        band.style.fill = color(s.index);
        g.append(band);
      }
    }
    for (const s of m.series) {
      const kind = s.ref ? "ref" : s.single ? "single" : "line";
      const path = svg("path", { class: kind, d: this.path(s.x, s.y) });
      if (!s.ref) {
        path.style.stroke = color(s.index);
        if (!s.single && dash(s.index)) path.setAttribute("stroke-dasharray", dash(s.index));
        if (s.opacity) path.style.opacity = s.opacity;
        if (state.focus !== null && state.focus !== s.index) path.style.opacity = 0.15;
        if (state.focus === s.index) path.style.strokeWidth = 4;
      }
      g.append(path);
      if (s.dots) this.dots(g, s);
    }
    this.overlay = svg("g", { "pointer-events": "none" });
    const field = { ...rect, fill: "transparent" };
    this.plot.append(svg("defs", {}, clip), svg("rect", field), g, this.overlay);
  }

  /** Marks where a line was measured at few places. */
  dots(g, s) {
    s.x.forEach((x, i) => {
      if (this.shown(x, s.y[i])) {
        const mark = SHAPES[s.index % SHAPES.length](this.x.at(x), this.y.at(s.y[i]));
        mark.style.fill = color(s.index);
        g.append(mark);
      }
    });
  }

  shown(x, y) {
    const m = this.current;
    return isNumber(x) && isNumber(y) && (!m.xLog || x > 0) && (!m.yLog || y > 0);
  }

  path(xs, ys) {
    let d = "";
    let open = false;
    xs.forEach((x, i) => {
      if (this.shown(x, ys[i])) {
        d += `${open ? "L" : "M"}${this.x.at(x).toFixed(1)} ${this.y.at(ys[i]).toFixed(1)}`;
        open = true;
      } else {
        open = false;
      }
    });
    return d;
  }

  area(s) {
    const up = [];
    const down = [];
    s.x.forEach((x, i) => {
      if (this.shown(x, s.hi[i])) {
        const px = this.x.at(x).toFixed(1);
        const low = this.shown(x, s.lo[i]) ? this.y.at(s.lo[i]) : this.box.bottom + 4;
        up.push(`${px} ${this.y.at(s.hi[i]).toFixed(1)}`);
        down.push(`${px} ${low.toFixed(1)}`);
      }
    });
    return up.length ? `M${up.join("L")}L${down.reverse().join("L")}Z` : "";
  }

  /** Names at the right ends, moved apart. */
  endLabels(m) {
    const labels = [];
    for (const s of m.series) {
      if (s.single) continue;
      let i = s.x.length - 1;
      while (i >= 0 && !(this.shown(s.x[i], s.y[i]) && s.x[i] <= this.x.high * 1.0001)) i--;
      if (i >= 0) labels.push({ s, y: Math.min(this.box.bottom, this.y.at(s.y[i])) });
    }
    labels.sort((a, b) => a.y - b.y);
    const least = Math.min(15, (this.box.bottom - this.box.top) / Math.max(1, labels.length));
    labels.forEach((l, k) => (l.y = Math.max(l.y, k ? labels[k - 1].y + least : 12)));
    let limit = this.box.bottom + 4;
    for (const l of labels.reverse()) {
      l.y = Math.min(l.y, limit);
      limit = l.y - least;
      const text = short(l.s.label, 14);
      const node = svg("text", { class: "end", x: this.box.right + 8, y: l.y + 4 }, text);
      if (!l.s.ref) node.style.fill = color(l.s.index);
      this.plot.append(node);
    }
  }
}
