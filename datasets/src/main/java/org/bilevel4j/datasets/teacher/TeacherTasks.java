package org.bilevel4j.datasets.teacher;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.random.Rng;
import org.bilevel4j.core.util.Args;
import org.bilevel4j.datasets.table.CategoricalColumn;
import org.bilevel4j.datasets.table.DataOrigin;
import org.bilevel4j.datasets.table.FloatFeatures;
import org.bilevel4j.datasets.table.LabelledTable;

/**
 * Rows that all tasks share, with labels by a random teacher:
 *
 * <pre>
 * row    z ~ N(0, I) in R^features
 * score  tanh(2 z A) V_i + noise sd(V) e,   A ~ N / sqrt(features), V ~ N / sqrt(latent), e ~ N(0, 1)
 * label  1 for the share of rows with the largest scores of a task
 * </pre>
 *
 * @param tasks number of tasks, at least 1
 * @param features numbers of a row, at least 1
 * @param latent hidden units of the teacher, at least 1
 * @param rows at least 2
 * @param positives share of positive rows, in (0, 1)
 * @param noise standard deviation of the noise, in that of V's entries, at least 0
 */
public record TeacherTasks(
    int tasks, int features, int latent, int rows, double positives, double noise) {
  /** Name of the data set. */
  public static final String NAME = "synthetic";

  /** Checks the sizes. */
  public TeacherTasks {
    Args.atLeast(1, tasks, "tasks");
    Args.atLeast(1, features, "features");
    Args.atLeast(1, latent, "latent");
    Args.atLeast(2, rows, "rows");
    Args.within(0, 1, positives, "positives");
    Args.nonNegative(noise, "noise");
  }

  /** 64 features, 24 hidden units, 30,000 rows, 5 % positives, noise 0.5. */
  public static TeacherTasks of(int tasks) {
    return new TeacherTasks(tasks, 64, 24, 30_000, 0.05, 0.5);
  }

  /**
   * Draws rows and teacher.
   *
   * @param key their address
   * @return a label column for each task, class 1 positive
   */
  public LabelledTable draw(Key key) {
    float[] z = new float[Math.multiplyExact(rows, features)];
    Rng of = key.child("rows").rng();
    for (int j = 0; j < z.length; j++) {
      z[j] = (float) of.nextGaussian();
    }
    double[] hidden = hidden(z, normal(key.child("A"), features * latent, features));
    double[] v = normal(key.child("V"), latent * tasks, latent);
    double deviation = noise * deviation(v);
    List<CategoricalColumn> labels = new ArrayList<>();
    int width = String.valueOf(tasks - 1).length();
    for (int i = 0; i < tasks; i++) {
      double[] scores = scores(hidden, v, i, deviation, key.child("noise").child(i).rng());
      String name = String.format(Locale.ROOT, "task-%0" + width + "d", i);
      labels.add(new CategoricalColumn(name, List.of("0", "1"), top(scores)));
    }
    DataOrigin origin = new DataOrigin(NAME, "made up", "", List.of());
    return new LabelledTable(NAME, new FloatFeatures(rows, features, z), List.of(), labels, origin);
  }

  private static double[] normal(Key key, int count, int scale) {
    Rng rng = key.rng();
    double[] out = new double[count];
    Arrays.setAll(out, j -> rng.nextGaussian() / Math.sqrt(scale));
    return out;
  }

  private static double deviation(double[] v) {
    double mean = Arrays.stream(v).average().orElse(0);
    return Math.sqrt(Arrays.stream(v).map(t -> (t - mean) * (t - mean)).average().orElse(0));
  }

  /** tanh(2 z A): rows x latent. */
  private double[] hidden(float[] z, double[] a) {
    double[] out = new double[Math.multiplyExact(rows, latent)];
    for (int r = 0; r < rows; r++) {
      for (int j = 0; j < features; j++) {
        double value = z[r * features + j];
        for (int k = 0; k < latent; k++) {
          out[r * latent + k] += value * a[j * latent + k];
        }
      }
      for (int k = 0; k < latent; k++) {
        out[r * latent + k] = Math.tanh(2 * out[r * latent + k]);
      }
    }
    return out;
  }

  private double[] scores(double[] hidden, double[] v, int task, double deviation, Rng rng) {
    double[] out = new double[rows];
    for (int r = 0; r < rows; r++) {
      for (int k = 0; k < latent; k++) {
        out[r] += hidden[r * latent + k] * v[k * tasks + task];
      }
      out[r] += deviation * rng.nextGaussian();
    }
    return out;
  }

  /** 1 for the largest scores. */
  private int[] top(double[] scores) {
    double[] sorted = scores.clone();
    Arrays.sort(sorted);
    int count = (int) Math.max(1, Math.min(rows - 1L, Math.round(positives * rows)));
    double least = sorted[rows - count];
    return Arrays.stream(scores).mapToInt(s -> s >= least ? 1 : 0).toArray();
  }
}
