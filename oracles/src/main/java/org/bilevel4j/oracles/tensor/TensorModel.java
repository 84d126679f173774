package org.bilevel4j.oracles.tensor;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bilevel4j.core.math.Dims;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.core.problem.LocalParts;
import org.bilevel4j.core.problem.ProblemShape;
import org.bilevel4j.core.problem.Rows;
import org.bilevel4j.oracles.tensor.Parameters.Role;

/**
 * A bilevel problem as it stands in a paper: named parameters, named row inputs and two losses in
 * tensor operations. An oracle makes the derivatives; none is written by hand.
 *
 * <p>A loss is any number made from a batch of rows of one block, usually a mean over them; one
 * that is no mean says so in its {@link Rows}. The losses are recorded once, with symbols for the
 * number of rows and of blocks; what depends on data must be an operation, not an {@code if}.
 */
public interface TensorModel extends ProblemShape {

  /** The parameters; the same at every call. */
  Parameters parameters();

  /** The rows of f_i. */
  RowInputs upperInputs();

  /** The rows of g_i. */
  RowInputs lowerInputs();

  /** f_i of a batch of rows: one number. */
  Tensor upperLoss(Inputs in);

  /** g_i of a batch of rows, regularisation included: one number. */
  Tensor lowerLoss(Inputs in);

  /** P_i(x, y_i) <= 0, a column without rows of data; empty where there are no inequalities. */
  default Optional<Tensor> lowerInequalities(Inputs in) {
    return Optional.empty();
  }

  /** Q_i(x, y_i) = 0, a column without rows of data; empty where there are no equalities. */
  default Optional<Tensor> lowerEqualities(Inputs in) {
    return Optional.empty();
  }

  /**
   * y_init(x), by names of lower parameters, of which those left out start at zero; empty where y_i
   * starts as {@link #lowerStart} says.
   */
  default Map<String, Tensor> lowerStartAt(Inputs in) {
    return Map.of();
  }

  /** What identifies its data and options, for provenance and for safe resuming. */
  default Map<String, String> provenance() {
    return Map.of();
  }

  /** What a user should know about its data, one sentence each; runs show and log them. */
  default List<String> remarks() {
    return List.of();
  }

  @Override
  default int blocks() {
    return 1;
  }

  @Override
  default int upperDim() {
    Parameters p = parameters();
    return Math.addExact(p.dim(Role.SHARED), Math.multiplyExact(blocks(), p.dim(Role.LOCAL)));
  }

  @Override
  default Dims lowerDims() {
    return Dims.uniform(blocks(), parameters().dim(Role.LOWER));
  }

  @Override
  default DualSide dualSide() {
    Parameters p = parameters();
    if (p.dim(Role.DUAL) > 0) {
      return new DualSide.PerBlock(Dims.uniform(blocks(), p.dim(Role.DUAL)));
    }
    int shared = p.dim(Role.SHARED_DUAL);
    return shared > 0 ? new DualSide.Shared(shared) : new DualSide.None();
  }

  @Override
  default LocalParts localParts() {
    Parameters p = parameters();
    if (p.dim(Role.LOCAL) == 0) {
      return LocalParts.none();
    }
    int[] sizes = new int[blocks()];
    Arrays.fill(sizes, p.dim(Role.LOCAL));
    return LocalParts.of(p.dim(Role.SHARED), sizes);
  }

  @Override
  default Rows upperRows(int block) {
    return upperInputs().rows(block);
  }

  @Override
  default Rows lowerRows(int block) {
    return lowerInputs().rows(block);
  }
}
