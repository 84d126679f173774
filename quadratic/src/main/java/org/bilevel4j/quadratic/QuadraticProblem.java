package org.bilevel4j.quadratic;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bilevel4j.core.math.Dims;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.core.problem.KnownHessians;
import org.bilevel4j.core.problem.LocalParts;
import org.bilevel4j.core.problem.LowerConstraints;
import org.bilevel4j.core.problem.LowerSolver;
import org.bilevel4j.core.problem.LowerStart;
import org.bilevel4j.core.problem.Oracle;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.problem.ProblemShape;
import org.bilevel4j.core.problem.Rows;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.set.ConvexSet;

/**
 * m quadratic blocks with exact derivatives.
 *
 * <pre>
 * min over x in X  max over the dual  sum_i w_i f_i(x, alpha_i, y_i*(x)),  w = 1/m or lambda
 * y_i*(x) = argmin over y in Y_i of g_i(x, y), subject to the block's affine constraints
 * </pre>
 *
 * With local parts a block's forms are functions of (shared part of x, its own part).
 */
public final class QuadraticProblem implements BilevelProblem {
  private final String name;
  private final int upperDim;
  private final DualSide.Kind dual;
  private final List<QuadraticBlock> blocks;
  private final ConvexSet upperSet;
  private final LocalParts parts;
  private final Noise noise;
  private final Optional<? extends ProblemShape> model;
  private final Optional<KnownHessians> hessians;
  private final boolean constrained;
  private final boolean solvable;
  private final Dims lowerDims;
  private final Dims dualDims;
  private final List<RowNoise> upperNoise;
  private final List<RowNoise> lowerNoise;

  private QuadraticProblem(
      String name,
      int upperDim,
      DualSide.Kind dual,
      List<QuadraticBlock> blocks,
      ConvexSet upperSet,
      LocalParts parts,
      Noise noise,
      Optional<? extends ProblemShape> model,
      Optional<KnownHessians> hessians) {
    this.name = name;
    this.upperDim = upperDim;
    this.dual = dual;
    this.blocks = List.copyOf(blocks);
    this.upperSet = upperSet;
    this.parts = parts;
    this.noise = noise;
    this.model = model;
    this.hessians = hessians;
    this.constrained = blocks.stream().anyMatch(b -> b.constraints().rows() > 0);
    boolean bound = constrained || blocks.stream().anyMatch(b -> !b.lowerSet().isAll());
    this.solvable = bound && blocks.stream().allMatch(QuadraticBlock::isProgram);
    this.lowerDims = Dims.of(blocks.stream().mapToInt(b -> b.f().lowerDim()).toArray());
    this.dualDims = Dims.of(blocks.stream().mapToInt(b -> b.f().dualDim()).toArray());
    checkDimensions();
    Key key = Key.of(noise.seed());
    this.upperNoise = new ArrayList<>();
    this.lowerNoise = new ArrayList<>();
    for (int i = 0; i < blocks.size() && noise.rows() > 0; i++) {
      Key own = key.child(i);
      QuadraticBlock b = blocks.get(i);
      upperNoise.add(new RowNoise(own.child("upper"), noise.rows(), noise.upper(), b.f()));
      lowerNoise.add(new RowNoise(own.child("lower"), noise.rows(), noise.lower(), b.g()));
    }
  }

  private void checkDimensions() {
    for (int i = 0; i < blocks.size(); i++) {
      int expected = parts.exist() ? parts.shared() + parts.to(i) - parts.from(i) : upperDim;
      if (blocks.get(i).f().upperDim() != expected) {
        throw new IllegalArgumentException(
            "block "
                + i
                + " looks at "
                + blocks.get(i).f().upperDim()
                + " entries of x, not "
                + expected
                + ".");
      }
    }
  }

  /** Exact losses, no constraint on x, every coordinate of x shared. */
  public static QuadraticProblem of(
      String name, int upperDim, DualSide.Kind dual, List<QuadraticBlock> blocks) {
    return new QuadraticProblem(
        name,
        upperDim,
        dual,
        blocks,
        ConvexSet.all(),
        LocalParts.none(),
        Noise.none(),
        Optional.empty(),
        Optional.empty());
  }

  /** This problem with x constrained. */
  public QuadraticProblem withUpperSet(ConvexSet set) {
    return new QuadraticProblem(
        name, upperDim, dual, blocks, set, parts, noise, Optional.empty(), hessians);
  }

  /** This problem with rows that perturb the losses. */
  public QuadraticProblem withNoise(Noise rows) {
    return new QuadraticProblem(
        name, upperDim, dual, blocks, upperSet, parts, rows, Optional.empty(), Optional.empty());
  }

  /**
   * This problem with the Hessians of its lower losses made known to solvers, as the identity, as
   * diagonals or as matrices, the first that they all are.
   *
   * @throws IllegalStateException when rows perturb them
   */
  public QuadraticProblem withKnownHessians() {
    if (noise.rows() > 0 && noise.lower() > 0) {
      throw new IllegalStateException("the Hessians of '" + name + "' depend on rows");
    }
    return new QuadraticProblem(
        name,
        upperDim,
        dual,
        blocks,
        upperSet,
        parts,
        noise,
        model,
        Optional.of(BlockHessians.of(blocks)));
  }

