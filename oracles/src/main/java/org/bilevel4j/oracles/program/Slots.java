package org.bilevel4j.oracles.program;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bilevel4j.oracles.graph.Shape;

/** Plans a frame: values get slots, and a slot is used again once its value is dead. */
final class Slots {
  private final List<Shape> sizes = new ArrayList<>();
  private final List<Integer> slots = new ArrayList<>();
  private final Map<Size, Deque<Integer>> free = new HashMap<>();
  private int views;

  private record Size(int factor, int power, boolean perBlock) {
    static Size of(Shape s) {
      return new Size(s.factor(), s.power(), s.perBlock());
    }
  }

  /** A place for a new value. */
  int value(Shape shape) {
    Deque<Integer> unused = free.get(Size.of(shape));
    if (unused != null && !unused.isEmpty()) {
      slots.add(unused.pop());
    } else {
      slots.add(sizes.size());
      sizes.add(shape);
    }
    return slots.size() - 1;
  }

  /** The value is not looked at again. */
  void release(int value) {
    int slot = slots.get(value);
    free.computeIfAbsent(Size.of(sizes.get(slot)), s -> new ArrayDeque<>()).push(slot);
  }

  /** A number for a window. */
  int view() {
    return views++;
  }

  /** A frame as planned. */
  Frame frame(Frame.Memory memory) {
    return new Frame(
        memory,
        sizes.toArray(new Shape[0]),
        slots.stream().mapToInt(Integer::intValue).toArray(),
        views);
  }
}
