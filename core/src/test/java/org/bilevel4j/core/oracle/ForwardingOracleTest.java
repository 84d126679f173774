package org.bilevel4j.core.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Dims;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.Dual;
import org.bilevel4j.core.problem.LowerPoints;
import org.bilevel4j.core.problem.Oracle;
import org.bilevel4j.core.problem.UpperPoints;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ForwardingOracleTest {
  private static final BlockSet SET = BlockSet.all(2);
  private static final Vec VEC = Vec.of(1, 2);
  private static final Blocks BLOCKS = Blocks.zeros(SET, Dims.uniform(2, 3));
  private static final Weights WEIGHTS = Weights.constant(2);

  private final List<String> seen = new ArrayList<>();

  /** An oracle whose points, and the closing of which, do no more than being seen. */
  private final Oracle inner =
      new Oracle() {
        @Override
        public LowerPoints lower(BlockSet set, Vec x, Blocks y, Draw draw) {
          return points(LowerPoints.class);
        }

        @Override
        public UpperPoints upper(BlockSet set, Vec x, Blocks y, Dual dual, Draw draw) {
          return points(UpperPoints.class);
        }

        @Override
        public void close() {
          seen.add("close");
        }
      };

  /** Sees everything; refuses on request. */
  private class Seeing implements OracleHook, PointHook {
    private final String name;
    private final boolean refuses;

    Seeing(String name, boolean refuses) {
      this.name = name;
      this.refuses = refuses;
    }

    @Override
    public PointHook lower(BlockSet set, Vec x, Blocks y, Draw draw) {
      return this;
    }

    @Override
    public PointHook upper(BlockSet set, Vec x, Blocks y, Dual dual, Draw draw) {
      return this;
    }

    @Override
    public void before(
        PointMethod method,
        @Nullable Weights weights,
        @Nullable Object along,
        @Nullable Vec target) {
      seen.add(name + " before " + method.name());
      if (refuses) {
        throw new IllegalStateException("refused");
      }
    }

    @Override
    public void after(PointMethod method, Vec answer) {
      assertThat(answer).isSameAs(VEC);
      seen.add(name + " after");
    }

    @Override
    public void after(PointMethod method, Blocks answer) {
      assertThat(answer).isSameAs(BLOCKS);
      seen.add(name + " after");
    }

    @Override
    public void ended() {
      seen.add(name + " ended");
    }

    @Override
    public void closed() {
      seen.add(name + " closed");
    }
  }

  private <T> T points(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              seen.add(method.getName() + (arguments == null ? "" : Arrays.asList(arguments)));
              return sample(method.getReturnType());
            }));
  }

  private static @Nullable Object sample(Class<?> type) {
    return Stream.of(SET, VEC, BLOCKS, WEIGHTS).filter(type::isInstance).findFirst().orElse(null);
  }

  private static Stream<Method> methods() {
    return Stream.of(LowerPoints.class, UpperPoints.class).flatMap(t -> Stream.of(t.getMethods()));
  }

  private Object pointsOf(Oracle oracle, Method m) {
    return m.getDeclaringClass() == LowerPoints.class
        ? oracle.lower(SET, VEC, BLOCKS, Draw.full())
        : oracle.upper(SET, VEC, BLOCKS, Dual.none(), Draw.full());
  }

  @ParameterizedTest
  @MethodSource("methods")
  void should_forward_every_method_of_points_and_tell_hooks_of_it(Method m) throws Exception {
    Oracle two = ForwardingOracle.of(inner, new Seeing("in", false));
    Object points = pointsOf(ForwardingOracle.of(two, new Seeing("out", false)), m);
    Object[] arguments = Stream.of(m.getParameterTypes()).map(t -> sample(t)).toArray();

    Object answer = m.invoke(points, arguments);

    assertThat(answer).isSameAs(sample(m.getReturnType()));
    String forwarded = m.getName() + (arguments.length == 0 ? "" : Arrays.asList(arguments));
    if (m.getName().equals("set")) {
      assertThat(seen).containsExactly(forwarded);
    } else {
      assertThat(seen)
          .containsExactly(
              "out before " + m.getName(),
              "in before " + m.getName(),
              forwarded,
              "in after",
              "out after",
              "in ended",
              "out ended");
    }
  }

  @Test
  void should_end_a_question_for_those_hooks_alone_that_let_it_pass() {
    Oracle two = ForwardingOracle.of(inner, new Seeing("in", true));
    LowerPoints g =
        ForwardingOracle.of(two, new Seeing("out", false)).lower(SET, VEC, BLOCKS, Draw.full());

    assertThatThrownBy(g::values).hasMessage("refused");
    assertThat(seen).containsExactly("out before values", "in before values", "out ended");
  }

  @Test
  void should_say_which_answers_are_kept() {
    List<String> kept = new ArrayList<>();
    OracleHook hook =
        new Seeing("", false) {
          @Override
          public void before(
              PointMethod method,
              @Nullable Weights weights,
              @Nullable Object along,
              @Nullable Vec target) {
            if (method.isKept()) {
              kept.add(method.name());
            }
          }
        };
    Oracle oracle = ForwardingOracle.of(inner, hook);

    methods()
        .forEach(
            m -> {
              try {
                m.invoke(
                    pointsOf(oracle, m),
                    Stream.of(m.getParameterTypes()).map(t -> sample(t)).toArray());
              } catch (ReflectiveOperationException e) {
                throw new AssertionError(e);
              }
            });

    assertThat(kept)
        .containsExactlyInAnyOrder(
            "values",
            "gradY",
            "hessianYY",
            "jacobianXY",
            "values",
            "objectives",
            "gradY",
            "gradDual");
  }

  @Test
  void should_close_once_through_all_hooks() {
    Oracle two = ForwardingOracle.of(inner, new Seeing("in", false));
    ForwardingOracle.of(two, new Seeing("out", false)).close();

    assertThat(seen).containsExactly("close", "in closed", "out closed");
  }
}
