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
 * Has the shape of another problem in every respect. Oracles made from a model and decorators of a
 * problem extend it and add how questions are answered.
 */
public abstract class DelegatingShape implements ProblemShape {
  private final ProblemShape shape;

  /** The shape to take over. */
  protected DelegatingShape(ProblemShape shape) {
    this.shape = shape;
  }

  @Override
  public String name() {
    return shape.name();
  }

  @Override
  public int blocks() {
    return shape.blocks();
  }

  @Override
  public int upperDim() {
    return shape.upperDim();
  }

  @Override
  public Dims lowerDims() {
    return shape.lowerDims();
  }

  @Override
  public Aggregate aggregate() {
    return shape.aggregate();
  }

  @Override
  public DualSide dualSide() {
    return shape.dualSide();
  }

  @Override
  public ConvexSet upperSet() {
    return shape.upperSet();
  }

  @Override
  public ConvexSet lowerSet(int block) {
    return shape.lowerSet(block);
  }

  @Override
  public ConvexSet dualSet(int block) {
    return shape.dualSet(block);
  }

  @Override
  public Optional<LowerConstraints> lowerConstraints() {
    return shape.lowerConstraints();
  }

  @Override
  public Optional<LowerSolver> lowerSolver() {
    return shape.lowerSolver();
  }

  @Override
  public Optional<KnownHessians> lowerHessians() {
    return shape.lowerHessians();
  }

  @Override
  public LocalParts localParts() {
    return shape.localParts();
  }

  @Override
  public Vec upperZeros(Workspace workspace, BlockSet set) {
    return shape.upperZeros(workspace, set);
  }

  @Override
  public List<Integer> upperPartition() {
    return shape.upperPartition();
  }

  @Override
  public Rows upperRows(int block) {
    return shape.upperRows(block);
  }

  @Override
  public Rows lowerRows(int block) {
    return shape.lowerRows(block);
  }

  @Override
  public int hiddenProducts(OracleCall call) {
    return shape.hiddenProducts(call);
  }

  @Override
  public long losses(BlockSet set) {
    return shape.losses(set);
  }

  @Override
  public long upperRowsDrawn(BlockSet set, Draw draw) {
    return shape.upperRowsDrawn(set, draw);
  }

  @Override
  public long lowerRowsDrawn(BlockSet set, Draw draw) {
    return shape.lowerRowsDrawn(set, draw);
  }

  @Override
  public void startUpper(Vec x, Key key) {
    shape.startUpper(x, key);
  }

  @Override
  public LowerStart lowerStart() {
    return shape.lowerStart();
  }

  @Override
  public void startDual(int block, Vec alpha) {
    shape.startDual(block, alpha);
  }
}
