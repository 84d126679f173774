package org.bilevel4j.datasets.tribuo;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.bilevel4j.datasets.table.LabelledTable;
import org.tribuo.Example;
import org.tribuo.classification.Label;
import org.tribuo.impl.ArrayExample;

/** Walks a range of a table's rows as dense Tribuo examples. */
final class TableExamples implements Iterator<Example<Label>> {
  private final LabelledTable table;
  private final String[] names;
  private final List<Label> labels;
  private final int end;
  private int next;

  TableExamples(LabelledTable table, int from, int to) {
    this.table = table;
    this.names =
        IntStream.range(0, table.cols()).mapToObj(table::featureName).toArray(String[]::new);
    this.labels = table.classNames().stream().map(Label::new).toList();
    this.next = from;
    this.end = to;
  }

  @Override
  public boolean hasNext() {
    return next < end;
  }

  @Override
  public Example<Label> next() {
    if (next >= end) {
      throw new NoSuchElementException("row " + next + " of " + end);
    }
    double[] values = new double[table.cols()];
    table.features().copyRow(next, values, 0);
    return new ArrayExample<>(labels.get(table.label(next++)), names, values);
  }
}
