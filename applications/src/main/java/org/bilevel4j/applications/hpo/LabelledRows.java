package org.bilevel4j.applications.hpo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.random.Permutation;
import org.bilevel4j.core.random.Rng;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.datasets.DataFinder;
import org.bilevel4j.datasets.libsvm.LibSvmDataset;
import org.bilevel4j.datasets.libsvm.LibSvmTable;
import org.bilevel4j.oracles.tensor.RowTable;

/**
 * Rows a with labels b, +1 or -1: those of a file that is cut into parts, then those of files of
 * validation and test rows where there are any.
 *
 * @param a rows, all of one length
 * @param b labels
 * @param ends where the rows of each of the three files end
 * @param provenance checksums of the files
 */
record LabelledRows(double[][] a, double[] b, int[] ends, Map<String, String> provenance) {
  private static final int MADE_UP_ROWS = 1000;
  private static final int MADE_UP_FEATURES = 20;

  /** The parts; there may be no test rows. */
  record Cut(RowTable train, RowTable validation, Optional<RowTable> test) {}

  /**
   * Reads files.
   *
   * @param names the file to be cut, those of validation and of test rows; blank where there is
   *     none
   */
  static LabelledRows read(DataFinder finder, List<String> names) {
    List<LibSvmTable> files = new ArrayList<>();
    int[] ends = new int[names.size()];
    Map<String, String> provenance = new TreeMap<>();
    int rows = 0;
    for (int k = 0; k < ends.length; k++) {
      if (!names.get(k).isBlank()) {
        Path path = LibSvmDataset.find(finder, names.get(k));
        LibSvmTable file = LibSvmTable.read(path);
        files.add(file);
        rows += file.rows();
        provenance.put("data " + path.getFileName(), file.source().sha256());
      }
      ends[k] = rows;
    }
    int features = files.stream().mapToInt(LibSvmTable::columns).max().orElseThrow();
    double[][] a = new double[rows][];
    double[] b = new double[rows];
    int at = 0;
    for (LibSvmTable file : files) {
      double[][] dense = file.dense(features);
      double[] targets = file.targets();
      for (int r = 0; r < dense.length; r++, at++) {
        a[at] = dense[r];
        b[at] = 2 * targets[r] - 1;
      }
    }
    return new LabelledRows(a, b, ends, provenance);
  }

  /** Normal rows whose features matter less and less, with labels of a logistic model. */
  static LabelledRows madeUp() {
    Rng rng = Key.of(0).child("made-up rows").rng();
    double[][] a = new double[MADE_UP_ROWS][MADE_UP_FEATURES];
    double[] b = new double[MADE_UP_ROWS];
    for (int r = 0; r < a.length; r++) {
      double score = 0;
      for (int j = 0; j < MADE_UP_FEATURES; j++) {
        a[r][j] = rng.nextGaussian();
        score += a[r][j] * 4 / ((1 + j) * (1 + j));
      }
      b[r] = rng.uniform(0, 1) < 1 / (1 + StrictMath.exp(-score)) ? 1 : -1;
    }
    int n = MADE_UP_ROWS;
    return new LabelledRows(a, b, new int[] {n, n, n}, Map.of());
  }

  int features() {
    return a[0].length;
  }

  /**
   * Cuts the rows of the first file at random; shares of validation and test rows that have a file
   * of their own do not count.
   */
  Cut cut(double validationShare, double testShare, Key key) {
    Permutation order = Permutation.of(key, ends[0]);
    int validation = ends[1] > ends[0] ? 0 : (int) Math.round(validationShare * ends[0]);
    int test = ends[2] > ends[1] ? 0 : (int) Math.round(testShare * ends[0]);
    int held = validation + test;
    if (held >= ends[0] || (validation == 0 && ends[1] == ends[0])) {
      throw new UserError(
          LogisticHpo.NAME + ": " + ends[0] + " rows are too few to be cut into parts.",
          "more rows, or other shares.");
    }
    int[] tested =
        test > 0
            ? IntStream.range(validation, held).map(order::at).toArray()
            : IntStream.range(ends[1], ends[2]).toArray();
    return new Cut(
        rows(IntStream.range(held, ends[0]).map(order::at).toArray()),
        rows(
            validation > 0
                ? IntStream.range(0, validation).map(order::at).toArray()
                : IntStream.range(ends[0], ends[1]).toArray()),
        tested.length == 0 ? Optional.empty() : Optional.of(rows(tested)));
  }

  private RowTable rows(int[] ids) {
    return RowTable.of("a", a).with("b", b).blocks(List.of(ids));
  }
}
