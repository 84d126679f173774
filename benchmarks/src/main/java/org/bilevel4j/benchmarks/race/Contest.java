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
 * @param solver our solver
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
    String solver,
    Map<String, String> settings,
    Arithmetic arithmetic,
    double target,
    double targetTuned) {

  private static final int LETTER_TASKS = 16;
  private static final int LETTER_BATCH = 8;
  private static final int FASHION_TASKS = 10;
  private static final int SHOTS = 10;
  private static final String MORBIT = "morbit";
  private static final int AUC_TASKS = 10;
  private static final long AUC_ROWS = AUC_TASKS * 128L;
  private static final int[] AUC_LAYERS = {64, 128, 64, 1};
  private static final double AUC_TARGET = 1.8;

  /** Every contest, in the order they are run. */
  public static List<Contest> all() {
    return List.of(
        letter(),
        sinusoid(3, 5),
        sinusoid(20, 3),
        fashion(),
        compositional("mmb-v1", "v1", Map.of()),
        compositional("mmb-v2", "v2", Map.of("etaV", "0.9", "radius", "10")),
        minMaxAuc(),
        partialAuc());
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
        MORBIT,
        morbit(
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
        MORBIT,
        morbit(
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
        MORBIT,
        morbit(
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

  /** 100 made-up tasks with 5 % positives, 10 of them a step, 32 positive and 96 negative rows. */
  private static Contest multiTask(
      String name,
      String title,
      List<String> peer,
      String application,
      String objective,
      String solver,
      Map<String, String> own,
      Arithmetic arithmetic,
      double target) {
    Map<String, String> solverSettings = new TreeMap<>(own);
    solverSettings.put("etaDual", "0.1");
    solverSettings.put("lowerBatch", "32+96");
    solverSettings.put("blocksPerStep", Integer.toString(AUC_TASKS));
    solverSettings.put("average.newWeight", "0.9");
    solverSettings.put("upperBatch", "32+96");
    return new Contest(
        name,
        title,
        peer,
        application,
        solver,
        settings(
            Map.of(
                "data",
                "synthetic",
                "tasks",
                "100",
                "widths",
                "128,64",
                "scores",
                "sigmoid",
                "objective",
                objective,
                "precision",
                "float32"),
            solverSettings),
        arithmetic,
        target,
        target);
  }

  private static Contest compositional(String solver, String method, Map<String, String> more) {
    Map<String, String> own = new TreeMap<>(Map.of("etaX", "0.01", "etaY", "0.1"));
    own.putAll(more);
    return multiTask(
        "mauc-ct-" + method,
        "Multi-task AUC by compositional training, MMB " + method + ", 100 tasks, 64-128-64",
        List.of("mmb_auc.py", "--method", method),
        "multi-task-auc",
        "mauc-ct(eta=0.1)",
        solver,
        own,
        Arithmetic.compositional(AUC_LAYERS, AUC_ROWS),
        AUC_TARGET);
  }

  private static Contest minMaxAuc() {
    return multiTask(
        "mauc",
        "Multi-task AUC, min-max, 100 tasks, 64-128-64",
        List.of("mmb_auc.py", "--method", "mauc"),
        "multi-task-auc",
        "mauc(alpha=nonnegative)",
        "mmb-v1",
        Map.of("etaX", "0.01"),
        Arithmetic.gradient(AUC_LAYERS, AUC_ROWS),
        2);
  }

  private static Contest partialAuc() {
    return multiTask(
        "mmb-pauc",
        "Multi-task partial AUC, 100 tasks, 64-128-64, one batch for both levels",
        List.of("mmb_pauc.py", "--method", "mmb"),
        "multi-task-pauc",
        "pauc(tau1=0.1, tau2=0.1)",
        "mmb-v1",
        Map.of("etaX", "0.001", "etaY", "0.1", "hessian.newWeight", "0.9", "oneBatch", "true"),
        Arithmetic.gradient(AUC_LAYERS, AUC_ROWS),
        2.5);
  }

  private static Map<String, String> morbit(
      Map<String, String> application, Map<String, String> solver) {
    Map<String, String> all = settings(application, solver);
    all.put("solver.estimator", "one-step");
    return all;
  }

  private static Map<String, String> settings(
      Map<String, String> application, Map<String, String> solver) {
    Map<String, String> all = new TreeMap<>();
    application.forEach((k, v) -> all.put("application." + k, v));
    solver.forEach((k, v) -> all.put("solver." + k, v));
    return all;
  }

  /** What we mean to reach under a BLAS setting. */
  double target(BlasSetting blas) {
    return blas.name().equals("SKYLAKEX") ? targetTuned : target;
  }
}
