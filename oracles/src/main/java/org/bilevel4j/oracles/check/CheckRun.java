package org.bilevel4j.oracles.check;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Dims;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.Dual;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.core.problem.LowerPoints;
import org.bilevel4j.core.problem.Oracle;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.problem.UpperPoints;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.random.Rng;

/** One check of one problem: an open oracle, the input in double, and the findings so far. */
final class CheckRun implements AutoCloseable {
  private final BilevelProblem problem;
  private final CheckOptions options;
  private final Key key;
  private final Workspace workspace = Workspace.single();
  private final Oracle oracle;
  private final CheckInput input;
  private final List<CheckFinding> findings = new ArrayList<>();
  private final List<String> unchecked = new ArrayList<>();

  CheckRun(BilevelProblem problem, CheckOptions options, CheckInput given, Key key) {
    this.problem = problem;
    this.options = options;
    this.key = key;
    this.input = inDouble(problem, given);
    this.oracle = problem.open(workspace);
  }

  private static CheckInput inDouble(BilevelProblem problem, CheckInput given) {
    BlockSet set = given.set();
    Vec x = Vec.zeros(given.x().dim());
    x.copyFrom(given.x());
    Dual dual = given.dual();
    if (dual instanceof Dual.Shared s) {
      Vec alpha = Vec.zeros(s.alpha().dim());
      alpha.copyFrom(s.alpha());
      dual = new Dual.Shared(alpha);
    } else if (dual instanceof Dual.PerBlock b
        && problem.dualSide() instanceof DualSide.PerBlock side) {
      dual = new Dual.PerBlock(pick(set, side.dims(), b.alpha()));
    }
    Blocks y = pick(set, problem.lowerDims(), given.y());
    return new CheckInput(set, x, y, dual, given.upper(), given.lower());
  }

  private static Blocks pick(BlockSet set, Dims dims, Blocks from) {
    Blocks out = Blocks.zeros(set, dims);
    for (int p = 0; p < set.size(); p++) {
      out.atPosition(p).copyFrom(from.at(set.id(p)));
    }
    return out;
  }

  BilevelProblem problem() {
    return problem;
  }

  CheckOptions options() {
    return options;
  }

  CheckInput input() {
    return input;
  }

  BlockSet set() {
    return input.set();
  }

  Dims lowerDims() {
    return problem.lowerDims();
  }

  /** Random numbers of one check. */
  Rng rng(String check) {
    return key.child(check).rng();
  }

  /** The address of further random numbers. */
  Key key(String what) {
    return key.child(what);
  }

  boolean offers(OracleCall call) {
    return problem.offers().contains(call);
  }

  /** Asks the upper points at an input, then ends the step; the answer must be a copy. */
  <T> T upper(Vec x, Blocks y, Dual dual, Function<UpperPoints, T> question) {
    T answer = question.apply(oracle.upper(set(), x, y, dual, input.upper()));
    workspace.reset();
    return answer;
  }

  /** Asks the lower points at an input, then ends the step; the answer must be a copy. */
  <T> T lower(Vec x, Blocks y, Function<LowerPoints, T> question) {
    return lower(set(), x, y, input.lower(), question);
  }

  /** Asks lower points on another draw. */
  <T> T lower(BlockSet set, Vec x, Blocks y, Draw draw, Function<LowerPoints, T> question) {
    T answer = question.apply(oracle.lower(set, x, y, draw));
    workspace.reset();
    return answer;
  }

  /** Asks upper points of other blocks on another draw. */
  <T> T upper(BlockSet set, Draw draw, Function<UpperPoints, T> question) {
    T answer = question.apply(oracle.upper(set, input.x(), input.y(), input.dual(), draw));
    workspace.reset();
    return answer;
  }

  /** Weight 1 on one position of the set, 0 elsewhere. */
  Weights only(int position) {
    Vec w = Vec.zeros(set().size());
    w.set(position, 1);
    return Weights.over(set(), w);
  }

  void found(CheckFinding f) {
    findings.add(f);
  }

  void found(List<CheckFinding> more) {
    findings.addAll(more);
  }

  void cannotCheck(OracleCall call, String reason) {
    unchecked.add(call.label() + ": " + reason);
  }

  CheckResult result() {
    String title = problem.name() + ", oracle '" + problem.oracleName() + "', " + set();
    return new CheckResult(title, findings, unchecked);
  }

  @Override
  public void close() {
    try (workspace) {
      oracle.close();
    }
  }

  /** Blocks of the set from one vector per position. */
  static Blocks join(BlockSet set, Dims dims, Vec[] parts) {
    Blocks out = Blocks.zeros(set, dims);
    for (int p = 0; p < parts.length; p++) {
      out.atPosition(p).copyFrom(parts[p]);
    }
    return out;
  }

  /** One vector per position from blocks. */
  static Vec[] parts(Blocks blocks) {
    Vec[] out = new Vec[blocks.set().size()];
    for (int p = 0; p < out.length; p++) {
      out[p] = blocks.atPosition(p);
    }
    return out;
  }
}
