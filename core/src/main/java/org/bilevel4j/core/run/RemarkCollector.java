package org.bilevel4j.core.run;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.solver.StateVisitor;

/** Collects what is said on the way through a state, each sentence once. */
final class RemarkCollector implements StateVisitor {
  private final Set<String> sentences = new LinkedHashSet<>();

  @Override
  public void remark(String sentence) {
    sentences.add(sentence);
  }

  List<String> sentences() {
    return List.copyOf(sentences);
  }

  @Override
  public StateVisitor within(String prefix) {
    return this;
  }

  @Override
  public void vec(String name, Vec v) {}

  @Override
  public void blocks(String name, Blocks b) {}

  @Override
  public void numbers(String name, double[] values) {}

  @Override
  public void counters(String name, long[] values) {}
}
