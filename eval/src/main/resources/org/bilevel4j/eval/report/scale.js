// Linear and logarithmic scales with readable ticks.
function niceStep(span, count) {
  const raw = span / Math.max(1, count);
  const power = Math.pow(10, Math.floor(Math.log10(raw)));
  const lead = raw / power;
  return (lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 5 ? 5 : 10) * power;
}

function linearTicks(low, high, count) {
  const step = niceStep(high - low, count);
  const ticks = [];
  for (let k = Math.ceil(low / step - 1e-9); k * step <= high + step * 1e-9; k++) {
    ticks.push(Number((k * step).toPrecision(12)));
  }
  return ticks;
}

/** Powers of ten, then 2 and 5, then the rest, as long as there is room between them. */
function logTicks(low, high, count) {
  const decades = Math.log10(high / low);
  if (decades < 0.25) return linearTicks(low, high, count).filter((v) => v > 0);
  const room = decades / (count + 1);
  const every = Math.max(1, Math.ceil(room));
  const taken = [];
  for (const m of [1, 5, 2, 3, 7, 4, 6, 8, 9]) {
    for (let p = Math.floor(Math.log10(low)); p <= Math.ceil(Math.log10(high)); p++) {
      const v = Number((m * Math.pow(10, p)).toPrecision(12));
      const inside = v >= low * 0.999999 && v <= high * 1.000001 && (m > 1 || p % every === 0);
      if (inside && taken.every((t) => Math.abs(Math.log10(v / t)) >= room)) taken.push(v);
    }
  }
  return taken.sort((a, b) => a - b);
}

/** Maps low..high to from..to. */
function makeScale(log, low, high, from, to) {
  const f = log ? Math.log : (v) => v;
  const g = log ? Math.exp : (v) => v;
  const a = f(low);
  const b = f(high) - a || 1;
  return {
    low,
    high,
    at: (v) => from + ((f(v) - a) / b) * (to - from),
    back: (px) => g(a + ((px - from) / (to - from)) * b),
    ticks: (count) => (log ? logTicks : linearTicks)(low, high, count),
  };
}

/** A range a little wider than the values; null when there are none. */
function extent(values, log) {
  let low = Infinity;
  let high = -Infinity;
  for (const v of values) {
    if (isNumber(v) && (!log || v > 0)) {
      low = Math.min(low, v);
      high = Math.max(high, v);
    }
  }
  return low > high ? null : [low, high];
}

/** Without the outer two hundredths on each side: one diverging seed must not flatten the rest. */
function middlePart(values) {
  const sorted = values.filter(isNumber).sort((a, b) => a - b);
  const cut = Math.floor(sorted.length * 0.02);
  return sorted.slice(cut, sorted.length - cut);
}

function padded(range, log) {
  const [low, high] = range;
  if (log) {
    const room = Math.max(Math.pow(high / low, 0.05), 1.01);
    return [low / room, high * room];
  }
  const room = (high - low) * 0.05 || Math.abs(high) * 0.05 || 1;
  return [low - room, high + room];
}
