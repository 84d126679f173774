package org.bilevel4j.core.problem;

import static org.assertj.core.api.Assertions.assertThat;

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
    workspace.beforeReset(() -> seen.add(v.get(0)));

    workspace.reset();
    Vec again = workspace.vec(2);
    workspace.reset();

    assertThat(again).isSameAs(v);
    assertThat(seen).containsExactly(3.0, 0.0);
  }
}
