package org.bilevel4j.oracles.program;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.bilevel4j.core.parallel.WorkerTeam;
import org.bilevel4j.kernels.Kernels;
import org.bilevel4j.kernels.Precision;
import org.bilevel4j.oracles.graph.Leaf;
import org.bilevel4j.oracles.graph.Leaf.Known;
import org.bilevel4j.oracles.graph.Shape;
import org.bilevel4j.oracles.graph.Value;
import org.jspecify.annotations.Nullable;

/**
 * A compiled graph. Immutable, shared by all runs; {@link #open} makes a replay for one of them.
 *
 * <p>Values that the same set of questions needs, and that are known at the same time, make a
 * segment. A question runs the segments it needs and that have not run yet at its place, those of
 * many questions first, and at last what depends on its own arguments.
 */
public final class Program {
  private static final int KINDS = Known.values().length;
  private static final Shape NO_ROOM = Shape.shared(0, 0); // sparse rows have arrays of their own

  private final Values values;
  private final Slots[] kept =
      new Slots[KINDS - 1]; // what lives on: always, at x, at rows, at a point
  private final Map<Value, Place> places = new HashMap<>(); // of what lives on
  private final List<Segment> shared = new ArrayList<>();
  private final Map<String, Answer> answers = new HashMap<>();

  /**
   * How a question is answered.
   *
   * @param shared segments whose values live on
   * @param own what depends on the arguments of the question
   * @param inputs the arguments
   * @param results where the answers are, in the order of the question
   */
  record Answer(
      List<Segment> shared, Segment own, Map<String, Place> inputs, List<Place> results) {}

  private record Key(Known known, long askers) {}

  /** Compiles the answers to questions, at most 64. */
  public Program(List<Question> questions) {
    values = new Values(questions);
    for (int k = 0; k < kept.length; k++) {
      kept[k] = new Slots();
    }
    Map<Key, List<Value>> parts = new HashMap<>();
    for (Value n : values.sorted()) {
      Known known = values.of(n);
      if (known == Known.AT_QUESTION) {
        continue;
      }
      if (n.op() instanceof Leaf) {
        place(n);
      } else if (!Values.isAlias(n)) {
        long askers = known == Known.ALWAYS ? -1L : values.askers(n);
        parts.computeIfAbsent(new Key(known, askers), k -> new ArrayList<>()).add(n);
      }
    }
    keepShared(questions, parts);
    Map<Key, Segment> made = new HashMap<>();
    int[] numbers = new int[KINDS];
    List<Key> order = new ArrayList<>(parts.keySet());
    order.sort(
        Comparator.comparing(Key::known)
            .thenComparing(k -> -Long.bitCount(k.askers))
            .thenComparing(Key::askers));
    for (Key k : order) {
      int frame = k.known.ordinal();
      Emitter e = new Emitter(this, Objects.requireNonNull(parts.get(k)), List.of());
      Segment s = new Segment(numbers[frame]++, frame, e.steps(), e.scratch());
      made.put(k, s);
      shared.add(s);
    }
    for (int q = 0; q < questions.size(); q++) {
      answers.put(questions.get(q).name(), answer(questions.get(q), q, order, made));
    }
  }

  /** Finds places for what is read outside the segment that makes it. */
  private void keepShared(List<Question> questions, Map<Key, List<Value>> parts) {
    Map<Value, Key> home = new HashMap<>();
    parts.forEach((k, nodes) -> nodes.forEach(n -> home.put(n, k)));
    Set<Value> live = new HashSet<>();
    for (Question q : questions) {
      q.results().forEach(n -> live.add(Values.root(n)));
    }
    for (Value n : values.sorted()) {
      if (Values.isAlias(n)) {
        continue;
      }
      for (Value in : n.in()) {
        Value root = Values.root(in);
        Key from = home.get(root);
        if (from != null && !from.equals(home.get(n))) {
          live.add(root);
        }
      }
    }
    for (Value n : values.sorted()) {
      if (live.contains(n) && home.containsKey(n)) {
        place(n);
      }
    }
  }

  private void place(Value n) {
    int frame = values.of(n).ordinal();
    Shape room = n.op() instanceof Leaf.Sparse ? NO_ROOM : n.shape();
    places.put(n, new Place(frame, kept[frame].value(room), kept[frame].view(), n.shape()));
  }

  private Answer answer(Question q, int number, List<Key> order, Map<Key, Segment> made) {
    List<Segment> needed =
        order.stream().filter(k -> (k.askers & 1L << number) != 0).map(made::get).toList();
    List<Value> own = new ArrayList<>();
    List<Value> inputs = new ArrayList<>();
    for (Value n : values.sorted()) {
      if ((values.askers(n) & 1L << number) != 0 && values.of(n) == Known.AT_QUESTION) {
        if (n.op() instanceof Leaf) {
          inputs.add(n);
        } else if (!Values.isAlias(n)) {
          own.add(n);
        }
      }
    }
    List<Value> alive = new ArrayList<>(inputs);
    q.results().forEach(n -> alive.add(Values.root(n)));
    Emitter e = new Emitter(this, own, alive);
    Map<String, Place> arguments = new HashMap<>();
    inputs.forEach(n -> arguments.put(n.op().name(), e.look(n)));
    List<Place> results = q.results().stream().map(e::look).toList();
    int frame = Known.AT_QUESTION.ordinal();
    return new Answer(needed, new Segment(-1, frame, e.steps(), e.scratch()), arguments, results);
  }

  /** Where a value, or an input, that lives on is kept; null when it does not, or is unused. */
  @Nullable Place kept(Value root) {
    return places.get(root);
  }

  /** A window onto a place that is kept. */
  Place look(Place p, Value n) {
    return new Place(p.frame(), p.value(), kept[p.frame()].view(), n.shape());
  }

  /** Whether a value is known before a question is asked. */
  boolean livesOn(Value n) {
    return values.of(n) != Known.AT_QUESTION;
  }

  Slots kept(Known known) {
    return kept[known.ordinal()];
  }

  List<Segment> shared() {
    return shared;
  }

  Answer answer(String question) {
    Answer a = answers.get(question);
    if (a == null) {
      throw new IllegalArgumentException("question '" + question + "' is not part of the program.");
    }
    return a;
  }

  /** Constants and where they are kept. */
  void eachConstant(java.util.function.BiConsumer<Leaf, Place> action) {
    places.forEach(
        (n, p) -> {
          if (n.op() instanceof Leaf leaf && leaf.known() == Known.ALWAYS) {
            action.accept(leaf, p);
          }
        });
  }

  /** A replay for one run. */
  public Replay open(Precision precision, Kernels kernels, WorkerTeam team) {
    return new Replay(this, precision, kernels, team);
  }
}
