package org.example.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.bilevel4j.core.application.Application;
import org.bilevel4j.core.application.ApplicationFactory;
import org.bilevel4j.core.catalogue.Catalogue;
import org.bilevel4j.core.problem.Batch;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.oracles.check.CheckResult;
import org.bilevel4j.oracles.check.DerivativeCheck;
import org.junit.jupiter.api.Test;

class SampleApplicationTest {
  @Test
  void is_found_by_its_name_and_has_the_derivatives_that_differences_show() {
    Application application =
        Catalogue.load(ApplicationFactory.KIND).parse("sample-application").create(Optional.empty(), 1);
    CheckResult result =
        DerivativeCheck.of(application.problem()).atRandom(Key.of(1), Batch.of(8), Batch.of(8));
    assertThat(result.passed()).as(result.toString()).isTrue();
  }
}
