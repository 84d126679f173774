package org.bilevel4j.solvers.updates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.function.LongToDoubleFunction;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Dims;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.LocalParts;
import org.bilevel4j.core.problem.ProblemShape;
import org.bilevel4j.core.problem.Rows;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.random.Rng;
import org.bilevel4j.core.run.Checkpoint;
import org.bilevel4j.core.set.Ball;
import org.bilevel4j.core.set.Box;
import org.bilevel4j.core.set.ConvexSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LazyMomentumTest {
  private static final int SHARED = 3;
  private static final int OWN = 2;

  /** How keep, add and eta go. */
  enum Course {
    AVERAGE(k -> 0.9, k -> 0.1, k -> 0.05),
    HEAVY_BALL(k -> 0.9, k -> 1, k -> 0.01),
    SLOW(k -> 0.9999, k -> 0.0001, k -> 1),
    NEVER_FORGETS(k -> 1, k -> 0.01, k -> 0.001),
    VARYING(k -> 1 - 1 / (1.0 + k), k -> 1 / (1.0 + k), k -> 0.5 / Math.sqrt(k + 1.0)),
    WITH_RESETS(k -> k % 50 == 0 ? 0 : 0.95, k -> 0.5, k -> k % 3 == 0 ? 0 : 0.02),
    WITHOUT_MOMENTUM(k -> 0, k -> 1, k -> 0.1);

    private final LongToDoubleFunction keep;
    private final LongToDoubleFunction add;
    private final LongToDoubleFunction eta;

    Course(LongToDoubleFunction keep, LongToDoubleFunction add, LongToDoubleFunction eta) {
      this.keep = keep;
      this.add = add;
      this.eta = eta;
    }
  }

  private record Shape(int blocks, ConvexSet upperSet) implements ProblemShape {
    @Override
    public String name() {
      return "local parts";
    }

    @Override
    public int upperDim() {
      return SHARED + OWN * blocks;
    }

    @Override
    public Dims lowerDims() {
      return Dims.uniform(blocks, 1);
    }

    @Override
    public LocalParts localParts() {
      int[] sizes = new int[blocks];
      java.util.Arrays.fill(sizes, OWN);
      return LocalParts.of(SHARED, sizes);
    }

    @Override
    public Rows upperRows(int block) {
      return Rows.exact();
    }

    @Override
    public Rows lowerRows(int block) {
      return Rows.exact();
    }
  }

  private static BlockSet sample(int blocks, long step) {
    if (step % 997 == 996) {
      return BlockSet.all(blocks);
    }
    Rng rng = Key.of(step).rng();
    int one = rng.nextInt(blocks);
    return BlockSet.of(blocks, one, (one + 1 + rng.nextInt(blocks - 1)) % blocks);
  }

  private static Vec delta(Shape shape, BlockSet set, long step) {
    Vec dense = Vec.zeros(shape.upperDim());
    Rng rng = Key.of(step).child("delta").rng();
    for (int j = 0; j < SHARED; j++) {
      dense.set(j, rng.nextGaussian());
    }
    for (int p = 0; p < set.size(); p++) {
      for (int j = 0; j < OWN; j++) {
        dense.set(SHARED + OWN * set.id(p) + j, rng.nextGaussian());
      }
    }
    return dense.withSupport(shape.localParts().support(set).orElse(null));
  }

  private static void step(LazyMomentum motion, Shape shape, Course course, long k, Vec x) {
    BlockSet set = sample(shape.blocks, k);
    motion.catchUp(set, x);
    motion.move(
        set,
        course.keep.applyAsDouble(k),
        course.add.applyAsDouble(k),
        delta(shape, set, k),
        course.eta.applyAsDouble(k),
        x);
  }

  private static void stepEagerly(Shape shape, Course course, long k, Vec d, Vec x) {
    d.scale(course.keep.applyAsDouble(k));
    d.axpy(course.add.applyAsDouble(k), delta(shape, sample(shape.blocks, k), k));
    x.axpy(-course.eta.applyAsDouble(k), d);
    shape.upperSet.project(x);
  }

  private static void compare(Shape shape, Course course, int steps) {
    LazyMomentum motion = LazyMomentum.start(shape);
    Vec x = Vec.zeros(shape.upperDim());
    Vec eager = x.copy();
    Vec d = x.copy();
    double largest = 1;
    for (int k = 0; k < steps; k++) {
      step(motion, shape, course, k, x);
      stepEagerly(shape, course, k, d, eager);
      largest = Math.max(largest, k % 100 == 0 ? eager.norm() : 0);
    }
    Vec now = motion.current(x);
    for (int j = 0; j < x.dim(); j++) {
      assertThat(now.get(j)).as("entry %s", j).isCloseTo(eager.get(j), within(1e-12 * largest));
    }
  }

  @ParameterizedTest
  @EnumSource(Course.class)
  void should_equal_moving_every_part_in_every_step(Course course) {
    compare(new Shape(60, ConvexSet.all()), course, 5000);
  }

  @ParameterizedTest
  @EnumSource(Course.class)
  void should_equal_moving_every_part_in_every_step_inside_a_box(Course course) {
    compare(new Shape(60, new Box(-0.02, 0.03)), course, 5000);
  }

  @Test
  void should_move_every_part_when_the_set_couples_coordinates() {
    compare(new Shape(20, new Ball(0.3)), Course.AVERAGE, 500);
  }

  @Test
  void should_outlast_its_own_record() {
    compare(new Shape(400, ConvexSet.all()), Course.WITHOUT_MOMENTUM, 3000);
    compare(new Shape(500, ConvexSet.all()), Course.AVERAGE, 20_000);
  }

  @Test
  void should_serve_a_hundred_thousand_blocks() {
    compare(new Shape(100_000, ConvexSet.all()), Course.AVERAGE, 300);
  }

  @Test
  void should_go_on_bit_for_bit_from_its_visit_whoever_looks() {
    Shape shape = new Shape(60, new Box(-0.02, 0.03));
    LazyMomentum motion = LazyMomentum.start(shape);
    Vec x = Vec.zeros(shape.upperDim());
    for (int k = 0; k < 300; k++) {
      step(motion, shape, Course.AVERAGE, k, x);
    }
    LazyMomentum resumed = LazyMomentum.start(shape);
    Checkpoint.fill(Checkpoint.bytes(motion::visit), "test", resumed::visit);
    Vec y = x.copy();
    for (int k = 300; k < 600; k++) {
      step(motion, shape, Course.AVERAGE, k, x);
      step(resumed, shape, Course.AVERAGE, k, y);
      assertThat(resumed.current(y).isFinite()).isTrue();
    }

    assertThat(y.toArray()).isEqualTo(x.toArray());
    assertThat(Checkpoint.digest(resumed::visit)).isEqualTo(Checkpoint.digest(motion::visit));
  }

  @Test
  void should_refuse_blocks_that_were_not_caught_up() {
    Shape shape = new Shape(4, ConvexSet.all());
    LazyMomentum motion = LazyMomentum.start(shape);
    Vec x = Vec.zeros(shape.upperDim());
    BlockSet zero = BlockSet.of(4, 0);
    BlockSet one = BlockSet.of(4, 1);
    motion.move(zero, 0.9, 0.1, delta(shape, zero, 0), 0.1, x);
    motion.move(one, 0.9, 0.1, delta(shape, one, 1), 0.1, x);

    assertThatThrownBy(() -> motion.move(zero, 0.9, 0.1, delta(shape, zero, 2), 0.1, x))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("block 0");
  }
}
