package org.bilevel4j.applications.parts;

import java.io.InputStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.datasets.csv.CsvOptions;
import org.bilevel4j.datasets.csv.CsvTables;
import org.bilevel4j.datasets.encode.ColumnEncoding;
import org.bilevel4j.datasets.encode.Encoding;
import org.bilevel4j.datasets.encode.EncodingOptions;
import org.bilevel4j.datasets.file.DataFile;
import org.bilevel4j.datasets.table.CategoricalColumn;
import org.bilevel4j.datasets.table.ColumnTable;
import org.bilevel4j.datasets.table.Features;
import org.bilevel4j.datasets.table.InputColumn;
import org.bilevel4j.datasets.table.NumericColumn;
import org.bilevel4j.datasets.table.SourceFile;
import org.bilevel4j.datasets.task.Shares;
import org.bilevel4j.oracles.tensor.RowTable;

/**
 * The rows of a CSV file as inputs {@value #FEATURES} and {@value #TARGET} of a model, cut by key:
 * 60 % to train on, 20 % that validate, 20 % that test. Rows without a target are left out.
 *
 * <p>Numbers are shifted and scaled to mean 0 and deviation 1, a text becomes one feature per
 * category, and where cells are missing a further feature says so. A target of two values is a
 * class: 1 for the larger number or the text later in the alphabet, -1 for the other; any other
 * target is a number, shifted and scaled as well. Means, deviations and categories are those of the
 * training rows alone.
 *
 * @param features names of the features, d of them
 * @param classes whether the target is a class
 * @param train rows of the lower level
 * @param validation rows of the upper level
 * @param test rows that neither level sees
 * @param provenance checksum of the file, the target, and what the reader left out
 */
public record CsvRows(
    List<String> features,
    boolean classes,
    RowTable train,
    RowTable validation,
    RowTable test,
    Map<String, String> provenance) {
  /** The features of a row: d numbers. */
  public static final String FEATURES = "a";

  /** The target of a row: one number. */
  public static final String TARGET = "b";

  private static final EncodingOptions ENCODED =
      EncodingOptions.defaults().withIndicators(true).withUnseen(EncodingOptions.Unseen.MISSING);

  /** Copies the collections. */
  public CsvRows {
    features = List.copyOf(features);
    provenance = Map.copyOf(provenance);
  }

  /**
   * Reads a file.
   *
   * @param file its path
   * @param target the column to predict
   * @param options how the file is written and which columns are left out
   * @param key address of the cut
   * @throws UserError when the file cannot be read or leaves nothing to learn
   */
  public static CsvRows read(String file, String target, CsvOptions options, Key key) {
    try {
      Path path = Path.of(file);
      String name = String.valueOf(path.getFileName());
      return of(CsvTables.read(name, path, options), target, key);
    } catch (InvalidPathException e) {
      throw new UserError("file is '" + file + "', which is not a path.", "", e);
    }
  }

  /**
   * Reads a resource.
   *
   * @param home the class that it lies beside
   * @param resource its name
   * @param target the column to predict
   * @param options how it is written and which columns are left out
   * @param key address of the cut
   * @throws UserError when it leaves nothing to learn
   */
  public static CsvRows sample(
      Class<?> home, String resource, String target, CsvOptions options, Key key) {
    Supplier<DataFile> opener =
        () -> {
          InputStream in = home.getResourceAsStream(resource);
          if (in == null) {
            throw new UserError("resource " + resource + " is not beside " + home.getName() + ".");
          }
          return DataFile.of(resource, "resource " + resource, in);
        };
    return of(CsvTables.read(opener, resource, options), target, key);
  }

  private static CsvRows of(ColumnTable table, String target, Key key) {
    InputColumn column = table.input(target);
    int[] known = IntStream.range(0, table.rows()).filter(r -> !column.isMissing(r)).toArray();
    List<int[]> parts = List.of(Shares.SIXTY_TWENTY_TWENTY.deal(known, key.child("split")));
    if (parts.stream().anyMatch(part -> part.length == 0)) {
      throw new UserError(
          "%s: has %d rows whose '%s' is known, too few to train, validate and test."
              .formatted(table.name(), known.length, target),
          "5 rows at least.");
    }
    Encoding all = Encoding.fit(table, parts.get(0), ENCODED);
    Encoding inputs =
        new Encoding(
            all.columns().stream().filter(c -> !c.column().equals(target)).toList(), all.unseen());
    if (inputs.width() == 0) {
      throw new UserError(
          table.name() + ": no column beside '" + target + "' has two values in training rows.",
          "at least one such column.");
    }
    double[] values = values(column);
    double[] distinct = Arrays.stream(known).mapToDouble(r -> values[r]).distinct().toArray();
    boolean classes = distinct.length == 2;
    RowTable rows =
        RowTable.of(FEATURES, rows(inputs.apply(table).features()))
            .with(
                TARGET,
                classes
                    ? signs(values, Math.max(distinct[0], distinct[1]))
                    : scaled(table, values, encoding(all, target)));
    return new CsvRows(
        inputs.featureNames(),
        classes,
        rows.blocks(parts.subList(0, 1)),
        rows.blocks(parts.subList(1, 2)),
        rows.blocks(parts.subList(2, 3)),
        provenance(table, target, inputs));
  }

  /** Numbers, or places of texts in the alphabet, in which the reader sorts them. */
  private static double[] values(InputColumn column) {
    return IntStream.range(0, column.rows())
        .mapToDouble(
            r ->
                column instanceof NumericColumn numbers
                    ? numbers.value(r)
                    : ((CategoricalColumn) column).code(r))
        .toArray();
  }

  private static ColumnEncoding encoding(Encoding all, String column) {
    return all.columns().stream().filter(c -> c.column().equals(column)).findFirst().orElseThrow();
  }

  private static double[] signs(double[] values, double positive) {
    return DoubleStream.of(values).map(v -> v == positive ? 1 : -1).toArray();
  }

  private static double[] scaled(ColumnTable table, double[] values, ColumnEncoding encoding) {
    if (encoding instanceof ColumnEncoding.Numeric n) {
      return DoubleStream.of(values).map(v -> (v - n.centre()) / n.scale()).toArray();
    }
    throw new UserError(
        table.name()
            + ": target '"
            + encoding.column()
            + (encoding instanceof ColumnEncoding.OneHot texts
                ? "' has " + texts.categories().size() + " different texts."
                : "' has one value in all training rows."),
        "two texts or two numbers, which are classes, or more numbers.");
  }

  private static double[][] rows(Features features) {
    double[][] all = new double[features.rows()][features.cols()];
    for (int r = 0; r < all.length; r++) {
      features.copyRow(r, all[r], 0);
    }
    return all;
  }

  private static Map<String, String> provenance(ColumnTable table, String target, Encoding inputs) {
    Map<String, String> all = new TreeMap<>();
    for (SourceFile file : table.origin().files()) {
      all.put("data " + table.name(), file.sha256());
    }
    all.put("target", target);
    List<String> remarks = new ArrayList<>(table.remarks());
    remarks.addAll(inputs.remarks());
    if (!remarks.isEmpty()) {
      all.put("left out", String.join(" ", remarks));
    }
    return all;
  }
}
