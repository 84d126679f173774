package org.bilevel4j.benchmarks.blocks;

import java.util.ArrayList;
import java.util.List;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.LocalParts;
import org.bilevel4j.core.solver.SolverState;
import org.bilevel4j.core.solver.StateVisitor;

/** The state of sampled blocks: their block variables, and their parts of vectors like x. */
final class StateReads {
  private final List<Blocks> blocks = new ArrayList<>();
  private final List<Vec> uppers = new ArrayList<>();
  private final LocalParts parts;

  StateReads(SolverState state, LocalParts parts) {
    this.parts = parts;
    state.visit(
        new StateVisitor() {
          @Override
          public void vec(String name, Vec v) {
            if (parts.exist() && v.dim() == parts.total()) {
              uppers.add(v);
            }
          }

          @Override
          public void blocks(String name, Blocks b) {
            blocks.add(b);
          }

          @Override
          public void numbers(String name, double[] values) {}

          @Override
          public void counters(String name, long[] values) {}
        });
  }

  /** Allocates the state of every block. */
  void touchAll() {
    for (Blocks b : blocks) {
      for (int i = 0; i < b.dims().blocks(); i++) {
        b.at(i);
      }
    }
  }

  /** Bytes of numbers of one set's state. */
  long bytes(BlockSet set) {
    long entries = 0;
    for (int p = 0; p < set.size(); p++) {
      for (Blocks b : blocks) {
        entries += b.dims().of(set.id(p));
      }
      if (parts.exist()) {
        entries += (long) uppers.size() * (parts.to(set.id(p)) - parts.from(set.id(p)));
      }
    }
    return Double.BYTES * entries;
  }

  /** Reads every number of a set's state once. */
  double read(BlockSet set) {
    double sum = 0;
    for (int p = 0; p < set.size(); p++) {
      int i = set.id(p);
      for (Blocks b : blocks) {
        sum += b.at(i).sum();
      }
      for (Vec v : uppers) {
        sum += v.slice(parts.from(i), parts.to(i)).sum();
      }
    }
    return sum;
  }
}
