package org.bilevel4j.datasets.sinusoid;

import com.google.auto.service.AutoService;
import java.util.List;
import org.bilevel4j.datasets.DataFinder;
import org.bilevel4j.datasets.DataStatus;
import org.bilevel4j.datasets.DatasetEntry;

/** Tells about the sinusoid tasks. */
@AutoService(DatasetEntry.class)
public final class SinusoidEntry implements DatasetEntry {
  @Override
  public String name() {
    return SinusoidTasks.NAME;
  }

  @Override
  public String description() {
    return "Sinusoid regression tasks y = a sin(omega x - phi), generated";
  }

  @Override
  public String licence() {
    return "none needed, generated";
  }

  @Override
  public String citation() {
    return "C. Finn, P. Abbeel, S. Levine (2017), Model-agnostic meta-learning, ICML";
  }

  @Override
  public String size() {
    return "3 or 20 tasks, any number of samples, 1 feature";
  }

  @Override
  public DataStatus status(DataFinder finder) {
    return new DataStatus(
        name(), DataStatus.State.VERIFIED, "generated", List.of("a pure function of its key"));
  }
}
