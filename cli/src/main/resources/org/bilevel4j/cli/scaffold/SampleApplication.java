package org.example.sample;

import com.google.auto.service.AutoService;
import java.nio.file.Path;
import java.util.Optional;
import org.bilevel4j.applications.parts.CsvRows;
import org.bilevel4j.core.application.Application;
import org.bilevel4j.core.application.ApplicationFactory;
import org.bilevel4j.core.catalogue.Component;
import org.bilevel4j.core.catalogue.Listed;
import org.bilevel4j.core.config.Param;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.datasets.csv.CsvOptions;

/** A model on the rows of a CSV file. */
@AutoService(Component.class)
@Listed(name = "sample-application", title = "one line that says what is learned")
public record SampleApplication(
    @Param(value = "a CSV file with a header; empty: made-up flats") String file,
    @Param("the column to predict: numbers, or two texts") String target)
    implements ApplicationFactory {

  /** The rows that come with it. */
  public SampleApplication() {
    this("", "price");
  }

  @Override
  public String formulation() {
    return """
        x = log penalties (d), y = coefficients (d) and intercept
        f = mean loss on validation rows
        g = mean loss on training rows + sum_j exp(x_j) w_j^2 / 2
        """;
  }

  @Override
  public Application create(Optional<Path> data, long seed) {
    Key key = Key.of(seed).child("sample-application");
    CsvOptions options = CsvOptions.defaults(); // .leaveOut("id"), .categorical("postcode"), ...
    CsvRows rows =
        file.isBlank()
            ? CsvRows.sample(SampleApplication.class, "sample.csv", target, options, key)
            : CsvRows.read(file, target, options, key);
    return new SampleModel(rows).application();
  }
}
