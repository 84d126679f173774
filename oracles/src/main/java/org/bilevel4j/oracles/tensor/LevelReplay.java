package org.bilevel4j.oracles.tensor;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.Dual;
import org.bilevel4j.oracles.graph.Leaf.Known;
import org.bilevel4j.oracles.program.Replay;
import org.bilevel4j.oracles.tensor.Parameters.Parameter;

/**
 * One level of a run: replays the program of its loss at points. What depends on x and the rows
 * alone is kept for the next point with the same ones.
 */
final class LevelReplay {
  private static final int KEPT = 3;

  private final AutodiffProblem problem;
  private final Recording recording;
  private final Workspace workspace;
  private final Replay replay;
  private final List<UpperPass> places = new ArrayList<>();
  private final List<RowPass> passes = new ArrayList<>();
  private final List<ReplayPoint> free = new ArrayList<>();
  private final Map<String, Asked> questions = new HashMap<>();
  private final List<Parameter> upper = new ArrayList<>();
  private final List<Parameter> others = new ArrayList<>();
  private final BitSet read = new BitSet(); // blocks
  private long clock;

  LevelReplay(AutodiffProblem problem, Recording recording, Workspace workspace) {
    this.problem = problem;
    this.recording = recording;
    this.workspace = workspace;
    this.replay =
        recording.program().open(problem.precision(), problem.kernels(), workspace.team());
    for (Parameter p : problem.parameters().all()) {
      (p.isOfX() ? upper : others).add(p);
    }
  }

  /** Whether rows of a block were never read before. */
  boolean isFirstRead(int block) {
    boolean first = !read.get(block);
    read.set(block);
    return first;
  }

  /** The parameters that x consists of. */
  List<Parameter> upper() {
    return upper;
  }

  /** The parameters that y and alpha consist of. */
  List<Parameter> others() {
    return others;
  }

  /** A question and its places. */
  Asked asked(String question) {
    Asked known = questions.get(question);
    if (known == null) {
      boolean ofX = question.equals(Recording.CROSS_YX);
      known = new Asked(replay, recording, question, ofX ? "u" : "v", ofX ? upper : others);
      questions.put(question, known);
    }
    return known;
  }

  /** The point, until the current lifetime ends. */
  ReplayPoint at(BlockSet set, Vec x, Blocks y, Dual dual, Draw draw) {
    ReplayPoint point =
        free.isEmpty()
            ? new ReplayPoint(this, replay.frame(Known.AT_POINT))
            : free.remove(free.size() - 1);
    clock++;
    point.begin(pass(set, place(set, x), draw), y, dual);
    workspace.onEnd(point);
    return point;
  }

  void giveBack(ReplayPoint point) {
    free.add(point);
  }

  /** This x: one that is kept, or the one not used for the longest time, with another content. */
  private UpperPass place(BlockSet set, Vec x) {
    UpperPass oldest = null;
    for (int k = places.size() - 1; k >= 0; k--) {
      UpperPass p = places.get(k);
      if (p.holds(set, x)) {
        p.touch(clock);
        return p;
      }
      if (!p.isInUse() && (oldest == null || p.used() < oldest.used())) {
        oldest = p;
      }
    }
    if (oldest == null || places.size() < KEPT) {
      oldest = new UpperPass(this);
      places.add(oldest);
    }
    oldest.begin(set, x, clock);
    oldest.touch(clock);
    return oldest;
  }

  /** These rows at this x, likewise. */
  private RowPass pass(BlockSet set, UpperPass x, Draw draw) {
    RowPass oldest = null;
    for (int k = passes.size() - 1; k >= 0; k--) {
      RowPass p = passes.get(k);
      if (p.holds(set, x, draw)) {
        p.use(clock);
        return p;
      }
      if (!p.isInUse() && (oldest == null || p.used() < oldest.used())) {
        oldest = p;
      }
    }
    if (oldest == null || passes.size() < KEPT) {
      oldest = new RowPass(this, replay.frame(Known.AT_ROWS));
      passes.add(oldest);
    }
    oldest.begin(set, x, draw);
    oldest.use(clock);
    return oldest;
  }

  AutodiffProblem problem() {
    return problem;
  }

  Recording recording() {
    return recording;
  }

  Workspace workspace() {
    return workspace;
  }

  Replay replay() {
    return replay;
  }
}
