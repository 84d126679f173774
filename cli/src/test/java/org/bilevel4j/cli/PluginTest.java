package org.bilevel4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.bilevel4j.core.application.Application;
import org.bilevel4j.core.application.Measure;
import org.bilevel4j.core.catalogue.Component;
import org.bilevel4j.core.catalogue.Listed;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.core.wiring.Contributions;
import org.bilevel4j.core.wiring.Platform;
import org.bilevel4j.core.wiring.PlatformModule;
import org.bilevel4j.eval.metric.Evaluation;
import org.bilevel4j.eval.metric.Metric;
import org.bilevel4j.eval.metric.Stationarity;
import org.bilevel4j.eval.metric.Tier;
import org.junit.jupiter.api.Test;

class PluginTest {

  /** A metric of a plug-in. */
  private interface Foreign extends Metric {
    @Override
    default Tier tier() {
      return Tier.TRACKED;
    }

    @Override
    default List<Measure> columns(Application application) {
      return List.of();
    }

    @Override
    default double[] measure(Evaluation e) {
      return new double[0];
    }
  }

  @Listed(name = "mine", title = "of a plug-in")
  private record Mine() implements Foreign {}

  @Listed(name = "stationarity", title = "takes a name of ours")
  private record Taken() implements Foreign {}

  private static PlatformModule plugin(Component component) {
    return binder -> Contributions.add(binder, component);
  }

  private static List<String> metrics(PlatformModule... modules) {
    return Platform.of(List.of(new Stationarity()), List.of(modules))
        .catalogue(Metric.KIND)
        .names();
  }

  @Test
  void should_offer_a_plugin_beside_our_own_when_its_module_is_there() {
    assertThat(metrics(plugin(new Mine()))).containsExactly("mine", "stationarity");
  }

  @Test
  void should_name_both_classes_when_a_name_is_offered_twice() {
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> metrics(plugin(new Taken())))
        .withMessageContaining("metric 'stationarity' is offered twice")
        .withMessageContaining("org.bilevel4j.eval.metric.Stationarity")
        .withMessageContaining("PluginTest$Taken")
        .withMessageContaining("Hint: take one of the jars off the class path.");
  }

  @Test
  void should_offer_nothing_of_a_kind_when_nobody_contributes() {
    assertThat(Platform.of(List.of(), List.of()).catalogue(Metric.KIND).names()).isEmpty();
  }

  @Test
  void should_say_one_sentence_when_a_module_breaks() {
    PlatformModule broken =
        binder -> {
          throw new IllegalStateException("no licence file");
        };

    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> metrics(broken))
        .withMessageContaining("the platform cannot be built")
        .withMessageContaining("no licence file");
  }
}
