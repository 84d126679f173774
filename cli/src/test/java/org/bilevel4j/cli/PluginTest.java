package org.bilevel4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.bilevel4j.core.solver.Solver;
import org.bilevel4j.core.solver.SolverEntry;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.core.wiring.Contributions;
import org.bilevel4j.core.wiring.Platform;
import org.bilevel4j.core.wiring.PlatformModule;
import org.bilevel4j.solvers.robust.Morbit;
import org.bilevel4j.solvers.wiring.SolversModule;
import org.junit.jupiter.api.Test;

class PluginTest {

  /** A solver of a plug-in. */
  private record Named(String name) implements SolverEntry {
    @Override
    public String title() {
      return "of a plug-in";
    }

    @Override
    public String source() {
      return "none";
    }

    @Override
    public Record defaults() {
      return Morbit.Params.defaults();
    }

    @Override
    public Solver<?> create(Record params) {
      return new Morbit((Morbit.Params) params);
    }
  }

  private static PlatformModule plugin(String name) {
    return binder -> Contributions.solvers(binder).addBinding(name).toInstance(new Named(name));
  }

  private static List<String> solvers(PlatformModule... modules) {
    return Platform.of(List.of(modules))
        .catalogue(SolverEntry.class, "solver", SolverEntry::name, SolverEntry::aliases)
        .names();
  }

  @Test
  void should_offer_a_plugin_beside_our_own_when_its_module_is_there() {
    assertThat(solvers(new SolversModule(), plugin("mine"))).contains("mine", "morbit");
  }

  @Test
  void should_name_both_classes_when_a_name_is_offered_twice() {
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> solvers(new SolversModule(), plugin("morbit")))
        .withMessageContaining("solver 'morbit' is offered twice")
        .withMessageContaining("Morbit$Entry")
        .withMessageContaining("PluginTest$Named")
        .withMessageContaining("Maybe take one of the jars off the class path.");
  }

  @Test
  void should_offer_nothing_of_a_kind_when_nobody_contributes() {
    assertThat(solvers()).isEmpty();
  }

  @Test
  void should_say_one_sentence_when_a_module_breaks() {
    PlatformModule broken =
        binder -> {
          throw new IllegalStateException("no licence file");
        };

    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> solvers(broken))
        .withMessageContaining("the platform cannot be built")
        .withMessageContaining("no licence file");
  }
}
