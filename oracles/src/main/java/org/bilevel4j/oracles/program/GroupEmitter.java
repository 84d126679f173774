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
import org.bilevel4j.oracles.graph.Reduction;
import org.bilevel4j.oracles.graph.Shape;
import org.bilevel4j.oracles.graph.Value;
import org.bilevel4j.oracles.program.ElementwiseInstruction.Action;
import org.bilevel4j.oracles.program.ElementwiseInstruction.Kind;
import org.bilevel4j.oracles.program.ElementwiseInstruction.Load;
import org.bilevel4j.oracles.program.ElementwiseInstruction.Operand;
import org.jspecify.annotations.Nullable;

/** Turns a group of element-wise values into one step, with tile registers for what is inside. */
final class GroupEmitter {
  private final Emitter segment;
  private final List<Value> group;
  private final Shape shape;
  private final Set<Value> members;
  private final Map<Value, Integer> lastUse = new HashMap<>(); // by value that has a register
  private final Map<Value, Integer> registers = new HashMap<>();
  private final Map<Value, Operand> stored = new HashMap<>();
  private final Deque<Integer> free = new ArrayDeque<>();
  private final List<Load> loads = new ArrayList<>();
  private final List<Action> actions = new ArrayList<>();
  private int count;

  GroupEmitter(Emitter segment, List<Value> group) {
    this.segment = segment;
    this.group = group;
    this.shape = group.get(0).shape();
    this.members = new HashSet<>(group);
  }

  ElementwiseInstruction step() {
    for (int k = 0; k < group.size(); k++) {
      for (Value in : group.get(k).in()) {
        lastUse.put(key(in), k);
      }
    }
    for (Value n : group) {
      for (Value in : n.in()) {
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
    return new ElementwiseInstruction(shape, loads, actions, count);
  }

  private void action(Value n, int k) {
    boolean copy = n.op() instanceof Reduction.Broadcast;
    Operand a = operand(n.in(0));
    @Nullable Operand b = n.in().size() > 1 ? operand(n.in(1)) : null;
    if (copy && !segment.isStored(n) && !a.hasRegister()) {
      stored.put(n, a); // what lies in a register is copied: its register is given back earlier
      return;
    }
    for (Value in : n.in()) {
      release(key(in), k);
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
  }

  /** What stands for an operand: a member of the group, or the value as it is looked at. */
  private Value key(Value in) {
    Value root = Values.root(in);
    return members.contains(root) ? root : in;
  }

  private boolean isRepeated(Value in) {
    return !members.contains(Values.root(in))
        && !(in.op() instanceof Leaf.Scalar)
        && !isSharedScalar(in)
        && !in.shape().equals(shape);
  }

  private static boolean isSharedScalar(Value in) {
    return in.shape().isScalar() && !in.perBlock();
  }

  private Operand operand(Value in) {
    Value key = key(in);
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

  private void release(Value key, int k) {
    Integer last = lastUse.get(key);
    Integer register = registers.get(key);
    if (last != null && last == k && register != null) {
      free.push(register);
      lastUse.remove(key);
    }
  }
}
