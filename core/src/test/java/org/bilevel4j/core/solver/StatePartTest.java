package org.bilevel4j.core.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Dims;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.Dual;
import org.junit.jupiter.api.Test;

class StatePartTest {

  private record Ball(@Visit(skip = true) double mu, @Visit("") Vec buffer) implements StatePart {}

  private record Tables(Blocks table, @Visit("mean") Blocks average) implements StatePart {}

  private record State(
      Vec x,
      Tables tables,
      @Visit("second") Tables more,
      @Visit("momentum.x") Ball ball,
      Optional<Vec> lambda,
      @Visit("twice") Optional<Tables> twice,
      @Visit("alpha") Dual dual,
      double[] sigma,
      @Visit("steps") long[] counted,
      @Visit(skip = true) String name)
      implements SolverState {}

  private record Forgetful(Vec x, List<Vec> history) implements SolverState {}

  private static final class Remarking implements StatePart {
    @Override
    public void visit(StateVisitor v) {
      v.remark("said");
    }
  }

  private static final class Silent implements StatePart {}

  private record Telling(@Visit("estimator") StatePart part) implements StatePart {}

  /** Writes down what it is shown. */
  private static final class Names implements StateVisitor {
    private final List<String> all = new ArrayList<>();

    @Override
    public void vec(String name, Vec v) {
      all.add("v " + name);
    }

    @Override
    public void blocks(String name, Blocks b) {
      all.add("b " + name);
    }

    @Override
    public void numbers(String name, double[] values) {
      all.add("n " + name);
    }

    @Override
    public void counters(String name, long[] values) {
      all.add("c " + name);
    }

    @Override
    public void remark(String sentence) {
      all.add("r " + sentence);
    }
  }

  /** Counts entries and asks no names. */
  private static final class Counting implements StateVisitor {
    private long entries;

    @Override
    public StateVisitor within(String prefix) {
      return this;
    }

    @Override
    public void vec(String name, Vec v) {
      entries += v.dim();
    }

    @Override
    public void blocks(String name, Blocks b) {
      entries += b.set().size();
    }

    @Override
    public void numbers(String name, double[] values) {
      entries += values.length;
    }

    @Override
    public void counters(String name, long[] values) {
      entries += values.length;
    }
  }

  private static State state(Optional<Vec> lambda, Dual dual) {
    Dims dims = Dims.uniform(3, 2);
    Tables tables = new Tables(Blocks.state(dims), Blocks.state(dims));
    Optional<Tables> twice = lambda.map(l -> tables);
    Ball ball = new Ball(0.5, Vec.zeros(4));
    return new State(
        Vec.zeros(4),
        tables,
        tables,
        ball,
        lambda,
        twice,
        dual,
        new double[2],
        new long[1],
        "state");
  }

  private static List<String> names(StatePart part) {
    Names names = new Names();
    part.visit(names);
    return names.all;
  }

  @Test
  void should_show_every_component_in_order_under_the_names_that_annotations_give() {
    assertThat(names(state(Optional.of(Vec.zeros(3)), new Dual.Shared(Vec.zeros(1)))))
        .containsExactly(
            "v x",
            "b table",
            "b mean",
            "b second.table",
            "b second.mean",
            "v momentum.x",
            "v lambda",
            "b twice.table",
            "b twice.mean",
            "v alpha",
            "n sigma",
            "c steps");
  }

  @Test
  void should_leave_out_what_is_empty_and_show_duals_of_blocks() {
    Blocks alpha = Blocks.state(Dims.uniform(3, 1));
    assertThat(names(state(Optional.empty(), new Dual.PerBlock(alpha))))
        .contains("b alpha")
        .doesNotContain("v lambda", "b twice.table");
    assertThat(names(state(Optional.empty(), Dual.none()))).doesNotContain("b alpha", "v alpha");
  }

  @Test
  void should_hand_on_remarks_of_parts() {
    assertThat(names(new Telling(new Remarking()))).containsExactly("r said");
  }

  @Test
  void should_refuse_a_component_that_cannot_be_saved() {
    assertThatThrownBy(() -> names(new Forgetful(Vec.zeros(1), List.of())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Forgetful keeps 'history' as java.util.List<")
        .hasMessageContaining("@Visit(skip = true)");
  }

  @Test
  void should_refuse_a_part_that_is_no_record_and_shows_nothing() {
    assertThatThrownBy(() -> names(new Silent()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("must override visit");
  }

  @Test
  void should_allocate_nothing_in_a_visit() {
    // GIVEN
    State state = state(Optional.of(Vec.zeros(3)), new Dual.Shared(Vec.zeros(1)));
    Counting counting = new Counting();
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    int visits = 20_000;
    for (int t = 0; t < visits; t++) {
      state.visit(counting);
    }

    // WHEN
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int t = 0; t < visits; t++) {
      state.visit(counting);
    }
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;

    // THEN
    assertThat(counting.entries).isEqualTo(2L * visits * (4 + 6 * 3 + 4 + 3 + 1 + 2 + 1));
    assertThat((double) allocated / visits).as("bytes per visit").isLessThan(1);
  }
}
