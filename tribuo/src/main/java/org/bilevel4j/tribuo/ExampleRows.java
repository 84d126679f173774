package org.bilevel4j.tribuo;

import java.util.List;
import org.bilevel4j.datasets.table.Features;
import org.bilevel4j.datasets.table.SparseBuilder;
import org.bilevel4j.datasets.table.SparseFeatures;
import org.tribuo.Example;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.Output;
import org.tribuo.math.la.SparseVector;
import org.tribuo.math.la.VectorTuple;

/**
 * Tribuo's examples as rows in single precision, the id of a feature its column. Features that the
 * map does not know are left out, and equal ones are added up, as Tribuo's own models do.
 *
 * @param rows one per example
 * @param known how many features of each example the map knows
 */
record ExampleRows(SparseFeatures rows, int[] known) {

  /** From this share of entries that are not 0 on, rows are held densely. */
  private static final double DENSE = 0.25;

  /**
   * Reads examples.
   *
   * @param examples not modified; outputs, weights and metadata are not looked at
   * @param map ids of the features
   * @throws IllegalArgumentException if a value is not finite in single precision
   */
  static <T extends Output<T>> ExampleRows of(List<Example<T>> examples, ImmutableFeatureMap map) {
    int[] known = new int[examples.size()];
    SparseBuilder rows = new SparseBuilder("examples");
    for (int r = 0; r < known.length; r++) {
      SparseVector row = SparseVector.createSparseVector(examples.get(r), map, false);
      for (VectorTuple entry : row) {
        rows.add(entry.index, single(entry, map));
      }
      rows.endRow();
      known[r] = row.numActiveElements();
    }
    return new ExampleRows(rows.build(map.size()), known);
  }

  private static float single(VectorTuple entry, ImmutableFeatureMap map) {
    float value = (float) entry.value;
    if (!Float.isFinite(value)) {
      throw new IllegalArgumentException(
          "Feature '%s' is %s, must be finite in single precision."
              .formatted(map.get(entry.index).getName(), entry.value));
    }
    return value;
  }

  /** The rows, dense or sparse by the share of entries that are not 0. */
  Features features() {
    return rows.entries() < DENSE * rows.rows() * rows.cols() ? rows : rows.inFloats();
  }
}
