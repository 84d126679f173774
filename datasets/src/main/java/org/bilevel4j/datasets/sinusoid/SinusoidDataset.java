package org.bilevel4j.datasets.sinusoid;

import com.google.auto.service.AutoService;
import java.util.List;
import org.bilevel4j.core.catalogue.Component;
import org.bilevel4j.core.catalogue.Listed;
import org.bilevel4j.datasets.DataFinder;
import org.bilevel4j.datasets.DataStatus;
import org.bilevel4j.datasets.Dataset;

/** Tells about the sinusoid tasks. */
@AutoService(Component.class)
@Listed(
    name = SinusoidTasks.NAME,
    title = "Sinusoid regression tasks y = a sin(omega x - phi), generated",
    source = "C. Finn, P. Abbeel, S. Levine (2017), Model-agnostic meta-learning, ICML")
public record SinusoidDataset() implements Dataset {
  @Override
  public String licence() {
    return "none needed, generated";
  }

  @Override
  public String size() {
    return "3 or 20 tasks, any number of samples, 1 feature";
  }

  @Override
  public DataStatus status(DataFinder finder) {
    return new DataStatus(
        SinusoidTasks.NAME,
        DataStatus.State.VERIFIED,
        "generated",
        List.of("a pure function of its key"));
  }
}
