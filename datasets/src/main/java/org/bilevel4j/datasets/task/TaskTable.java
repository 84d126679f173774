package org.bilevel4j.datasets.task;

import java.util.List;
import java.util.Optional;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.datasets.table.CategoricalColumn;
import org.bilevel4j.datasets.table.LabelledTable;

/**
 * A table with binary label columns and what comes with it.
 *
 * @param table features and labels
 * @param official part of every row where the data come with a split
 * @param classes what a stratified split goes by; empty where rows have no single class
 * @param remarks sentences about what was left out
 */
public record TaskTable(
    LabelledTable table,
    Optional<RowSplit> official,
    Optional<CategoricalColumn> classes,
    List<String> remarks) {
  /** Copies the list. */
  public TaskTable {
    remarks = List.copyOf(remarks);
  }

  /** The 26, 10, ... tasks "this class or another one" of a table with one label column. */
  public static TaskTable oneVersusRest(LabelledTable table, Optional<RowSplit> official) {
    return new TaskTable(
        table.oneVersusRest(), official, Optional.of(table.labelColumns().get(0)), List.of());
  }

  /**
   * Deals the rows.
   *
   * @param kind how; a table without classes is stratified by its first label where it has one only
   * @param shares shares of the parts; of an official split without validation rows, these get
   *     validation / (train + validation) of the training rows, by class where there are classes
   * @param key address of the split: the same key gives the same split
   * @throws UserError if the data come without what the kind asks for
   */
  public RowSplit split(SplitKind kind, Shares shares, Key key) {
    return switch (kind) {
      case RANDOM -> RowSplit.shuffled(table.rows(), shares, key);
      case STRATIFIED -> RowSplit.stratified(strata(), shares, key);
      case OFFICIAL -> completed(shares, key);
    };
  }

  private CategoricalColumn strata() {
    if (classes.isEmpty() && table.labelColumns().size() != 1) {
      throw new UserError(
          "%s: has %d labels and no classes to stratify by."
              .formatted(table.name(), table.labelColumns().size()),
          "split: random, or official where the data come with a split.");
    }
    return classes.orElseGet(() -> table.labelColumns().get(0));
  }

  private RowSplit completed(Shares shares, Key key) {
    RowSplit split =
        official.orElseThrow(
            () ->
                new UserError(
                    table.name() + ": comes without a split.", "split: random or stratified."));
    double known = shares.train() + shares.validation();
    if (split.has(Part.VALIDATION) || known == 0) {
      return split;
    }
    double share = shares.validation() / known;
    return classes.isPresent()
        ? split.withValidation(classes.get(), share, key)
        : split.withValidation(share, key);
  }
}
