package org.bilevel4j.benchmarks.race;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bilevel4j.core.util.Names;

/**
 * The same work on both sides.
 *
 * @param name what users type
 * @param title for reports
 * @param peer the other side's program and its arguments
 * @param application our application
 * @param settings our settings, keys as "application.key" and "solver.key"
 * @param arithmetic what one iteration computes
 * @param target times faster we mean to be, OpenBLAS set up in any way but the next
 * @param targetTuned times faster we mean to be under OPENBLAS_CORETYPE=SKYLAKEX
 */
public record Contest(
    String name,
    String title,
    List<String> peer,
    String application,
    Map<String, String> settings,
    Arithmetic arithmetic,
    double target,
    double targetTuned) {

  private static final int LETTER_TASKS = 16;
  private static final int LETTER_BATCH = 8;
  private static final int FASHION_TASKS = 10;
  private static final int SHOTS = 10;

  /** Every contest, in the order they are run. */
  public static List<Contest> all() {
    return List.of(letter(), sinusoid(3, 5), sinusoid(20, 3), fashion());
  }

  /** The contest of a name. */
  public static Contest of(String name) {
    return all().stream()
        .filter(c -> c.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> Names.unknown("contest", name, all().stream().map(Contest::name).toList()));
  }

  private static Contest letter() {
    long rows = (long) LETTER_TASKS * LETTER_BATCH;
    return new Contest(
        "letter",
        "Letter, n = 16, 64 features, batches 8 and 8, momentum 0.9",
        List.of("morbit_letter.py", "--n", "16", "--feat", "64", "--batch", "8"),
        "robust-hpo-letter",
        settings(
            Map.of(
                "tasks", "16",
                "frequencies", "64",
                "loss", "softmax",
                "bias", "true",
                "penaltyStart", "0.01",
                "bandwidthStart", "0.1",
                "precision", "float32"),
            Map.of(
                "alpha", "1e-4",
                "beta", "1e-3",
                "gamma", "1e-3",
                "lowerBatch", "8",
                "upperBatch", "8",
                "momentum.x", "0.9",
                "momentum.y", "0.9",
                "lambda.momentum", "0.9")),
        Arithmetic.fourier(16, 64, rows, rows, 2),
        8,
        8);
  }

  private static Contest sinusoid(int tasks, double target) {
    long rows = (long) tasks * SHOTS;
    return new Contest(
        "sinusoid-" + tasks,
        "Sinusoid, n = " + tasks + ", 1-80-80-10, batches 10 and 10",
        List.of("morbit_sinusoid.py", "--n", Integer.toString(tasks)),
        "robust-sinusoid",
        settings(
            Map.of(
                "design", "paper-" + tasks,
                "frequency", "true",
                "widths", "80,80,10",
                "penaltyForm", "norm",
                "headBias", "true",
                "precision", "float32"),
            Map.of(
                "alpha", "0.007",
                "beta", "0.005",
                "gamma", "0.003",
                "lowerBatch", "10",
                "upperBatch", "10",
                "lambda.pull", "3",
                "lambda.pullAsListed", "true")),
        Arithmetic.dense(new int[] {1, 80, 80, 10}, rows, rows, 1),
        target,
        target);
  }

  private static Contest fashion() {
    return new Contest(
        "fashion-mnist",
        "FashionMNIST, n = 10, 784-100, batches 8 and 128",
        List.of("morbit_fmnist.py"),
        "robust-representation-fashion-mnist",
        settings(
            Map.of(
                "widths", "100",
                "activation", "relu",
                "loss", "softmax",
                "headBias", "true",
                "precision", "float32"),
            Map.of(
                "alpha", "0.01",
                "beta", "0.01",
                "gamma", "0.3",
                "lowerBatch", "8",
                "upperBatch", "128")),
        Arithmetic.dense(new int[] {784, 100}, FASHION_TASKS * 8L, FASHION_TASKS * 128L, 2),
        1.5,
        1.2);
  }

  private static Map<String, String> settings(
      Map<String, String> application, Map<String, String> solver) {
    Map<String, String> all = new TreeMap<>();
    application.forEach((k, v) -> all.put("application." + k, v));
    solver.forEach((k, v) -> all.put("solver." + k, v));
    all.put("solver.estimator", "one-step");
    return all;
  }

  /** What we mean to reach under a BLAS setting. */
  double target(BlasSetting blas) {
    return blas.name().equals("SKYLAKEX") ? targetTuned : target;
  }
}
