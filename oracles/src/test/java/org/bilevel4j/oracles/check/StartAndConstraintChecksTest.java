package org.bilevel4j.oracles.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.Batch;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.DelegatingShape;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.core.problem.LowerConstraints;
import org.bilevel4j.core.problem.LowerStart;
import org.bilevel4j.core.problem.Oracle;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.oracles.HandModel;
import org.bilevel4j.oracles.HandProblem;
import org.bilevel4j.testkit.MovingDisc;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StartAndConstraintChecksTest {
  private static final Key KEY = Key.of(11);

  /** Where one derivative of block 1 is wrong. */
  private enum Fault {
    NONE("", -1),
    START("lower_start", 2),
    SILENT_START("lower_start", 1),
    START_WEIGHT("lower_start weighted", -1),
    JACOBIAN_Y("constraint_jacobian_y", 2),
    JACOBIAN_X("constraint_jacobian_x", 4),
    HESSIAN("constraint_hessian_yy", 0),
    CROSS("constraint_cross_xy", 1),
    VALUES_ADDED("constraint_values written", -1);

    final String what;
    final int coordinate;

    Fault(String what, int coordinate) {
      this.what = what;
      this.coordinate = coordinate;
    }
  }

  /**
   * A problem by hand with y_init(x)_j = x_1 + (j + 1) x_2^2, and
   *
   * <pre>
   * C_0 = x_1 y_0^2 - 1 <= 0,   C_1 = sin(x_4) + sum_j y_j = 0
   * </pre>
   */
  private static final class Shaped extends DelegatingShape implements BilevelProblem {
    private final BilevelProblem inner;
    private final Fault fault;

    Shaped(Fault fault) {
      this(new HandProblem(new HandModel(new DualSide.None())), fault);
    }

    private Shaped(BilevelProblem inner, Fault fault) {
      super(inner);
      this.inner = inner;
      this.fault = fault;
    }

    private double sign(Fault f, int block) {
      return fault == f && block == 1 ? -1 : 1;
    }

    @Override
    public LowerStart lowerStart() {
      return new LowerStart() {
        @Override
        public void fill(int block, Vec x, Key key, Vec y) {
          for (int j = 0; j < y.dim(); j++) {
            y.set(j, x.get(1) + (fault == Fault.SILENT_START ? 0 : (j + 1) * x.get(2) * x.get(2)));
          }
        }

        @Override
        public boolean dependsOnX() {
          return fault != Fault.SILENT_START;
        }

        @Override
        public void addTransposed(int block, Vec x, double weight, Vec p, Vec out) {
          double given = fault == Fault.START_WEIGHT ? 1 : weight;
          for (int j = 0; j < p.dim(); j++) {
            out.add(1, given * p.get(j));
            out.add(2, given * sign(Fault.START, block) * 2 * (j + 1) * x.get(2) * p.get(j));
          }
        }
      };
    }

    @Override
    public Optional<LowerConstraints> lowerConstraints() {
      return Optional.of(new Constraints());
    }

    private final class Constraints implements LowerConstraints {
      @Override
      public int inequalities(int block) {
        return 1;
      }

      @Override
      public int equalities(int block) {
        return 1;
      }

      @Override
      public void values(int block, Vec x, Vec y, Vec out) {
        double before = fault == Fault.VALUES_ADDED ? out.get(0) : 0;
        out.set(0, before + x.get(1) * y.get(0) * y.get(0) - 1);
        double sum = StrictMath.sin(x.get(4));
        for (int j = 0; j < y.dim(); j++) {
          sum += y.get(j);
        }
        out.set(1, sum);
      }

      @Override
      public void jacobianY(int block, Vec x, Vec y, Vec out) {
        out.fill(0);
        out.set(0, 2 * x.get(1) * y.get(0));
        for (int j = 0; j < y.dim(); j++) {
          out.set(y.dim() + j, j == 2 ? sign(Fault.JACOBIAN_Y, block) : 1);
        }
      }

      @Override
      public void addJacobianXTransposed(int block, Vec x, Vec y, double weight, Vec w, Vec out) {
        out.add(1, weight * w.get(0) * y.get(0) * y.get(0));
        double cos = StrictMath.cos(x.get(4));
        out.add(4, sign(Fault.JACOBIAN_X, block) * weight * w.get(1) * cos);
      }

      @Override
      public void addHessianYY(int block, Vec x, Vec y, Vec multipliers, Vec v, Vec out) {
        double curvature = sign(Fault.HESSIAN, block) * 2 * x.get(1);
        out.add(0, curvature * multipliers.get(0) * v.get(0));
      }

      @Override
      public void addCrossXY(
          int block, Vec x, Vec y, double weight, Vec multipliers, Vec v, Vec out) {
        double slope = sign(Fault.CROSS, block) * 2 * y.get(0);
        out.add(1, weight * slope * multipliers.get(0) * v.get(0));
      }
    }

    @Override
    public Set<OracleCall> offers() {
      return inner.offers();
    }

    @Override
    public String oracleName() {
      return inner.oracleName();
    }

    @Override
    public Oracle open(Workspace workspace) {
      return inner.open(workspace);
    }
  }

  private static CheckResult check(BilevelProblem problem, Key key) {
    return DerivativeCheck.of(problem).atRandom(key, Batch.of(4), Batch.full());
  }

  @Test
  void should_pass_right_starts_and_constraints() {
    for (int seed = 0; seed < 5; seed++) {
      CheckResult result = check(new Shaped(Fault.NONE), Key.of(seed));

      assertThat(result.passed()).as(result.toString()).isTrue();
      assertThat(result.findings().stream().map(CheckFinding::what))
          .contains(
              "lower_start",
              "constraint_jacobian_y",
              "constraint_jacobian_x",
              "constraint_hessian_yy",
              "constraint_cross_xy",
              "constraint_values written");
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void should_name_check_block_and_coordinate_of_a_fault(Fault fault) {
    CheckResult result = check(new Shaped(fault), KEY);

    List<CheckFinding> found =
        result.failures().stream().filter(f -> f.what().equals(fault.what)).toList();
    assertThat(found).as(result.toString()).isNotEmpty();
    if (fault.coordinate >= 0) {
      String argument = fault.what.endsWith("_y") || fault.what.endsWith("yy") ? "y" : "x";
      assertThat(found)
          .anySatisfy(
              f -> {
                assertThat(f.block()).isEqualTo(1);
                assertThat(f.argument()).isEqualTo(argument);
                assertThat(f.coordinate()).isEqualTo(fault.coordinate);
              });
    }
    String family = fault.what.startsWith("lower") ? "lower_start" : "constraint";
    assertThat(result.failures()).allMatch(f -> f.what().startsWith(family));
  }

  @Test
  void should_leave_constant_starts_and_absent_constraints_alone() {
    CheckResult result = check(new HandProblem(new HandModel(new DualSide.None())), KEY);

    assertThat(result.findings().stream().map(CheckFinding::what))
        .noneMatch(what -> what.startsWith("lower_start") || what.startsWith("constraint"));
  }

  @Test
  void should_pass_a_curved_constraint_that_moves_with_x() {
    CheckResult result =
        DerivativeCheck.of(new MovingDisc()).atRandom(KEY, Batch.full(), Batch.full());

    assertThat(result.passed()).as(result.toString()).isTrue();
    assertThat(result.findings().stream().map(CheckFinding::what)).contains("constraint_cross_xy");
  }
}
