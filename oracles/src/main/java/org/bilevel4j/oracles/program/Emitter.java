package org.bilevel4j.oracles.program;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.bilevel4j.oracles.graph.Indexing;
import org.bilevel4j.oracles.graph.Layout;
import org.bilevel4j.oracles.graph.Leaf.Known;
import org.bilevel4j.oracles.graph.MatMul;
import org.bilevel4j.oracles.graph.Reduction;
import org.bilevel4j.oracles.graph.RowWise;
import org.bilevel4j.oracles.graph.SparseProduct;
import org.bilevel4j.oracles.graph.Value;
import org.jspecify.annotations.Nullable;

/** Turns the values of a segment into steps, and plans what is dead after it. */
final class Emitter {
  private static final int SCRATCH = Known.AT_QUESTION.ordinal();
  private static final int FOREVER = Integer.MAX_VALUE;

  private final Program program;
  private final Grouping grouping;
  private final Slots scratch = new Slots();
  private final Map<Value, Integer> lastUse = new HashMap<>();
  private final Map<Value, Integer> values = new HashMap<>(); // in the scratch frame
  private final List<Instruction> steps = new ArrayList<>();

  /**
   * Emits the steps of a segment.
   *
   * @param nodes what it computes, operands first
   * @param alive what is given in the scratch frame before, or read from it after
   */
  Emitter(Program program, List<Value> nodes, Collection<Value> alive) {
    this.program = program;
    this.grouping = new Grouping(nodes);
    Set<Value> own = new HashSet<>(nodes);
    for (Value n : alive) {
      if (!program.livesOn(n)) {
        lastUse.put(n, FOREVER);
        if (!own.contains(n)) {
          values.put(n, scratch.value(n.shape()));
        }
      }
    }
    for (Value n : nodes) {
      for (Value in : n.in()) {
        Value root = Values.root(in);
        int at = grouping.position(n);
        if (own.contains(root) && at != grouping.position(root)) {
          lastUse.merge(root, at, Math::max);
        }
      }
    }
    emit();
  }

  List<Instruction> steps() {
    return steps;
  }

  Slots scratch() {
    return scratch;
  }

  /** Where a value lies, as the node looks at it. */
  Place look(Value n) {
    Value root = Values.root(n);
    Place kept = program.kept(root);
    if (kept != null) {
      return program.look(kept, n);
    }
    Integer value = values.get(root);
    if (value == null) {
      throw new IllegalStateException(n + " has no place.");
    }
    return new Place(SCRATCH, value, scratch.view(), n.shape());
  }

  /** Whether a value of this segment lies in memory, not only in the registers of its group. */
  boolean isStored(Value root) {
    return program.kept(root) != null || lastUse.containsKey(root);
  }

  private void emit() {
    List<List<Value>> items = grouping.items();
    for (int k = 0; k < items.size(); k++) {
      for (Value n : items.get(k)) {
        boolean dead = !lastUse.containsKey(n) && !Grouping.isElementwise(n);
        if (program.kept(n) == null && (lastUse.containsKey(n) || dead)) {
          values.put(n, scratch.value(n.shape()));
        }
      }
      Value first = items.get(k).get(0);
      steps.add(
          Grouping.isElementwise(first)
              ? new GroupEmitter(this, items.get(k)).step()
              : single(first));
      release(k);
    }
  }

  /** Gives back the slots of what was read for the last time. */
  private void release(int item) {
    List<Value> dead = new ArrayList<>();
    values.forEach(
        (n, v) -> {
          if (lastUse.getOrDefault(n, FOREVER) == item) {
            dead.add(n);
          }
        });
    dead.sort(java.util.Comparator.comparingInt(Value::id));
    for (Value n : dead) {
      scratch.release(Objects.requireNonNull(values.get(n)));
      lastUse.put(n, -1);
    }
  }

  private Instruction single(Value n) {
    Place c = look(n);
    Place a = look(n.in(0));
    @Nullable Place b = n.in().size() > 1 ? look(n.in(1)) : null;
    if (n.op() instanceof MatMul m && b != null) {
      return new MatMulInstruction(m, a, b, c);
    }
    if (n.op() instanceof SparseProduct s && b != null) {
      return new SparseInstruction(s, a, b, c);
    }
    if (n.op() instanceof Reduction.Sum s) {
      return new SumInstruction(s, a, c);
    }
    if (n.op() instanceof Reduction.OverBlocks) {
      return new SumInstruction.OverBlocks(a, c);
    }
    if (n.op() instanceof Layout l) {
      return new LayoutInstruction(l, n.in().stream().map(this::look).toList(), c);
    }
    if (n.op() instanceof Indexing i) {
      return new IndexingInstruction(i, a, b, c);
    }
    if (n.op() instanceof RowWise r) {
      return new RowWiseInstruction(r, a, c);
    }
    if (n.op() instanceof RowWise.Largest && b != null) {
      return new RowWiseInstruction.Largest(a, b, c);
    }
    throw new IllegalStateException(n.op().name() + " cannot be evaluated.");
  }
}
