package org.bilevel4j.datasets.encode;

import java.util.ArrayList;
import java.util.List;

/** How one input column becomes features. Values only, so that an encoding can be written out. */
public sealed interface ColumnEncoding
    permits ColumnEncoding.Numeric, ColumnEncoding.OneHot, ColumnEncoding.LeftOut {
  /** Name of the input column. */
  String column();

  /** Number of features. */
  int width();

  /** Names of the features, in order. */
  List<String> features();

  /**
   * One feature (value - centre) / scale.
   *
   * @param column name of the input column
   * @param fill number put in place of a missing cell, the mean of the training rows
   * @param centre what is subtracted
   * @param scale what is divided by, above 0
   * @param indicator whether a second feature is 1 where the cell is missing and 0 elsewhere
   */
  record Numeric(String column, double fill, double centre, double scale, boolean indicator)
      implements ColumnEncoding {
    @Override
    public int width() {
      return indicator ? 2 : 1;
    }

    @Override
    public List<String> features() {
      return indicator ? List.of(column, missing(column)) : List.of(column);
    }
  }

  /**
   * One feature a category, 1 for the cell's category and 0 elsewhere; all are 0 where the cell is
   * missing.
   *
   * @param column name of the input column
   * @param categories the categories of the training rows; copied
   * @param indicator whether a last feature is 1 where the cell is missing and 0 elsewhere
   */
  record OneHot(String column, List<String> categories, boolean indicator)
      implements ColumnEncoding {
    /** Copies the list. */
    public OneHot {
      categories = List.copyOf(categories);
    }

    @Override
    public int width() {
      return categories.size() + (indicator ? 1 : 0);
    }

    @Override
    public List<String> features() {
      List<String> names = new ArrayList<>();
      for (String category : categories) {
        names.add(column + "=" + category);
      }
      if (indicator) {
        names.add(missing(column));
      }
      return names;
    }
  }

  /**
   * No feature.
   *
   * @param column name of the input column
   * @param reason why, as a sentence
   */
  record LeftOut(String column, String reason) implements ColumnEncoding {
    @Override
    public int width() {
      return 0;
    }

    @Override
    public List<String> features() {
      return List.of();
    }
  }

  private static String missing(String column) {
    return column + " is missing";
  }
}
