package org.bilevel4j.oracles.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.bilevel4j.core.problem.Batch;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.oracles.check.CheckFinding;
import org.bilevel4j.oracles.check.CheckResult;
import org.bilevel4j.oracles.check.DerivativeCheck;
import org.bilevel4j.oracles.graph.Graph;
import org.bilevel4j.oracles.graph.Primitive;
import org.bilevel4j.oracles.graph.Shape;
import org.bilevel4j.oracles.graph.Value;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultyOperationTest {
  /** The operand itself, with derivatives that may be wrong by a factor. */
  private record Faulty(double forward, double transposed) implements Primitive.Alias {
    @Override
    public String name() {
      return "faulty";
    }

    @Override
    public Shape shape(List<Value> in) {
      return in.get(0).shape();
    }

    @Override
    public @Nullable Value tangent(Graph g, Value self, List<@Nullable Value> t) {
      Value first = t.get(0);
      return first == null ? null : g.mul(g.scalar(forward), first);
    }

    @Override
    public void transpose(Graph g, Value self, Value c, Cotangents to) {
      to.add(0, g.mul(g.scalar(transposed), c));
    }
  }

  private static CheckResult check(Faulty op) {
    MixedModel right = MixedModel.of(true);
    TensorModel model =
        new ForwardingModel(right) {
          @Override
          public Tensor lowerLoss(Inputs in) {
            Tensor y = in.lower("head");
            Value wrong = in.graph().add(op, y.node());
            return super.lowerLoss(in).plus(new Tensor(in.graph(), wrong).sin().sum());
          }
        };
    return DerivativeCheck.of(AutodiffProblem.of(model))
        .atRandom(Key.of(2), Batch.of(6), Batch.of(7));
  }

  @Test
  void should_pass_without_fault() {
    assertThat(check(new Faulty(1, 1)).failures()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1.01, 1, forward", "1, 1.01, transposed", "1.01, 1.01, forward"})
  void should_name_the_operation_with_a_wrong_derivative(
      double forward, double transposed, String which) {
    CheckResult found = check(new Faulty(forward, transposed));
    assertThat(found.failures())
        .extracting(CheckFinding::what)
        .contains("operation faulty " + which)
        .filteredOn(what -> what.startsWith("operation"))
        .allMatch(what -> what.startsWith("operation faulty"));
    assertThat(found.toString()).contains("operation faulty " + which, "FAILED");
  }
}
