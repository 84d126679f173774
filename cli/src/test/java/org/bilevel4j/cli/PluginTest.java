package org.bilevel4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.core.wiring.Contributions;
import org.bilevel4j.core.wiring.Platform;
import org.bilevel4j.core.wiring.PlatformModule;
import org.bilevel4j.solvers.estimators.EstimatorEntry;
import org.bilevel4j.solvers.estimators.Neumann;
import org.bilevel4j.solvers.wiring.SolversModule;
import org.junit.jupiter.api.Test;

class PluginTest {

  /** An estimator of a plug-in. */
  private record Named(String name) implements EstimatorEntry {
    @Override
    public String title() {
      return "of a plug-in";
    }

    @Override
    public String source() {
      return "none";
    }

    @Override
    public String error() {
      return "none";
    }

    @Override
    public Neumann defaults() {
      return new Neumann(10, 0.5);
    }
  }

  private static PlatformModule plugin(String name) {
    return binder ->
        Contributions.of(binder, EstimatorEntry.class).addBinding(name).toInstance(new Named(name));
  }

  private static List<String> estimators(PlatformModule... modules) {
    return Platform.of(List.of(modules))
        .catalogue(EstimatorEntry.class, "estimator", EstimatorEntry::name, EstimatorEntry::aliases)
        .names();
  }

  @Test
  void should_offer_a_plugin_beside_our_own_when_its_module_is_there() {
    assertThat(estimators(new SolversModule(), plugin("mine"))).contains("mine", "neumann");
  }

  @Test
  void should_name_both_classes_when_a_name_is_offered_twice() {
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> estimators(new SolversModule(), plugin("neumann")))
        .withMessageContaining("estimator 'neumann' is offered twice")
        .withMessageContaining("Neumann$Entry")
        .withMessageContaining("PluginTest$Named")
        .withMessageContaining("Maybe take one of the jars off the class path.");
  }

  @Test
  void should_offer_nothing_of_a_kind_when_nobody_contributes() {
    assertThat(estimators()).isEmpty();
  }

  @Test
  void should_say_one_sentence_when_a_module_breaks() {
    PlatformModule broken =
        binder -> {
          throw new IllegalStateException("no licence file");
        };

    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> estimators(broken))
        .withMessageContaining("the platform cannot be built")
        .withMessageContaining("no licence file");
  }
}
