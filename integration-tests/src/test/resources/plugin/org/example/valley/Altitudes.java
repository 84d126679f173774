package org.example.valley;

import java.util.List;
import org.bilevel4j.datasets.DataFinder;
import org.bilevel4j.datasets.DataStatus;
import org.bilevel4j.datasets.DatasetEntry;

/** A data set that needs no file. */
public final class Altitudes implements DatasetEntry {
  @Override
  public String name() {
    return "altitudes";
  }

  @Override
  public String description() {
    return "Heights of hills";
  }

  @Override
  public String licence() {
    return "CC0";
  }

  @Override
  public String citation() {
    return "Somebody Else (2026)";
  }

  @Override
  public String size() {
    return "3 numbers";
  }

  @Override
  public DataStatus status(DataFinder finder) {
    return new DataStatus(
        name(), DataStatus.State.VERIFIED, "generated", List.of("0, 1, 2, ... as written"));
  }
}
