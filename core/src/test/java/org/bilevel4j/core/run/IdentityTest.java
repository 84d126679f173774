package org.bilevel4j.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.bilevel4j.core.math.Storage;
import org.bilevel4j.core.solver.WatchedValue;
import org.bilevel4j.core.util.UserError;
import org.junit.jupiter.api.Test;

class IdentityTest {
  private static final Map<Class<?>, Object> OTHER =
      Map.of(
          long.class,
          7L,
          int.class,
          7,
          double.class,
          0.25,
          OptionalLong.class,
          OptionalLong.of(7),
          OptionalDouble.class,
          OptionalDouble.of(7),
          WatchedValue.class,
          WatchedValue.WEIGHTED,
          ReturnedIterate.class,
          ReturnedIterate.RANDOM,
          Storage.class,
          Storage.FLOAT32);

  /** Bits and endings do not depend on the number of threads; everything else decides. */
  @Test
  void should_hold_every_component_of_a_spec_but_the_threads() throws Exception {
    RecordComponent[] all = RunSpec.class.getRecordComponents();
    Class<?>[] types = Arrays.stream(all).map(RecordComponent::getType).toArray(Class<?>[]::new);
    Object[] values = new Object[all.length];
    RunSpec spec = RunSpec.of(1, 10);
    for (int c = 0; c < all.length; c++) {
      values[c] = all[c].getAccessor().invoke(spec);
    }
    Map<String, String> own = Identity.none().with("run", spec).toMap();
    for (int c = 0; c < all.length; c++) {
      Object[] changed = values.clone();
      changed[c] = OTHER.get(types[c]);
      RunSpec other = RunSpec.class.getDeclaredConstructor(types).newInstance(changed);

      Map<String, String> its = Identity.none().with("run", other).toMap();

      assertThat(its.equals(own))
          .as(all[c].getName())
          .isEqualTo(Identity.FREE.contains("run." + all[c].getName()));
    }
    assertThat(Identity.FREE).containsExactly("run.threads");
  }

  @Test
  void should_name_what_differs_with_both_values_unless_it_is_forgiven() {
    Identity saved = Identity.none().with("kernel", "a").with("version", "1").with("x", "10\n");
    Identity now = Identity.none().with("kernel", "b").with("version", "2").with("x", "10\n");
    assertThat(Identity.ofBytes(saved.toBytes()).toMap()).isEqualTo(saved.toMap());

    assertThat(now.require("c.bin", saved, Set.of("kernel", "version")))
        .containsExactly("kernel was 'a' and is now 'b'", "version was '1' and is now '2'");
    assertThatThrownBy(() -> now.require("c.bin", saved, Set.of("kernel")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("c.bin belongs to another run: version was '1' and is now '2'.");
    assertThatThrownBy(() -> now.with("y", "3").require("c.bin", saved, Set.of()))
        .hasMessageContaining("y was 'missing' and is now '3'");
  }
}
