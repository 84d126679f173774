package org.bilevel4j.oracles.tensor;

/** Another model, of which something can be changed. */
class ForwardingModel implements TensorModel {
  private final TensorModel model;

  ForwardingModel(TensorModel model) {
    this.model = model;
  }

  @Override
  public String name() {
    return model.name();
  }

  @Override
  public int blocks() {
    return model.blocks();
  }

  @Override
  public Parameters parameters() {
    return model.parameters();
  }

  @Override
  public RowInputs upperInputs() {
    return model.upperInputs();
  }

  @Override
  public RowInputs lowerInputs() {
    return model.lowerInputs();
  }

  @Override
  public Tensor upperLoss(Inputs in) {
    return model.upperLoss(in);
  }

  @Override
  public Tensor lowerLoss(Inputs in) {
    return model.lowerLoss(in);
  }
}
