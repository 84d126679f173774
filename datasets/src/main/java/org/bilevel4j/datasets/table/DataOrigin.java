package org.bilevel4j.datasets.table;

import java.util.List;

/**
 * Where a table comes from and under which terms it may be used.
 *
 * @param dataset name of the data set, for instance "letter"
 * @param licence licence of the data
 * @param citation whom to cite
 * @param files the files read, in reading order; empty for generated data
 */
public record DataOrigin(String dataset, String licence, String citation, List<SourceFile> files) {
  /** Copies the list. */
  public DataOrigin {
    files = List.copyOf(files);
  }
}
