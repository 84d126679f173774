package org.bilevel4j.core.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DelegatingShapeTest {

  @ParameterizedTest
  @CsvSource({"ProblemShape, DelegatingShape", "BilevelProblem, DelegatingProblem"})
  void should_override_every_method(String of, String delegating) throws Exception {
    String here = getClass().getPackageName() + ".";
    assertThat(Class.forName(here + of).getMethods())
        .extracting(DelegatingShapeTest::signature)
        .isSubsetOf(
            Arrays.stream(Class.forName(here + delegating).getMethods())
                .filter(m -> !m.getDeclaringClass().isInterface())
                .map(DelegatingShapeTest::signature)
                .toList());
  }

  private static String signature(Method m) {
    return m.getName() + Arrays.toString(m.getParameterTypes());
  }
}
