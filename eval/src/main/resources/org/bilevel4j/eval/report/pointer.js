// The reading and zooming half of a chart.
Object.assign(Frame.prototype, {
  local(e) {
    const r = this.plot.getBoundingClientRect();
    return ((e.clientX - r.left) / r.width) * this.box.width;
  },

  moved(e) {
    if (!this.overlay || !this.x) return;
    const px = this.local(e);
    if (this.start !== undefined && Math.abs(px - this.start) > 4) {
      this.selecting(px);
    } else {
      this.read(px);
    }
  },

  pressed(e) {
    if (e.pointerType === "touch" || e.button !== 0) {
      if (this.overlay) this.read(this.local(e));
      return;
    }
    this.start = this.local(e);
    this.plot.setPointerCapture(e.pointerId);
  },

  selecting(px) {
    const b = this.box;
    const clamp = (v) => Math.min(b.right, Math.max(b.left, v));
    const [from, to] = [clamp(this.start), clamp(px)].sort((p, q) => p - q);
    this.tip.hidden = true;
    this.overlay.replaceChildren(svg("rect", {
      class: "select", x: from, y: b.top, width: to - from, height: b.bottom - b.top,
    }));
    this.end = [from, to];
  },

  released() {
    const range = this.end;
    this.cancel();
    if (range && range[1] - range[0] > 6) this.zoomTo(range.map((px) => this.x.back(px)));
  },

  cancel() {
    this.start = this.end = undefined;
  },

  zoomTo(range) {
    this.zoom = range;
    this.draw();
  },

  /** Zooms about the cross hair. */
  zoomBy(factor) {
    const b = this.box;
    const centre = this.cross === undefined ? (b.left + b.right) / 2 : this.cross;
    const ends = [b.left, b.right].map((px) => this.x.back(centre + (px - centre) * factor));
    const full = extent(this.current.series.flatMap((s) => s.x), this.current.xLog);
    const range = [Math.max(full[0], ends[0]), Math.min(full[1], ends[1])];
    this.zoomTo(range[0] <= full[0] && range[1] >= full[1] ? null : range);
  },

  key(e) {
    if (!this.x) return;
    const run = {
      ArrowRight: () => this.jump(e.shiftKey ? 10 : 1),
      ArrowLeft: () => this.jump(e.shiftKey ? -10 : -1),
      Home: () => this.jump(-Infinity),
      End: () => this.jump(Infinity),
      "+": () => this.zoomBy(0.5),
      "-": () => this.zoomBy(2),
      0: () => this.zoomTo(null),
      Escape: () => (this.zoom ? this.zoomTo(null) : this.leave()),
    }[e.key];
    if (run) {
      e.preventDefault();
      run();
    }
  },

  /** Moves the cross hair along the measured points. */
  jump(by) {
    const xs = [...new Set(this.current.series.filter((s) => !s.single && !s.ref).flatMap((s) => s.x))]
      .filter((x) => isNumber(x) && x >= this.x.low && x <= this.x.high && this.shown(x, 1))
      .sort((a, b) => a - b);
    if (!xs.length) return;
    const now = this.value === undefined ? -1 : xs.findIndex((x) => x >= this.value);
    const next = Math.min(xs.length - 1, Math.max(0, now + by));
    this.read(this.x.at(xs[next]));
    this.reader.textContent = this.tip.innerText.replace(/\n+/g, "; ");
  },

  nearest(s, px) {
    let best = -1;
    let distance = Infinity;
    s.x.forEach((x, i) => {
      if (this.shown(x, s.y[i]) && x >= this.x.low && x <= this.x.high) {
        const d = Math.abs(this.x.at(x) - px);
        if (d < distance) [best, distance] = [i, d];
      }
    });
    return { i: best, distance };
  },

  /** Shows the values nearest to a place. */
  read(px) {
    const found = this.current.series
      .filter((s) => !s.single && !s.ref)
      .map((s) => ({ s, ...this.nearest(s, px) }))
      .filter((f) => f.i >= 0);
    if (!found.length) return;
    const first = found.reduce((a, b) => (b.distance < a.distance ? b : a));
    this.value = first.s.x[first.i];
    this.cross = this.x.at(this.value);
    const b = this.box;
    const line = { class: "cross", x1: this.cross, x2: this.cross, y1: b.top, y2: b.bottom };
    this.overlay.replaceChildren(svg("line", line));
    for (const f of found) {
      const at = { cx: this.x.at(f.s.x[f.i]), cy: this.y.at(f.s.y[f.i]), r: 4 };
      const dot = svg("circle", at);
      dot.style.fill = color(f.s.index);
      this.overlay.append(dot);
    }
    found.sort((p, q) => q.s.y[q.i] - p.s.y[p.i]);
    this.say(found);
  },

  say(found) {
    const rows = found.map(({ s, i }) => {
      const row = el("div", {}, swatch(s.index), el("b", {}, format(s.y[i])));
      if (s.lo) row.append(el("span", { class: "dim" }, `[${format(s.lo[i])}, ${format(s.hi[i])}]`));
      row.append(el("span", {}, short(s.label, 24)));
      if (s.n && s.n[i] < s.runs) {
        row.append(el("span", { class: "dim" }, `${s.n[i]} of ${s.runs} runs`));
      }
      return row;
    });
    const head = el("div", {}, el("b", {}, `${format(this.value)} ${this.current.xLabel}`));
    this.tip.replaceChildren(head, ...rows);
    showTip(this.figure, this.tip, this.plot, this.cross / this.box.width, 14);
  },

  leave() {
    this.tip.hidden = true;
    this.value = this.cross = undefined;
    if (this.overlay) this.overlay.replaceChildren();
  },
});

/** Places a tooltip beside a point of a drawing, inside its figure. */
function showTip(figure, tip, drawing, share, down) {
  tip.hidden = false;
  const left = drawing.offsetLeft || drawing.getBoundingClientRect().left - figure.getBoundingClientRect().left;
  const top = drawing.getBoundingClientRect().top - figure.getBoundingClientRect().top;
  const at = left + share * drawing.getBoundingClientRect().width;
  const width = tip.offsetWidth;
  const room = figure.clientWidth - 6;
  const place = at + 14 + width < room ? at + 14 : at - 14 - width;
  tip.style.left = Math.max(6, Math.min(room - width, place)) + "px";
  tip.style.top = top + down + "px";
}
