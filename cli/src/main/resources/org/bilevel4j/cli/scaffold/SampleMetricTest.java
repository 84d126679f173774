package org.example.sample;

import static org.assertj.core.api.Assertions.assertThat;

import org.bilevel4j.core.catalogue.Catalogue;
import org.bilevel4j.eval.metric.Metric;
import org.junit.jupiter.api.Test;

class SampleMetricTest {
  @Test
  void is_found_by_its_name_and_takes_its_parameter() {
    assertThat(Catalogue.load(Metric.KIND).parse("sample-metric(scale=2)"))
        .isEqualTo(new SampleMetric(2));
  }
}
