package org.bilevel4j.datasets.tribuo;

import com.oracle.labs.mlrg.olcut.config.Config;
import java.nio.file.Path;
import java.util.Iterator;
import org.bilevel4j.datasets.DataFinder;
import org.bilevel4j.datasets.fashion.FashionMnist;
import org.bilevel4j.datasets.table.LabelledTable;
import org.jspecify.annotations.Nullable;
import org.tribuo.ConfigurableDataSource;
import org.tribuo.Example;
import org.tribuo.OutputFactory;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.provenance.DataSourceProvenance;

/**
 * FashionMNIST for Tribuo: features p000 to p783 in [0, 1], labels by name. Examples are dense, so
 * that every column is known to a data set; a data set of all training images needs about 650 MB.
 */
public final class FashionMnistSource implements ConfigurableDataSource<Label> {
  @Config(description = "A directory that has the files; searched before the usual places.")
  private @Nullable Path data;

  @Config(description = "Which images: TRAIN (60,000) or TEST (10,000).")
  private Images images = Images.TRAIN;

  private @Nullable LabelledTable table;

  /** The parts of the data set. */
  public enum Images {
    /** The 60,000 training images. */
    TRAIN,
    /** The 10,000 test images. */
    TEST
  }

  private FashionMnistSource() {}

  /**
   * Images of one part.
   *
   * @param data a directory to search first, or null for the usual places only
   * @param images which part
   */
  public FashionMnistSource(@Nullable Path data, Images images) {
    this.data = data;
    this.images = images;
  }

  @Override
  public OutputFactory<Label> getOutputFactory() {
    return new LabelFactory();
  }

  @Override
  public DataSourceProvenance getProvenance() {
    return new PackedProvenance(this, table().origin(), end() - start());
  }

  @Override
  public Iterator<Example<Label>> iterator() {
    return new TableExamples(table(), start(), end());
  }

  private int start() {
    return images == Images.TRAIN ? 0 : FashionMnist.TRAIN_ROWS;
  }

  private int end() {
    return images == Images.TRAIN ? FashionMnist.TRAIN_ROWS : table().rows();
  }

  private synchronized LabelledTable table() {
    if (table == null) {
      table = FashionMnist.load(DataFinder.ofUser(data));
    }
    return table;
  }
}
