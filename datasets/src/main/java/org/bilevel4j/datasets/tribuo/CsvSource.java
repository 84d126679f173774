package org.bilevel4j.datasets.tribuo;

import com.oracle.labs.mlrg.olcut.config.Config;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.bilevel4j.datasets.csv.CsvOptions;
import org.bilevel4j.datasets.csv.CsvTables;
import org.bilevel4j.datasets.table.CategoricalColumn;
import org.bilevel4j.datasets.table.ColumnTable;
import org.bilevel4j.datasets.table.InputColumn;
import org.bilevel4j.datasets.table.NumericColumn;
import org.jspecify.annotations.Nullable;
import org.tribuo.ConfigurableDataSource;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.OutputFactory;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.DataSourceProvenance;

/**
 * A CSV file for Tribuo: a numeric column is a feature of its name, a category is a feature
 * "column=category" with value 1, a missing cell is no feature. Nothing is fitted. Rows whose label
 * is missing are left out.
 */
public final class CsvSource implements ConfigurableDataSource<Label> {
  @Config(mandatory = true, description = "The file, plain or gz, with a header line.")
  private Path file = Path.of("");

  @Config(mandatory = true, description = "Name of the label column; each text is a class.")
  private String label = "";

  @Config(description = "Names of the columns that are not read, for instance identifiers.")
  private List<String> leaveOut = List.of();

  private @Nullable ColumnTable table;

  private CsvSource() {}

  /**
   * A file of the user's.
   *
   * @param file the file, plain or gz, with a header line
   * @param label name of the label column
   * @param leaveOut names or patterns of the columns that are not read
   */
  public CsvSource(Path file, String label, List<String> leaveOut) {
    this.file = file;
    this.label = label;
    this.leaveOut = List.copyOf(leaveOut);
  }

  @Override
  public OutputFactory<Label> getOutputFactory() {
    return new LabelFactory();
  }

  @Override
  public DataSourceProvenance getProvenance() {
    return new PackedProvenance(this, table().origin(), (int) known().count());
  }

  @Override
  public Iterator<Example<Label>> iterator() {
    CategoricalColumn labels = table().label(label);
    List<InputColumn> inputs = table().inputs();
    return known().mapToObj(row -> example(row, labels, inputs)).iterator();
  }

  private IntStream known() {
    CategoricalColumn labels = table().label(label);
    return IntStream.range(0, labels.rows()).filter(row -> !labels.isMissing(row));
  }

  private static Example<Label> example(
      int row, CategoricalColumn labels, List<InputColumn> inputs) {
    Example<Label> example =
        new ArrayExample<>(new Label(labels.categories().get(labels.code(row))));
    for (InputColumn input : inputs) {
      if (input.isMissing(row)) {
        continue;
      }
      if (input instanceof NumericColumn numbers) {
        example.add(new Feature(input.name(), numbers.value(row)));
      } else if (input instanceof CategoricalColumn texts) {
        String category = texts.categories().get(texts.code(row));
        example.add(new Feature(input.name() + "=" + category, 1));
      }
    }
    return example;
  }

  private synchronized ColumnTable table() {
    if (table == null) {
      CsvOptions options =
          CsvOptions.defaults().leaveOut(leaveOut.toArray(new String[0])).classes(label);
      table = CsvTables.read(String.valueOf(file.getFileName()), file, options);
    }
    return table;
  }
}
