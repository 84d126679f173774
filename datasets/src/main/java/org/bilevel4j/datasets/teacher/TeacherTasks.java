package org.bilevel4j.datasets.teacher;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bilevel4j.core.catalogue.Component;
import org.bilevel4j.core.catalogue.Listed;
import org.bilevel4j.core.config.Param;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.random.Rng;
import org.bilevel4j.core.util.Args;
import org.bilevel4j.datasets.DataFinder;
import org.bilevel4j.datasets.DataStatus;
import org.bilevel4j.datasets.TaskData;
import org.bilevel4j.datasets.table.CategoricalColumn;
import org.bilevel4j.datasets.table.DataOrigin;
import org.bilevel4j.datasets.table.FloatFeatures;
import org.bilevel4j.datasets.table.LabelledTable;
import org.bilevel4j.datasets.task.Part;
import org.bilevel4j.datasets.task.RowSplit;
import org.bilevel4j.datasets.task.TaskTable;

/**
 * Made-up rows that all tasks share, with labels by a random teacher:
 *
 * <pre>
 * row    z ~ N(0, I) in R^features
 * score  tanh(2 z A) V_i + noise sd(V) e,   A ~ N / sqrt(features), V ~ N / sqrt(latent), e ~ N(0, 1)
 * label  1 for the share of rows with the largest scores of a task
 * </pre>
 *
 * The teacher and all rows are a pure function of the parameters.
 */
@AutoService(Component.class)
@Listed(
    name = TeacherTasks.NAME,
    title = "Made-up imbalanced tasks with labels by a random network",
    source = "no publication; the tasks of the races against PyTorch")
public record TeacherTasks(
    @Param(value = "number of tasks", range = "at least 1") int tasks,
    @Param(value = "numbers of a row", range = "at least 1") int features,
    @Param(value = "hidden units of the teacher", range = "at least 1") int latent,
    @Param(value = "rows to train", range = "at least 1") int trainRows,
    @Param(value = "rows to validate, and as many to test", range = "at least 1") int testRows,
    @Param(value = "share of positive rows", range = "above 0, below 1") double positives,
    @Param(
            value = "standard deviation of the noise, in that of the teacher's weights",
            range = "at least 0")
        double noise,
    @Param(value = "seed of teacher and rows", range = "any") long seed)
    implements TaskData {
  /** Name of the data set. */
  public static final String NAME = "synthetic";

  /** Checks the sizes. */
  public TeacherTasks {
    Args.atLeast(1, tasks, "tasks");
    Args.atLeast(1, features, "features");
    Args.atLeast(1, latent, "latent");
    Args.atLeast(1, trainRows, "trainRows");
    Args.atLeast(1, testRows, "testRows");
    Args.within(0, 1, positives, "positives");
    Args.nonNegative(noise, "noise");
  }

  /** 100 tasks on 20,000 rows to train, 5 % of them positive. */
  public TeacherTasks() {
    this(100, 64, 24, 20_000, 5_000, 0.05, 0.5, 7);
  }

  private int rows() {
    return Math.addExact(trainRows, Math.multiplyExact(2, testRows));
  }

  @Override
  public String licence() {
    return "none needed, generated";
  }

  @Override
  public String size() {
    return "any number of tasks, rows and features";
  }

  @Override
  public DataStatus status(DataFinder finder) {
    return new DataStatus(
        NAME, DataStatus.State.VERIFIED, "generated", List.of("a pure function of its parameters"));
  }

  @Override
  public TaskTable load(DataFinder finder) {
    RowSplit split =
        RowSplit.of(
            rows(),
            r ->
                r < trainRows
                    ? Part.TRAIN
                    : r < trainRows + testRows ? Part.VALIDATION : Part.TEST);
    return new TaskTable(table(Key.of(seed)), Optional.of(split), Optional.empty(), List.of());
  }

  private LabelledTable table(Key key) {
    int rows = rows();
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
    int rows = rows();
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
    double[] out = new double[rows()];
    for (int r = 0; r < out.length; r++) {
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
    int n = scores.length;
    int count = (int) Math.max(1, Math.min(n - 1L, Math.round(positives * n)));
    double least = sorted[n - count];
    return Arrays.stream(scores).mapToInt(s -> s >= least ? 1 : 0).toArray();
  }
}
