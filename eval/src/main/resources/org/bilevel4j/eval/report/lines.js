// What the line charts draw.
const visible = () => DATA.arms.map((arm, index) => ({ arm, index })).filter(({ index }) => !state.hidden.has(index));

/** Median, band and single seeds of a metric for the arms that are switched on. */
function armSeries(metric, axis) {
  const series = [];
  for (const { arm, index } of visible()) {
    const band = arm.bands[metric];
    if (!band) continue;
    if (state.seeds) {
      arm.curves[metric].forEach((c, k) => {
        const label = `${arm.label}, seed ${arm.seeds[k]}`;
        series.push({ label, index, single: true, x: arm.grids[c.g][axis], y: c.y });
      });
    }
    series.push({
      label: arm.label, index, x: arm.grids[band.g][axis], y: band.m, lo: band.lo, hi: band.hi,
      n: band.n, runs: arm.seeds.length,
    });
  }
  return series;
}

function metricModel(metric) {
  const series = armSeries(metric, state.axis);
  const hides = state.log && series.some((s) => s.y.some((v) => v !== null && v <= 0));
  return {
    series, xLog: false, yLog: state.log, xLabel: axisLabel(state.axis),
    note: hides ? "Values of zero or below cannot be shown on the logarithmic axis." : "",
  };
}

/** A metric on two logarithmic axes with the line of its rate; see RateLine. */
function rateModel(metric) {
  const series = armSeries(metric, "step");
  const medians = series.filter((s) => !s.single);
  const steps = extent(medians.flatMap((s) => s.x), true);
  const values = extent(medians.flatMap((s) => s.y), true);
  if (steps && values) {
    const exponent = DATA.rates[metric];
    const c = values[1] * Math.pow(Math.max(1, DATA.blocks), -1.25 * exponent);
    const y = steps.map((t) => c * Math.pow(t, exponent));
    series.push({ label: `slope −${Math.round(-5 * exponent)}/5`, index: 6, ref: true, x: steps, y });
  }
  return { series, xLog: true, yLog: true, xLabel: axisLabel("step") };
}

/** The points of a sweep with the power law through them; see SweepFit. */
function sweepModel() {
  const series = [];
  DATA.sweep.lines.forEach((line, index) => {
    series.push({ label: line.label, index, x: line.x, y: line.m, lo: line.lo, hi: line.hi, dots: true });
    if (line.fit) {
      series.push({ label: `slope ${format(line.exponent)}`, index, ref: true, x: line.x, y: line.fit });
    }
  });
  return { series, xLog: true, yLog: true, xLabel: DATA.sweep.axis };
}

/** The weights of up to ten tasks of one arm. */
function weightModel(k) {
  const arm = DATA.arms[k];
  const series = arm.weights.map((w, b) => ({
    label: w.block, index: b, x: arm.grids[w.g][state.axis], y: w.m,
  }));
  const xs = extent(series.flatMap((s) => s.x), false);
  if (xs) {
    const equal = 1 / arm.weights.length;
    series.push({ label: "equal", index: 6, ref: true, x: xs, y: [equal, equal] });
  }
  return { series, xLog: false, yLog: false, yRange: WEIGHT_RANGE, xLabel: axisLabel(state.axis) };
}

/** The same range for all arms. */
const WEIGHT_RANGE = [0, 1.05 * DATA.arms.flatMap((a) => a.weights.flatMap((w) => w.m))
  .reduce((top, v) => Math.max(top, v || 0), 1e-9)];
