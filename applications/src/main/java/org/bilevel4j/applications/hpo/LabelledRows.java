package org.bilevel4j.applications.hpo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.random.Rng;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.datasets.DataFinder;
import org.bilevel4j.datasets.libsvm.LibSvmDataset;
import org.bilevel4j.datasets.libsvm.LibSvmTable;
import org.bilevel4j.datasets.task.Shares;
import org.bilevel4j.oracles.tensor.RowTable;

/**
 * Rows a with labels b, +1 or -1: those of a file that is cut into parts, then those of files of
 * validation and test rows where there are any.
 *
 * @param rows "a", sparse where few entries are not zero, and "b"
 * @param features length of a row
 * @param ends where the rows of each of the three files end
 * @param provenance checksums of the files
 */
record LabelledRows(RowTable rows, int features, int[] ends, Map<String, String> provenance) {
  private static final int MADE_UP_ROWS = 1000;
  private static final int MADE_UP_FEATURES = 20;

  /** Rows are sparse where at most one entry in so many is not zero. */
  private static final int DENSE = 4;

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
    double[] b = files.stream().flatMapToDouble(f -> DoubleStream.of(f.targets())).toArray();
    Arrays.setAll(b, r -> 2 * b[r] - 1);
    RowTable labels = RowTable.of("b", b);
    long entries = files.stream().mapToLong(LibSvmTable::entries).sum();
    return new LabelledRows(
        entries * DENSE > (long) rows * features
            ? labels.with("a", dense(files, features))
            : sparse(labels, files, features, Math.toIntExact(entries)),
        features,
        ends,
        provenance);
  }

  private static double[][] dense(List<LibSvmTable> files, int features) {
    return files.stream().flatMap(f -> Stream.of(f.dense(features))).toArray(double[][]::new);
  }

  private static RowTable sparse(
      RowTable labels, List<LibSvmTable> files, int features, int entries) {
    int rows = files.stream().mapToInt(LibSvmTable::rows).sum();
    int[] starts = new int[rows + 1];
    int[] columns = new int[entries];
    double[] values = new double[entries];
    int at = 0;
    for (LibSvmTable file : files) {
      file.copyTo(starts, at, columns, values);
      at += file.rows();
    }
    return DoubleStream.of(values).allMatch(v -> v == 1)
        ? labels.withSparse("a", features, starts, columns)
        : labels.withSparse("a", features, starts, columns, values);
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
    return new LabelledRows(
        RowTable.of("a", a).with("b", b), MADE_UP_FEATURES, new int[] {n, n, n}, Map.of());
  }

  /**
   * Cuts the rows of the first file at random; shares of validation and test rows that have a file
   * of their own do not count.
   */
  Cut cut(double validationShare, double testShare, Key key) {
    int validation = ends[1] > ends[0] ? 0 : (int) Math.round(validationShare * ends[0]);
    int test = ends[2] > ends[1] ? 0 : (int) Math.round(testShare * ends[0]);
    int held = validation + test;
    if (held >= ends[0] || (validation == 0 && ends[1] == ends[0])) {
      throw new UserError(
          LogisticHpo.NAME + ": " + ends[0] + " rows are too few to be cut into parts.",
          "more rows, or other shares.");
    }
    int[][] parts = Shares.deal(key, ends[0], validation, test, ends[0] - held);
    int[] validated = validation > 0 ? parts[0] : range(ends[0], ends[1]);
    int[] tested = test > 0 ? parts[1] : range(ends[1], ends[2]);
    return new Cut(
        rows.blocks(List.of(parts[2])),
        rows.blocks(List.of(validated)),
        Optional.of(tested).filter(t -> t.length > 0).map(t -> rows.blocks(List.of(t))));
  }

  private static int[] range(int from, int to) {
    return IntStream.range(from, to).toArray();
  }
}
