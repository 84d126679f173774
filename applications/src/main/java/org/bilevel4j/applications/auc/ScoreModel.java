package org.bilevel4j.applications.auc;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bilevel4j.applications.parts.Encoder.Weight;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.Aggregate;
import org.bilevel4j.core.problem.KnownHessians;
import org.bilevel4j.core.problem.LocalParts;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.set.ConvexSet;
import org.bilevel4j.oracles.network.RowSource;
import org.bilevel4j.oracles.tensor.Inputs;
import org.bilevel4j.oracles.tensor.Parameters;
import org.bilevel4j.oracles.tensor.RowInputs;
import org.bilevel4j.oracles.tensor.Tensor;
import org.bilevel4j.oracles.tensor.TensorModel;

/**
 * Many binary tasks: x = (encoder, then each task's head and scalars), so that a step touches the
 * encoder and the sampled tasks alone. Both levels look at training rows.
 */
final class ScoreModel implements TensorModel {
  private final String name;
  private final ScoreSpec spec;
  private final RowSource rows;
  private final int blocks;
  private final Map<String, String> provenance;
  private final List<String> remarks;
  private final ScoreShape shape;
  private final Parameters parameters;

  /**
   * A model.
   *
   * @param name of the application
   * @param rows of the tasks
   * @param blocks number of tasks
   * @param provenance data and options
   * @param remarks about the data
   */
  ScoreModel(
      String name,
      ScoreSpec spec,
      RowSource rows,
      int blocks,
      Map<String, String> provenance,
      List<String> remarks) {
    this.name = name;
    this.spec = spec;
    this.rows = rows;
    this.blocks = blocks;
    this.provenance = Map.copyOf(provenance);
    this.remarks = List.copyOf(remarks);
    Parameters p = Parameters.none();
    for (Weight w : spec.network().encoder().weights()) {
      p = p.shared(w.name(), w.rows(), w.cols());
    }
    for (Weight w : spec.network().own()) {
      p = p.local(w.name(), w.rows(), w.cols());
    }
    int most = IntStream.range(0, blocks).map(i -> rows.rows(i).positives()).max().orElseThrow();
    this.shape = new ScoreShape(spec.network().weights(), spec.fpr(), most);
    this.parameters = spec.objective().variables(p, shape);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int blocks() {
    return blocks;
  }

  @Override
  public Map<String, String> provenance() {
    return provenance;
  }

  @Override
  public List<String> remarks() {
    return remarks;
  }

  @Override
  public Parameters parameters() {
    return parameters;
  }

  /** Rows of the same tasks, for this objective. */
  RowInputs inputs(RowSource of) {
    return new TaskInputs(of, spec.objective().isAdditive());
  }

  @Override
  public RowInputs upperInputs() {
    return inputs(rows);
  }

  @Override
  public RowInputs lowerInputs() {
    return inputs(rows);
  }

  @Override
  public Tensor upperLoss(Inputs in) {
    return spec.objective().upperLoss(new TaskBatch(spec, shape, in));
  }

  @Override
  public Tensor lowerLoss(Inputs in) {
    return spec.objective().lowerLoss(new TaskBatch(spec, shape, in));
  }

  @Override
  public ConvexSet dualSet(int block) {
    return spec.objective().dualSet();
  }

  @Override
  public Optional<KnownHessians> lowerHessians() {
    return spec.objective().lowerHessians();
  }

  @Override
  public Aggregate aggregate() {
    return spec.tasks();
  }

  /** The network's weights at random, the scalars of the tasks at 0. */
  @Override
  public void startUpper(Vec x, Key key) {
    LocalParts parts = localParts();
    spec.network().encoder().start(x.slice(0, parts.shared()), key.child("encoder"));
    for (int i = 0; i < blocks; i++) {
      Vec own = x.slice(parts.from(i), parts.to(i));
      spec.network().startHead(own, key.child("head").child(i));
    }
  }

  @Override
  public Map<String, Tensor> lowerStartAt(Inputs in) {
    return spec.objective().lowerStart(in, shape);
  }
}
