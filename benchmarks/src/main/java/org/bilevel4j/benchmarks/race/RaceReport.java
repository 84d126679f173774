package org.bilevel4j.benchmarks.race;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A finished race in words and numbers: for a terminal, as Markdown, as JSON. */
public final class RaceReport {
  /** Two threads are meant to be this much faster than one. */
  static final double TWO_THREADS_TARGET = 1.6;

  private final Race.Plan plan;
  private final List<Result> results;
  private final double peak;
  private final double loadBefore;
  private final double loadAfter;

  /**
   * A report.
   *
   * @param results at least one
   * @param peak measured fp32 peak of one core, GFLOP/s
   * @param loadBefore load average before the race
   * @param loadAfter and after it
   */
  public RaceReport(
      Race.Plan plan, List<Result> results, double peak, double loadBefore, double loadAfter) {
    this.plan = plan;
    this.results = List.copyOf(results);
    this.peak = peak;
    this.loadBefore = loadBefore;
    this.loadAfter = loadAfter;
  }

  private RaceTable ratios() {
    RaceTable t =
        new RaceTable(
            "contest",
            "OPENBLAS_CORETYPE",
            "OpenBLAS kernel",
            "PyTorch it/s",
            "ours it/s",
            "ratio (median [min, max])",
            "ratio by CPU time",
            "target",
            "");
    for (Result r : results) {
      for (BlasSetting b : plan.blas()) {
        String theirs = Race.theirs(b);
        Timings ratio = r.ratio(Race.OURS, theirs, Lap::rate);
        double target = r.contest().target(b);
        t.add(
            r.contest().name(),
            b.name(),
            r.first(theirs).text("blas_kernel"),
            r.spread(theirs, Lap::rate).text(0),
            r.spread(Race.OURS, Lap::rate).text(0),
            ratio.text(2),
            r.ratio(Race.OURS, theirs, Lap::cpuRate).text(2),
            number("%.1f", target),
            ratio.median() >= target ? "met" : "missed");
      }
    }
    return t;
  }

  private RaceTable threads() {
    RaceTable t =
        new RaceTable(
            "contest",
            "1 thread it/s",
            "2 threads it/s",
            "ratio (median [min, max])",
            "target",
            "");
    for (Result r : results) {
      if (r.has(Race.OURS_TWO)) {
        Timings ratio = r.ratio(Race.OURS_TWO, Race.OURS, Lap::rate);
        t.add(
            r.contest().name(),
            r.spread(Race.OURS, Lap::rate).text(0),
            r.spread(Race.OURS_TWO, Lap::rate).text(0),
            ratio.text(2),
            number("%.1f", TWO_THREADS_TARGET),
            ratio.median() >= TWO_THREADS_TARGET ? "met" : "missed");
      }
    }
    return t;
  }

  private RaceTable memoryAndArithmetic() {
    RaceTable t =
        new RaceTable(
            "contest",
            "peak memory, PyTorch (MiB)",
            "peak memory, ours (MiB)",
            "MFLOP per iteration",
            "sin and cos per iteration",
            "our GFLOP/s",
            "share of the core's peak",
            "PyTorch's share");
    for (Result r : results) {
      String theirs = Race.theirs(plan.blas().get(0));
      Arithmetic a = r.contest().arithmetic();
      double ours = a.productMflop() * r.spread(Race.OURS, Lap::rate).median() / 1e3;
      double other = a.productMflop() * r.spread(theirs, Lap::rate).median() / 1e3;
      t.add(
          r.contest().name(),
          number("%.0f", r.spread(theirs, Lap::peakMb).median()),
          number("%.0f", r.spread(Race.OURS, Lap::peakMb).median()),
          number("%.2f", a.productMflop()),
          Long.toString(a.functions()),
          number("%.1f", ours),
          number("%.1f %%", 100 * ours / peak),
          number("%.1f %%", 100 * other / peak));
    }
    return t;
  }

