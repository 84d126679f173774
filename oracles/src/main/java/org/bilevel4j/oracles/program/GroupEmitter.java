package org.bilevel4j.oracles.program;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bilevel4j.oracles.graph.Leaf;
import org.bilevel4j.oracles.graph.Node;
import org.bilevel4j.oracles.graph.Reduction;
import org.bilevel4j.oracles.graph.Shape;
import org.bilevel4j.oracles.program.ElementwiseStep.Action;
import org.bilevel4j.oracles.program.ElementwiseStep.Kind;
import org.bilevel4j.oracles.program.ElementwiseStep.Load;
import org.bilevel4j.oracles.program.ElementwiseStep.Operand;
import org.jspecify.annotations.Nullable;

/** Turns a group of element-wise values into one step, with tile registers for what is inside. */
final class GroupEmitter {
  private final Emitter segment;
  private final List<Node> group;
  private final Shape shape;
  private final Set<Node> members;
  private final Map<Node, Integer> lastUse = new HashMap<>(); // by value that has a register
  private final Map<Node, Integer> registers = new HashMap<>();
  private final Map<Node, Operand> stored = new HashMap<>();
  private final Deque<Integer> free = new ArrayDeque<>();
  private final List<Load> loads = new ArrayList<>();
  private final List<Action> actions = new ArrayList<>();
  private int count;

  GroupEmitter(Emitter segment, List<Node> group) {
    this.segment = segment;
    this.group = group;
    this.shape = group.get(0).shape();
    this.members = new HashSet<>(group);
  }

  ElementwiseStep step() {
    for (int k = 0; k < group.size(); k++) {
      for (Node in : group.get(k).in()) {
        lastUse.put(key(in), k);
      }
    }
    for (Node n : group) {
      for (Node in : n.in()) {
        if (isRepeated(in) && !registers.containsKey(in)) {
          int register = register();
          registers.put(in, register);
          loads.add(new Load(segment.look(in), register));
        }
      }
    }
    for (int k = 0; k < group.size(); k++) {
      action(group.get(k), k);
    }
    return new ElementwiseStep(shape, loads, actions, count);
  }

  private void action(Node n, int k) {
    boolean copy = n.op() instanceof Reduction.Broadcast;
    Operand a = operand(n.in(0));
    @Nullable Operand b = n.in().size() > 1 ? operand(n.in(1)) : null;
    if (copy && !segment.isStored(n) && a.kind() != Kind.REGISTER) {
      stored.put(n, a);
      return;
    }
    if (!(copy && !segment.isStored(n))) {
      for (Node in : n.in()) {
        release(key(in), k);
      }
    }
    Operand out;
    if (segment.isStored(n)) {
      out = Operand.at(Kind.WHOLE, segment.look(n));
      stored.put(n, out);
    } else {
      int r = register();
      registers.put(n, r);
      out = Operand.register(r);
    }
    actions.add(new Action(copy ? null : n.op(), a, b, out));
    if (copy && !segment.isStored(n)) {
      release(key(n.in(0)), k);
    }
  }

  /** What stands for an operand: a member of the group, or the value as it is looked at. */
  private Node key(Node in) {
    Node root = Values.root(in);
    return members.contains(root) ? root : in;
  }

  private boolean isRepeated(Node in) {
    return !members.contains(Values.root(in))
        && !(in.op() instanceof Leaf.Scalar)
        && !isSharedScalar(in)
        && !in.shape().equals(shape);
  }

  private static boolean isSharedScalar(Node in) {
    return in.shape().isScalar() && !in.perBlock();
  }

  private Operand operand(Node in) {
    Node key = key(in);
    Integer register = registers.get(key);
    if (register != null) {
      return key == in && isRepeated(in) && in.shape().isScalar()
          ? Operand.perBlock(segment.look(in), register)
          : Operand.register(register);
    }
    Operand known = stored.get(key);
    if (known != null) {
      return known;
    }
    if (in.op() instanceof Leaf.Scalar s) {
      return Operand.number(s.value());
    }
    Operand at =
        Operand.at(
            isSharedScalar(in) && !in.shape().equals(shape) ? Kind.SCALAR : Kind.WHOLE,
            segment.look(in));
    stored.put(key, at);
    return at;
  }

  private int register() {
    return free.isEmpty() ? count++ : free.pop();
  }

  private void release(Node key, int k) {
    Integer last = lastUse.get(key);
    Integer register = registers.get(key);
    if (last != null && last == k && register != null) {
      free.push(register);
      lastUse.remove(key);
    }
  }
}