  /** This problem with its losses stated as a model, for oracles that differentiate losses. */
  public QuadraticProblem withModel(ProblemShape losses) {
    return new QuadraticProblem(
        name, upperDim, dual, blocks, upperSet, parts, noise, Optional.of(losses), hessians);
  }

  @Override
  public Optional<? extends ProblemShape> model() {
    return model;
  }

  /** m blocks that share part of x and have parts of their own. */
  public static QuadraticProblem withLocalParts(
      String name, DualSide.Kind dual, List<QuadraticBlock> blocks, LocalParts parts) {
    return new QuadraticProblem(
        name,
        parts.total(),
        dual,
        blocks,
        ConvexSet.all(),
        parts,
        Noise.none(),
        Optional.empty(),
        Optional.empty());
  }

  /** The losses and sets of a block. */
  public QuadraticBlock block(int i) {
    return blocks.get(i);
  }

  /** The entries of x that a block looks at: x itself, or a copy of its parts. */
  Vec seen(int block, Vec x) {
    if (!parts.exist()) {
      return x;
    }
    Vec own = x.slice(parts.from(block), parts.to(block));
    Vec seen = Vec.zeros(parts.shared() + own.dim());
    seen.slice(0, parts.shared()).copyFrom(x.slice(0, parts.shared()));
    seen.slice(parts.shared(), seen.dim()).copyFrom(own);
    return seen;
  }

  /** out += what a block's direction is in all of x; out (d_x) is modified. */
  void addSeen(int block, Vec seen, Vec out) {
    if (!parts.exist()) {
      out.axpy(1, seen);
      return;
    }
    out.slice(0, parts.shared()).axpy(1, seen.slice(0, parts.shared()));
    out.slice(parts.from(block), parts.to(block)).axpy(1, seen.slice(parts.shared(), seen.dim()));
  }

  /** The perturbations. */
  public Noise noise() {
    return noise;
  }

  /** What the rows of f_i add; only where there is noise. */
  public RowNoise upperNoise(int block) {
    return upperNoise.get(block);
  }

  /** What the rows of g_i add; only where there is noise. */
  public RowNoise lowerNoise(int block) {
    return lowerNoise.get(block);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int blocks() {
    return blocks.size();
  }

  @Override
  public int upperDim() {
    return upperDim;
  }

  @Override
  public Dims lowerDims() {
    return lowerDims;
  }

  @Override
  public DualSide dualSide() {
    return switch (dual) {
      case NONE -> new DualSide.None();
      case SIMPLEX -> new DualSide.Simplex();
      case PER_BLOCK -> new DualSide.PerBlock(dualDims);
      case SHARED -> new DualSide.Shared(dualDims.of(0));
    };
  }

  @Override
  public ConvexSet upperSet() {
    return upperSet;
  }

  @Override
  public ConvexSet lowerSet(int block) {
    return blocks.get(block).lowerSet();
  }

  @Override
  public Optional<LowerConstraints> lowerConstraints() {
    return constrained ? Optional.of(new QuadraticLower(this)) : Optional.empty();
  }

  /** There when some y_i is constrained and all lower levels are strictly convex programs. */
  @Override
  public Optional<LowerSolver> lowerSolver() {
    return solvable ? Optional.of(new QuadraticLower(this)) : Optional.empty();
  }

  @Override
  public Optional<KnownHessians> lowerHessians() {
    return hessians;
  }

  @Override
  public ConvexSet dualSet(int block) {
    return blocks.get(block).dualSet();
  }

  /** The point of X nearest to 0; the duals and lower variables start likewise. */
  @Override
  public void startUpper(Vec x, Key key) {
    upperSet.project(x);
  }

  @Override
  public LowerStart lowerStart() {
    return (block, x, key, y) -> lowerSet(block).project(y);
  }

  @Override
  public void startDual(int block, Vec alpha) {
    dualSet(block).project(alpha);
  }

  @Override
  public LocalParts localParts() {
    return parts;
  }

  @Override
  public Rows upperRows(int block) {
    return noise.rows() == 0 ? Rows.exact() : Rows.finite(noise.rows());
  }

  @Override
  public Rows lowerRows(int block) {
    return upperRows(block);
  }

  @Override
  public Set<OracleCall> offers() {
    return EnumSet.allOf(OracleCall.class);
  }

  @Override
  public String oracleName() {
    return "quadratic";
  }

  @Override
  public Oracle open(Workspace workspace) {
    return new QuadraticOracle(this, workspace);
  }

  @Override
  public Map<String, String> provenance() {
    return Map.of("noise", noise.toString());
  }

  /** Its name and sizes. */
  @Override
  public String toString() {
    return name + ", x of dimension " + upperDim + ", blocks: " + blocks.size();
  }
}
