package org.bilevel4j.core.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.bilevel4j.core.math.Vec;
import org.junit.jupiter.api.Test;

class WorkspaceTest {

  @Test
  void should_run_actions_before_vectors_are_taken_back() {
    Workspace workspace = Workspace.single();
    List<Double> seen = new ArrayList<>();
    Vec v = workspace.vec(2);
    v.set(0, 3);
    workspace.onEnd(() -> seen.add(v.get(0)));

    workspace.reset();
    Vec again = workspace.vec(2);
    workspace.onEnd(() -> seen.add(v.get(0)));
    workspace.reset();

    assertThat(again).isSameAs(v);
    assertThat(seen).containsExactly(3.0, 0.0);
  }

  @Test
  void should_run_the_actions_of_a_lifetime_once_when_it_ends_the_last_first() {
    Workspace workspace = Workspace.single();
    List<String> seen = new ArrayList<>();
    Workspace.Lifetime step = workspace.lifetime();
    workspace.onEnd(() -> seen.add("first of the step"));
    workspace.within(
        () -> {
          workspace.onEnd(() -> seen.add("inner"));
          Workspace.Lifetime inner = workspace.enter(step);
          workspace.onEnd(() -> seen.add("second of the step"));
          workspace.leave(inner);
        });
    assertThat(seen).containsExactly("inner");

    workspace.reset();
    workspace.reset();

    assertThat(seen).containsExactly("inner", "second of the step", "first of the step");
    assertThatThrownBy(() -> workspace.enter(step))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("over");
  }

  @Test
  void should_run_every_action_and_take_vectors_back_though_actions_throw() {
    Workspace workspace = Workspace.single();
    Vec v = workspace.vec(2);
    List<String> seen = new ArrayList<>();
    workspace.onEnd(() -> seen.add("run"));
    for (String what : List.of("second", "first")) {
      workspace.onEnd(
          () -> {
            throw new IllegalStateException(what);
          });
    }

    assertThatThrownBy(workspace::reset)
        .hasMessage("first")
        .satisfies(e -> assertThat(e.getSuppressed()[0]).hasMessage("second"));
    assertThat(seen).containsExactly("run");
    assertThat(workspace.vec(2)).isSameAs(v);
  }

  @Test
  void should_run_actions_when_an_inner_iteration_fails() {
    Workspace workspace = Workspace.single();
    List<String> seen = new ArrayList<>();
    assertThatThrownBy(
            () ->
                workspace.within(
                    () -> {
                      workspace.onEnd(() -> seen.add("ended"));
                      throw new IllegalStateException("fails");
                    }))
        .hasMessage("fails");
    assertThat(seen).containsExactly("ended");
  }

  @Test
  void should_end_its_lifetime_once_when_closed_and_hand_out_nothing_afterwards() {
    Workspace workspace = Workspace.single();
    List<String> seen = new ArrayList<>();
    workspace.onEnd(() -> seen.add("ended"));

    workspace.close();
    workspace.close();

    assertThat(seen).containsExactly("ended");
    assertThatThrownBy(() -> workspace.vec(2)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void should_use_vectors_again_when_an_inner_lifetime_ends() {
    Workspace workspace = Workspace.single();
    Vec outer = workspace.vec(3);
    List<Vec> inner = new ArrayList<>();
    for (int t = 0; t < 5; t++) {
      workspace.within(
          () -> {
            Vec v = workspace.vec(3);
            assertThat(v.toArray()).containsOnly(0);
            v.fill(7);
            inner.add(v);
          });
    }

    assertThat(inner).allMatch(v -> v == inner.get(0)).doesNotContain(outer);
    assertThat(workspace.vec(3)).isSameAs(inner.get(0));
    assertThat(workspace.bytes()).isEqualTo(2 * 3 * Double.BYTES);
  }

  @Test
  void should_let_vectors_live_as_long_as_what_they_were_made_for() {
    Workspace workspace = Workspace.single();
    Workspace.Lifetime step = workspace.lifetime();
    List<Vec> lasting = new ArrayList<>();
    workspace.within(
        () -> {
          workspace.vec(2).fill(1);
          lasting.add(workspace.during(step, () -> workspace.vec(2)));
          lasting.get(0).fill(5);
        });
    workspace.within(() -> workspace.vec(2).fill(9));

    assertThat(lasting.get(0).toArray()).containsOnly(5);
    workspace.reset();
    assertThat(step.isOver()).isTrue();
    assertThatThrownBy(() -> workspace.during(step, () -> workspace.vec(2)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("over");
  }

  @Test
  void should_take_vectors_back_when_an_inner_iteration_fails() {
    Workspace workspace = Workspace.single();
    assertThatThrownBy(
            () ->
                workspace.within(
                    () -> {
                      workspace.vec(4);
                      throw new IllegalStateException("fails");
                    }))
        .hasMessage("fails");

    workspace.vec(4);
    assertThat(workspace.lifetime().isInner()).isFalse();
    assertThat(workspace.bytes()).isEqualTo(4 * Double.BYTES);
  }
}
