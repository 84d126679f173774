package org.bilevel4j.datasets.arff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.datasets.file.TextLines;
import org.bilevel4j.datasets.table.CategoricalColumn;
import org.bilevel4j.datasets.table.ColumnTable;
import org.bilevel4j.datasets.table.DataOrigin;
import org.bilevel4j.datasets.table.InputColumn;
import org.bilevel4j.datasets.table.LabelledTable;
import org.bilevel4j.datasets.table.SparseBuilder;
import org.jspecify.annotations.Nullable;

/** Collects the cells of ARFF files with equal headers. */
final class ArffFill implements ArffWalk.Visitor {
  private final Function<List<ArffAttribute>, Set<String>> choice;
  private List<ArffAttribute> attributes = List.of();
  private final List<String> remarks = new ArrayList<>();
  private @Nullable ArffLabel[] labels = {};
  private @Nullable ArffInput[] inputs = {};
  private final List<String> featureNames = new ArrayList<>();
  private int[] firstFeature = {};
  private final SparseBuilder entries = new SparseBuilder("ARFF rows");
  private int[] lines = new int[16];
  private double[] row = {};
  private int[] present = {};
  private int presentCount;
  private int rows;
  private boolean sparse;

  ArffFill(Function<List<ArffAttribute>, Set<String>> choice) {
    this.choice = choice;
  }

  @Override
  public void header(List<ArffAttribute> declared, TextLines at) {
    if (!attributes.isEmpty()) {
      if (!declared.equals(attributes)) {
        throw at.error(
            "the attributes are not those of the file before.", "the files are of two data sets.");
      }
      return;
    }
    attributes = declared;
    int n = declared.size();
    labels = new ArffLabel[n];
    inputs = new ArffInput[n];
    firstFeature = new int[n];
    row = new double[n];
    present = new int[n];
    Set<String> chosen = choice.apply(declared);
    for (int a = 0; a < n; a++) {
      ArffAttribute attribute = declared.get(a);
      firstFeature[a] = featureNames.size();
      if (chosen.contains(attribute.name())) {
        labels[a] = ArffLabel.of(attribute, at);
      } else if (attribute.type() == ArffAttribute.Type.TEXT) {
        remarks.add("attribute '" + attribute.name() + "' is a text and is left out.");
      } else {
        inputs[a] = new ArffInput(attribute);
        featureNames.addAll(ArffInput.sparseNames(attribute));
      }
    }
  }

  @Override
  public void cell(int attribute, double value) {
    row[attribute] = value;
    present[presentCount++] = attribute;
  }

  @Override
  public void endRow(boolean sparse, TextLines at) {
    if (rows > 0 && sparse != this.sparse) {
      throw at.error("dense and sparse rows are mixed.", "one form for all rows.");
    }
    this.sparse = sparse;
    if (sparse) {
      sparseRow(at);
    }
    for (int a = 0; a < labels.length; a++) {
      ArffLabel label = labels[a];
      ArffInput input = inputs[a];
      if (label != null) {
        label.add(row[a], at);
      } else if (!sparse && input != null) {
        input.add(row[a]);
      }
    }
    for (int k = 0; k < presentCount; k++) {
      row[present[k]] = 0;
    }
    presentCount = 0;
    if (rows == lines.length) {
      lines = Arrays.copyOf(lines, 2 * rows);
    }
    lines[rows++] = at.number();
  }

  private void sparseRow(TextLines at) {
    for (int k = 0; k < presentCount; k++) {
      int a = present[k];
      if (inputs[a] == null) {
        continue;
      }
      ArffAttribute attribute = attributes.get(a);
      float value = (float) row[a];
      if (!Float.isFinite(value)) {
        throw at.error(
            "attribute '%s' is %s in a sparse row, must be a number of single precision."
                .formatted(attribute.name(), Double.isNaN(row[a]) ? "missing" : row[a]),
            "dense rows may have missing cells.");
      }
      if (attribute.type() == ArffAttribute.Type.NUMERIC) {
        entries.add(firstFeature[a], value);
      } else if (value > 0) {
        entries.add(firstFeature[a] + (int) value - 1, 1);
      }
    }
    entries.endRow();
  }

  int rows() {
    return rows;
  }

  boolean isSparse() {
    return sparse;
  }

  List<String> remarks() {
    return List.copyOf(remarks);
  }

  private List<CategoricalColumn> labelColumns() {
    List<CategoricalColumn> columns = new ArrayList<>();
    for (ArffLabel label : labels) {
      if (label != null) {
        columns.add(label.column());
      }
    }
    return columns;
  }

  ColumnTable columns(String name, DataOrigin origin) {
    if (sparse) {
      throw new IllegalStateException(name + ": has sparse rows");
    }
    List<InputColumn> columns = new ArrayList<>();
    for (ArffInput input : inputs) {
      if (input != null) {
        columns.add(input.column());
      }
    }
    int[] places = origin.files().size() == 1 ? Arrays.copyOf(lines, rows) : null;
    return new ColumnTable(name, rows, columns, labelColumns(), List.of(), origin, remarks, places);
  }

  LabelledTable packed(String name, DataOrigin origin) {
    if (!sparse) {
      throw new IllegalStateException(name + ": has dense rows");
    }
    if (featureNames.isEmpty()) {
      throw new UserError(
          name + ": has no attribute that is not a label.", "one feature at least.");
    }
    return new LabelledTable(
        name, entries.build(featureNames.size()), featureNames, labelColumns(), origin);
  }
}
