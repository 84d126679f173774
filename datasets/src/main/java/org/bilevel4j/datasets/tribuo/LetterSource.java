package org.bilevel4j.datasets.tribuo;

import com.oracle.labs.mlrg.olcut.config.Config;
import java.nio.file.Path;
import java.util.Iterator;
import org.bilevel4j.datasets.letter.LetterData;
import org.bilevel4j.datasets.table.LabelledTable;
import org.jspecify.annotations.Nullable;
import org.tribuo.ConfigurableDataSource;
import org.tribuo.Example;
import org.tribuo.OutputFactory;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.provenance.DataSourceProvenance;

/** Letter for Tribuo: features p000 to p015 with values 0..15, labels A to Z. */
public final class LetterSource implements ConfigurableDataSource<Label> {
  @Config(description = "The file to read; the embedded copy when not given.")
  private @Nullable Path file;

  private @Nullable LabelledTable table;

  /** The embedded copy, or what is configured. */
  public LetterSource() {}

  /** A file of the user's. */
  public LetterSource(Path file) {
    this.file = file;
  }

  @Override
  public OutputFactory<Label> getOutputFactory() {
    return new LabelFactory();
  }

  @Override
  public DataSourceProvenance getProvenance() {
    return new PackedProvenance(this, table().origin(), table().rows());
  }

  @Override
  public Iterator<Example<Label>> iterator() {
    return new TableExamples(table(), 0, table().rows());
  }

  private synchronized LabelledTable table() {
    if (table == null) {
      table = file == null ? LetterData.embedded() : LetterData.read(file);
    }
    return table;
  }
}
