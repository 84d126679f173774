package org.bilevel4j.core.problem;

import java.util.List;
import java.util.Optional;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Dims;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.set.ConvexSet;

/**
 * The sizes, sets, rows and starting points of a problem
 *
 * <pre>
 * min over x in X   max over the dual   sum_i w_i f_i(x, alpha_i, y_i*(x))
 * y_i*(x) = argmin over y_i in Y_i of g_i(x, y_i),   i = 0..m-1
 * </pre>
 *
 * with w_i = 1/m, w_i = 1 (see {@link #aggregate}), or w = lambda in the simplex. Shapes do not
 * change during a run.
 */
public interface ProblemShape {

  /** A short name for messages and reports. */
  String name();

  /** m, at least 1. */
  int blocks();

  /** d_x, at least 1. */
  int upperDim();

  /** d_i of every block; 0 where a block has no lower level (pure min-max). */
  Dims lowerDims();

  /** Whether F is the mean or the sum over blocks, where no simplex weighs them. */
  default Aggregate aggregate() {
    return Aggregate.MEAN;
  }

  /** The maximising side. */
  default DualSide dualSide() {
    return new DualSide.None();
  }

  /** X. */
  default ConvexSet upperSet() {
    return ConvexSet.all();
  }

  /** Y_i. */
  default ConvexSet lowerSet(int block) {
    return ConvexSet.all();
  }

  /** A_i; the set of the one shared alpha, whatever the block, for a shared dual. */
  default ConvexSet dualSet(int block) {
    return ConvexSet.all();
  }

  /** Functional constraints of the lower level. */
  default Optional<LowerConstraints> lowerConstraints() {
    return Optional.empty();
  }

  /** A solver of the problem's own for the lower level. */
  default Optional<LowerSolver> lowerSolver() {
    return Optional.empty();
  }

  /** grad2_yy g_i of all blocks, where they are known beforehand. */
  default Optional<KnownHessians> lowerHessians() {
    return Optional.empty();
  }

  /** Which parts of x belong to single blocks. */
  default LocalParts localParts() {
    return LocalParts.none();
  }

  /** A zero vector like x, with the support of a set's blocks, of the workspace's lifetime. */
  default Vec upperZeros(Workspace workspace, BlockSet set) {
    return workspace.sparse(upperDim(), localParts().support(set).orElse(null));
  }

  /** Ends of consecutive coordinate blocks of x, for methods that cycle through them. */
  default List<Integer> upperPartition() {
    return List.of(upperDim());
  }

  /** The rows of f_i. */
  Rows upperRows(int block);

  /** The rows of g_i. */
  Rows lowerRows(int block);

  /**
   * How many Hessian-vector products one answer of a block contains besides what the call says. A
   * loss that is made of a gradient, such as |y - (w - eta grad L(w))|^2 / 2, has such a product in
   * its own gradient in w. Runs count them with the call.
   */
  default int hiddenProducts(OracleCall call) {
    return 0;
  }

  /** How many losses stand behind a set: one for each block, but for blocks that stack others. */
  default long losses(BlockSet set) {
    return set.size();
  }

  /** How many rows of upper losses a draw takes from a set. */
  default long upperRowsDrawn(BlockSet set, Draw draw) {
    return draw.size(set, this::upperRows);
  }

  /** How many rows of lower losses a draw takes from a set. */
  default long lowerRowsDrawn(BlockSet set, Draw draw) {
    return draw.size(set, this::lowerRows);
  }

  /**
   * Fills x_0.
   *
   * @param x all zero at entry; modified
   * @param key the address of its random numbers
   */
  default void startUpper(Vec x, Key key) {}

  /** Where y_i starts. */
  default LowerStart lowerStart() {
    return LowerStart.zero();
  }

  /**
   * Fills the starting dual of a block (or the shared one, block 0).
   *
   * @param alpha all zero at entry; modified
   */
  default void startDual(int block, Vec alpha) {}
}
