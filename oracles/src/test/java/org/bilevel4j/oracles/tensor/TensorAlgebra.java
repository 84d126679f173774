package org.bilevel4j.oracles.tensor;

import java.util.ArrayList;
import java.util.List;
import org.bilevel4j.oracles.graph.Binary;
import org.bilevel4j.oracles.graph.RowWise;
import org.bilevel4j.oracles.graph.Unary;

/** Records what is computed. */
record TensorAlgebra(Inputs in, Parameters parameters) implements Algebra<Tensor> {
  @Override
  public Tensor parameter(String name) {
    return switch (parameters.named(name).role()) {
      case SHARED, LOCAL -> in.upper(name);
      case LOWER -> in.lower(name);
      case DUAL, SHARED_DUAL -> in.dual(name);
    };
  }

  @Override
  public Tensor row(String name) {
    return in.row(name);
  }

  @Override
  public Tensor number(double value) {
    return in.number(value);
  }

  @Override
  public Tensor constant(double[][] values) {
    return in.constant(values);
  }

  @Override
  public Tensor unary(Unary f, Tensor a) {
    return switch (f) {
      case EXP -> a.exp();
      case LOG -> a.log();
      case SIN -> a.sin();
      case COS -> a.cos();
      case SQRT -> a.sqrt();
      case RELU -> a.relu();
      case TANH -> a.tanh();
      case SIGMOID -> a.sigmoid();
      case SOFTPLUS -> a.softplus();
      case RECIPROCAL -> a.reciprocal();
      case ABS -> a.abs();
      case SQUARE -> a.square();
      case STEP, SIGN -> throw new IllegalArgumentException(f + " is not part of the language.");
    };
  }

  @Override
  public Tensor binary(Binary f, Tensor a, Tensor b) {
    return switch (f) {
      case ADD -> a.plus(b);
      case SUB -> a.minus(b);
      case MUL -> a.times(b);
      case DIV -> a.over(b);
      case MAX -> a.max(b);
      case AT_LEAST -> a.atLeast(b);
    };
  }

  @Override
  public Tensor matmul(Tensor a, boolean ta, Tensor b, boolean tb) {
    return (ta ? a.transpose() : a).matmul(tb ? b.transpose() : b);
  }

  @Override
  public Tensor sparse(String rows, Tensor b, boolean tb) {
    return matmul(in.row(rows), false, b, tb);
  }

  @Override
  public Tensor transpose(Tensor a) {
    return a.transpose();
  }

  @Override
  public Tensor reshape(Tensor a, int cols) {
    return a.reshape(cols);
  }

  @Override
  public Tensor slice(Tensor a, boolean ofRows, int from, int to) {
    return ofRows ? a.rows(from, to) : a.columns(from, to);
  }

  @Override
  public Tensor concat(boolean ofRows, Tensor a, Tensor b) {
    return ofRows ? a.above(b) : a.beside(b);
  }

  @Override
  public Tensor gather(Tensor table, Tensor index) {
    return table.gather(index);
  }

  @Override
  public Tensor scatterAdd(Tensor a, Tensor index, int rows) {
    return a.scatterAdd(index, rows);
  }

  @Override
  public Tensor pickColumns(Tensor a, int... columns) {
    return a.pickColumns(columns);
  }

  @Override
  public Tensor sum(Tensor a, boolean overRows, boolean overCols) {
    return overRows && overCols ? a.sum() : overRows ? a.sumOverRows() : a.sumOverColumns();
  }

  @Override
  public Tensor mean(Tensor a, boolean overRows, boolean overCols) {
    return overRows && overCols ? a.mean() : overRows ? a.meanOverRows() : a.meanOverColumns();
  }

  @Override
  public Tensor rowWise(RowWise f, Tensor a) {
    return switch (f) {
      case SOFTMAX -> a.softmax();
      case LOG_SUM_EXP -> a.logSumExp();
      case MAX -> a.rowMax();
      case MAX_MASK -> throw new IllegalArgumentException(f + " is not part of the language.");
    };
  }

  @Override
  public Tensor logSoftmax(Tensor a) {
    return a.logSoftmax();
  }

  @Override
  public Tensor largest(int k, Tensor a) {
    return a.largest(k);
  }

  @Override
  public Tensor stop(Tensor a) {
    return a.stopGradient();
  }

  @Override
  public Tensor gradient(Function f, List<Tensor> operands) {
    List<Tensor> all = new ArrayList<>(operands);
    all.set(0, operands.get(0).asVariable());
    return Tensor.gradient(f.of(this, all), all.get(0));
  }
}
