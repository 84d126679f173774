package org.bilevel4j.core.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DelegatingShapeTest {

  @Test
  void should_override_every_method_of_a_shape() {
    assertThat(ProblemShape.class.getMethods())
        .extracting(DelegatingShapeTest::signature)
        .isSubsetOf(
            Arrays.stream(DelegatingShape.class.getDeclaredMethods())
                .map(DelegatingShapeTest::signature)
                .toList());
  }

  private static String signature(Method m) {
    return m.getName() + Arrays.toString(m.getParameterTypes());
  }
}