  private String conditions() {
    Result any = results.get(0);
    Lap theirs = any.first(Race.theirs(plan.blas().get(0)));
    Lap ours = any.first(Race.OURS);
    return String.join(
        "\n",
        "- Machine: "
            + Machine.cpu()
            + ", "
            + Machine.vectors()
            + ", "
            + Runtime.getRuntime().availableProcessors()
            + " processors; one core's fp32 peak, measured"
            + " in this race: "
            + number("%.0f GFLOP/s", peak)
            + ".",
        "- PyTorch "
            + theirs.text("torch")
            + " (its own loops: "
            + theirs.text("torch_cpu")
            + "), Python "
            + theirs.text("python")
            + ", BLAS: "
            + theirs.text("blas")
            + ", "
            + theirs.text("blas_config")
            + ".",
        "- Ours: Java " + ours.text("java") + ", kernels " + ours.text("kernel") + ".",
        "- One thread each unless said, fp32, "
            + plan.repeats()
            + " rounds in turn, "
            + number("%.1f", plan.warmup())
            + " s of warm-up and "
            + number("%.1f", plan.seconds())
            + " s timed in each; load average "
            + number("%.2f", loadBefore)
            + " before, "
            + number("%.2f", loadAfter)
            + " after.",
        "");
  }

  /** For a terminal. */
  public String text() {
    return "\n"
        + conditions()
        + "\n"
        + ratios().text()
        + (threads().isEmpty() ? "" : "\n" + threads().text())
        + "\n"
        + memoryAndArithmetic().text();
  }

  /** For {@code docs/results}. */
  public String markdown() {
    StringBuilder out = new StringBuilder("# Race against PyTorch\n\n");
    out.append(
        "Made by `benchmarks/compare-pytorch`; `benchmarks/README.md` says what is counted.\n\n");
    out.append(conditions()).append('\n');
    for (Result r : results) {
      out.append("- `")
          .append(r.contest().name())
          .append("`: ")
          .append(r.contest().title())
          .append('\n');
    }
    out.append("\n## Iterations a second\n\n").append(ratios().markdown());
    if (!threads().isEmpty()) {
      out.append("\n## Two threads\n\n").append(threads().markdown());
    }
    return out.append("\n## Memory and arithmetic\n\n")
        .append(memoryAndArithmetic().markdown())
        .toString();
  }

  /** Everything, every lap included. */
  public JsonNode json() {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("machine", Machine.cpu());
    root.put("vectors", Machine.vectors());
    root.put("peak_fp32_gflops", peak);
    root.put("repeats", plan.repeats());
    root.put("warmup_seconds", plan.warmup());
    root.put("timed_seconds", plan.seconds());
    root.put("load_before", loadBefore);
    root.put("load_after", loadAfter);
    ArrayNode contests = root.putArray("contests");
    for (Result r : results) {
      ObjectNode c = contests.addObject();
      c.put("name", r.contest().name());
      c.put("title", r.contest().title());
      c.put("product_mflop", r.contest().arithmetic().productMflop());
      c.put("functions", r.contest().arithmetic().functions());
      ArrayNode against = c.putArray("ratios");
      for (BlasSetting b : plan.blas()) {
        ObjectNode ratio = against.addObject();
        ratio.put("blas", b.name());
        put(ratio, "wall", r.ratio(Race.OURS, Race.theirs(b), Lap::rate));
        put(ratio, "cpu", r.ratio(Race.OURS, Race.theirs(b), Lap::cpuRate));
        ratio.put("target", r.contest().target(b));
      }
      if (r.has(Race.OURS_TWO)) {
        put(c, "two_threads", r.ratio(Race.OURS_TWO, Race.OURS, Lap::rate));
      }
      laps(c.putObject("laps"), r.laps());
    }
    return root;
  }

  private static void laps(ObjectNode out, Map<String, List<Lap>> laps) {
    laps.forEach(
        (entrant, list) -> {
          ArrayNode array = out.putArray(entrant);
          list.forEach(l -> array.add(l.details()));
        });
  }

  private static void put(ObjectNode out, String name, Timings s) {
    ObjectNode spread = out.putObject(name);
    spread.put("median", s.median());
    spread.put("min", s.min());
    spread.put("max", s.max());
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
