// The page of a model's rankings: ROC curves, bars per task.
const ROC = DATA.roc;
state.task = null;

/** Every task thin, their mean and a task of the reader's choice thick, chance dashed. */
function rocModel() {
  const opacity = Math.max(0.05, Math.min(0.42, 12 / ROC.tasks.length));
  const series = ROC.tasks.map((t) => ({ label: t.task, index: 6, single: true, opacity, x: t.x, y: t.y }));
  const chosen = ROC.tasks.find((t) => t.task === state.task);
  const mean = ROC.tasks.length > 1 ? "mean" : ROC.tasks[0].task;
  series.push({ label: mean, index: 0, x: ROC.mean.x, y: ROC.mean.y });
  if (chosen) series.push({ label: chosen.task, index: 1, x: chosen.x, y: chosen.y });
  series.push({ label: "chance", index: 6, ref: true, x: [0, 1], y: [0, 1] });
  return {
    series, xLog: false, yLog: false, yRange: [0, 1.02], xLabel: "false positive rate",
    region: ROC.region,
  };
}

/** A list of tasks in the caption of a chart. */
function taskChooser(figure) {
  const list = el("select", {
    "aria-label": "Task", onchange: () => state.set({ task: list.value || null }),
  }, el("option", { value: "" }, "choose a task"),
  ...ROC.tasks.map((t) => el("option", { value: t.task }, t.task)));
  figure.querySelector("figcaption").append(list);
}

document.querySelectorAll("figure.chart").forEach((figure) => {
  if (figure.dataset.kind === "tasks") {
    state.charts.push(new Tasks(figure, figure.dataset.key));
    return;
  }
  const chart = new Frame(figure, rocModel);
  if (figure.dataset.kind === "roc-region") chart.zoom = ROC.region;
  else if (ROC.tasks.length > 1) taskChooser(figure);
  state.charts.push(chart);
});
theme();
watchWindow();
document.documentElement.dataset.ready = "true";
