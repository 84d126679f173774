package org.bilevel4j.oracles.program;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.parallel.WorkerTeam;
import org.bilevel4j.kernels.Kernels;
import org.bilevel4j.kernels.Mat;
import org.bilevel4j.kernels.Precision;
import org.bilevel4j.oracles.graph.Leaf;
import org.bilevel4j.oracles.graph.Leaf.Known;
import org.bilevel4j.oracles.graph.Value;
import org.jspecify.annotations.Nullable;

/**
 * Runs a program for one run: at frames of rows and of points, with the threads of the run. Used by
 * one thread at a time.
 */
public final class Replay {
  private static final int SCRATCH = Known.AT_QUESTION.ordinal();

  private final Program program;
  private final Precision precision;
  private final Kernels kernels;
  private final WorkerTeam team;
  private final Tiles tiles;
  private final Frame[] frames = new Frame[Known.values().length];
  private final Frame.Memory scratch;
  private final Map<Segment, Frame> scratches = new IdentityHashMap<>();
  private final Map<String, Answering> answers = new HashMap<>();
  private final ThreadLocal<Mat> ofThread;
  private Mat registers;
  private Binding binding = Binding.none();

  /** A question with the frames it is answered in. */
  private record Answering(Program.Answer answer, Frame[] sharedScratch, Frame own) {}

  Replay(Program program, Precision precision, Kernels kernels, WorkerTeam team) {
    this.program = program;
    this.precision = precision;
    this.kernels = kernels;
    this.team = team;
    this.tiles = Tiles.of(precision, kernels);
    this.scratch = new Frame.Memory(precision);
    this.registers = Mat.zeros(precision, 1, 0);
    this.ofThread = ThreadLocal.withInitial(() -> Mat.zeros(precision, 1, 0));
    for (Known k : List.of(Known.ALWAYS, Known.AT_X, Known.AT_ROWS, Known.AT_POINT)) {
      frames[k.ordinal()] = frame(k);
    }
    Frame always = frames[Known.ALWAYS.ordinal()];
    always.bind(binding);
    frames[SCRATCH] = always;
    program.eachConstant((leaf, place) -> write(leaf, always.offset(place), always.all()));
    for (Segment s : program.shared()) {
      if (s.frame() == Known.ALWAYS.ordinal()) {
        run(s, scratchOf(s));
        always.setDone(s.number());
      }
    }
  }

  private void write(Leaf leaf, int at, Mat all) {
    if (leaf instanceof Leaf.Scalar s) {
      tiles.set(all, at, s.value());
    } else if (leaf instanceof Leaf.Table t) {
      for (int k = 0; k < t.shape().factor(); k++) {
        tiles.set(all, at + k, t.entry(k));
      }
    }
  }

  /** An empty frame for values that are known at x, at rows or at a point. */
  public Frame frame(Known known) {
    return program.kept(known).frame(new Frame.Memory(precision));
  }

  private Frame scratchOf(Segment s) {
    return scratches.computeIfAbsent(s, one -> one.scratch().frame(scratch));
  }

  /** Looks at these frames from now on. */
  public void use(Binding bound, Frame x, Frame rows, Frame point) {
    binding = bound;
    frames[Known.AT_X.ordinal()] = x;
    frames[Known.AT_ROWS.ordinal()] = rows;
    frames[Known.AT_POINT.ordinal()] = point;
  }

  /** Computes what a question needs and what does not depend on its arguments. */
  public void prepare(String question) {
    Answering a = answering(question);
    List<Segment> shared = a.answer.shared();
    for (int k = 0; k < shared.size(); k++) {
      Segment s = shared.get(k);
      Frame home = frames[s.frame()];
      if (!home.isDone(s.number())) {
        run(s, a.sharedScratch[k]);
        home.setDone(s.number());
      }
    }
    a.own.bind(binding);
    frames[SCRATCH] = a.own;
  }

  /** Computes the rest, once its arguments are written. */
  public void finish(String question) {
    Answering a = answering(question);
    run(a.answer.own(), a.own);
  }

  private Answering answering(String question) {
    Answering known = answers.get(question);
    if (known == null) {
      Program.Answer a = program.answer(question);
      Frame[] sharedScratch = a.shared().stream().map(this::scratchOf).toArray(Frame[]::new);
      known = new Answering(a, sharedScratch, scratchOf(a.own()));
      answers.put(question, known);
    }
    return known;
  }

  private void run(Segment s, Frame own) {
    own.bind(binding);
    frames[SCRATCH] = own;
    List<Instruction> steps = s.steps();
    for (int k = 0; k < steps.size(); k++) {
      steps.get(k).run(this);
    }
  }

  /** Where an argument of a question is written; null where it does not matter. */
  public @Nullable Place argument(String question, String label) {
    return answering(question).answer.inputs().get(label);
  }

  /** Where an input is written; null where it does not matter. */
  public @Nullable Place input(Value n) {
    return program.kept(n);
  }

  /** Where a result is. */
  public Place result(String question, int k) {
    return answering(question).answer.results().get(k);
  }

  /** Writes a vector to part of a value. */
  public void load(Vec from, Place to, int shift) {
    tiles.load(from, frame(to).all(), frame(to).offset(to) + shift);
  }

  /** The frame that a place is in. */
  public Frame frame(Place p) {
    return frames[p.frame()];
  }

  Binding binding() {
    return binding;
  }

  /** The loops of its precision. */
  public Tiles tiles() {
    return tiles;
  }

  Kernels kernels() {
    return kernels;
  }

  int threads() {
    return team.threads();
  }

  void share(int parts, long work, IntConsumer part) {
    team.run(parts, work, part);
  }

  /** Tile registers of the calling thread of the run. */
  Mat registers(int count) {
    int size = count * ElementwiseInstruction.TILE;
    if (registers.cols() < size) {
      registers = Mat.zeros(precision, 1, size);
    }
    return registers;
  }

  /** Tile registers of any thread. */
  Mat registersOfThread(int count) {
    return rowOfThread(count * ElementwiseInstruction.TILE);
  }

  /** Space for so many elements on any thread. */
  Mat rowOfThread(int size) {
    Mat own = ofThread.get();
    if (own.cols() < size) {
      own = Mat.zeros(precision, 1, size);
      ofThread.set(own);
    }
    return own;
  }
}
