package org.bilevel4j.oracles.tensor;

import java.util.ArrayList;
import java.util.List;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Dims;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.Dual;
import org.bilevel4j.core.problem.LocalParts;
import org.bilevel4j.kernels.Mat;
import org.bilevel4j.oracles.program.Frame;
import org.bilevel4j.oracles.program.Place;
import org.bilevel4j.oracles.program.Replay;
import org.bilevel4j.oracles.tensor.Parameters.Parameter;
import org.bilevel4j.oracles.tensor.Parameters.Role;
import org.jspecify.annotations.Nullable;

/** A place (x, y, alpha) and rows, at which the program of a loss answers questions. */
final class ReplayPoint implements Runnable {
  private final LevelReplay level;
  private final Frame frame;
  private final List<Parameter> parameters;
  private final List<@Nullable Place> places = new ArrayList<>();
  private @Nullable RowPass pass;

  ReplayPoint(LevelReplay level, Frame frame) {
    this.level = level;
    this.frame = frame;
    this.parameters = level.others();
    for (Parameter p : parameters) {
      places.add(level.replay().input(level.recording().inputs().node(p)));
    }
  }

  /** Takes on another place. */
  void begin(RowPass rows, Blocks y, Dual dual) {
    pass = rows;
    frame.bind(rows.binding());
    for (int k = 0; k < places.size(); k++) {
      Place place = places.get(k);
      if (place != null) {
        load(parameters.get(k), place, y, dual);
      }
    }
  }

  private void load(Parameter p, Place place, Blocks y, Dual dual) {
    int from = p.at();
    int to = from + p.size();
    if (p.role() != Role.LOWER && dual instanceof Dual.None) {
      int n = p.perBlock() ? set().size() * p.size() : p.size();
      level.replay().tiles().fill(0, frame.all(), frame.offset(place), n);
      return;
    }
    if (p.role() == Role.SHARED_DUAL && dual instanceof Dual.Shared shared) {
      write(shared.alpha().slice(from, to), place, 0);
      return;
    }
    BlockSet set = set();
    for (int b = 0; b < set.size(); b++) {
      Vec of = p.role() == Role.LOWER ? y.at(set.id(b)) : dual.at(set.id(b));
      write(of.slice(from, to), place, b * p.size());
    }
  }

  private void write(Vec from, Place to, int shift) {
    level.replay().tiles().load(from, frame.all(), frame.offset(to) + shift);
  }

  private RowPass pass() {
    RowPass p = pass;
    if (p == null) {
      throw new IllegalStateException("the step of this point is over.");
    }
    return p;
  }

  /** Ends it. */
  @Override
  public void run() {
    pass().release();
    pass = null;
    level.giveBack(this);
  }

  BlockSet set() {
    return pass().set();
  }

  Workspace workspace() {
    return level.workspace();
  }

  AutodiffProblem problem() {
    return level.problem();
  }

  private Replay prepare(Asked asked) {
    Replay r = level.replay();
    r.use(pass().binding(), pass().x().frame(), pass().frame(), frame);
    r.prepare(asked.question);
    return r;
  }

  /** The loss of each block. */
  Vec values() {
    return values(Recording.VALUE);
  }

  /** A number of each block. */
  Vec values(String question) {
    Asked asked = level.asked(question);
    Replay r = prepare(asked);
    r.finish(question);
    Vec values = workspace().vec(set().size());
    Place at = r.result(question, 0);
    for (int b = 0; b < set().size(); b++) {
      values.set(b, r.tiles().get(array(r, at), start(r, at, b, 1)));
    }
    return values;
  }

  /**
   * The numbers of the rows of the first block.
   *
   * @param out by column; modified from row {@code first} on
   */
  void rows(double[][] out, int first) {
    Replay r = prepare(level.asked(Recording.ROWS));
    r.finish(Recording.ROWS);
    Place at = r.result(Recording.ROWS, 0);
    for (int row = 0; row < pass().binding().rows(0); row++) {
      for (int c = 0; c < out.length; c++) {
        out[c][first + row] =
            r.tiles().get(array(r, at), start(r, at, 0, 0) + row * out.length + c);
      }
    }
  }

  /** A question with an answer per block, and an argument per block or none. */
  Blocks perBlock(String question, Dims dims, @Nullable Blocks argument) {
    Asked asked = level.asked(question);
    Replay r = prepare(asked);
    if (argument != null) {
      write(r, asked, argument);
    }
    return collect(r, asked, dims);
  }

  private void write(Replay r, Asked asked, Blocks argument) {
    for (int k = 0; k < parameters.size(); k++) {
      Parameter p = parameters.get(k);
      Place to = asked.vector(k);
      for (int b = 0; to != null && b < set().size(); b++) {
        r.load(argument.at(set().id(b)).slice(p.at(), p.at() + p.size()), to, b * p.size());
      }
    }
  }

  /** J^T u. */
  Blocks crossTransposed(Dims dims, Vec u) {
    Asked asked = level.asked(Recording.CROSS_YX);
    Replay r = prepare(asked);
    List<Parameter> x = level.upper();
    for (int k = 0; k < x.size(); k++) {
      Parameter p = x.get(k);
      Place to = asked.vector(k);
      if (to != null && p.role() == Role.SHARED) {
        r.load(u.slice(p.at(), p.at() + p.size()), to, 0);
      } else if (to != null) {
        for (int b = 0; b < set().size(); b++) {
          int from = local().from(set().id(b)) + p.at();
          r.load(u.slice(from, from + p.size()), to, b * p.size());
        }
      }
    }
    return collect(r, asked, dims);
  }

  private LocalParts local() {
    return level.problem().localParts();
  }

  private Blocks collect(Replay r, Asked asked, Dims dims) {
    r.finish(asked.question);
    Blocks out = workspace().blocks(set(), dims);
    for (int k = 0; k < asked.size(); k++) {
      Parameter p = asked.part(k);
      Place from = asked.result(k);
      for (int b = 0; b < set().size(); b++) {
        Vec to = out.atPosition(b).slice(p.at(), p.at() + p.size());
        r.tiles().addTo(1, array(r, from), start(r, from, b, p.size()), to);
      }
    }
    return out;
  }

  /** A question whose answer is added up over blocks: grad_x, J v, and grad_alpha if shared. */
  void weighted(String question, Weights w, @Nullable Blocks v, Vec out) {
    Asked asked = level.asked(question);
    Replay r = prepare(asked);
    Place weights = asked.weights;
    for (int b = 0; weights != null && b < set().size(); b++) {
      r.tiles().set(array(r, weights), start(r, weights, b, 1), w.at(set().id(b)));
    }
    if (v != null) {
      write(r, asked, v);
    }
    r.finish(question);
    for (int k = 0; k < asked.size(); k++) {
      Parameter p = asked.part(k);
      Place from = asked.result(k);
      if (p.role() == Role.LOCAL) {
        for (int b = 0; b < set().size(); b++) {
          int id = set().id(b);
          int at = local().from(id) + p.at();
          Vec to = out.slice(at, at + p.size());
          r.tiles().addTo(w.at(id), array(r, from), start(r, from, b, p.size()), to);
        }
      } else {
        Vec to = out.slice(p.at(), p.at() + p.size());
        r.tiles().addTo(1, array(r, from), start(r, from, 0, p.size()), to);
      }
    }
  }

  private static Mat array(Replay r, Place p) {
    return r.frame(p).all();
  }

  /** Where the entries of a block begin, those of all blocks where they share them. */
  private static int start(Replay r, Place p, int block, int size) {
    return r.frame(p).offset(p) + (p.shape().perBlock() ? block * size : 0);
  }
}
