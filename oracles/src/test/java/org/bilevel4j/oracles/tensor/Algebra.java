package org.bilevel4j.oracles.tensor;

import java.util.List;
import org.bilevel4j.oracles.graph.Binary;
import org.bilevel4j.oracles.graph.RowWise;
import org.bilevel4j.oracles.graph.Unary;

/**
 * The operations of a model on matrices of some kind, so that one program can be both recorded and
 * computed naively.
 */
interface Algebra<M> {

  /** A function of matrices of any kind. */
  interface Function {
    <A> A of(Algebra<A> algebra, List<A> operands);
  }

  M parameter(String name);

  M row(String name);

  M number(double value);

  M constant(double[][] values);

  M unary(Unary f, M a);

  M binary(Binary f, M a, M b);

  M matmul(M a, boolean ta, M b, boolean tb);

  /** The product of a sparse row input with b, or with its transpose. */
  M sparse(String rows, M b, boolean tb);

  M transpose(M a);

  M reshape(M a, int cols);

  M slice(M a, boolean ofRows, int from, int to);

  M concat(boolean ofRows, M a, M b);

  M gather(M table, M index);

  M scatterAdd(M a, M index, int rows);

  M pickColumns(M a, int... columns);

  M sum(M a, boolean overRows, boolean overCols);

  M mean(M a, boolean overRows, boolean overCols);

  M rowWise(RowWise f, M a);

  M logSoftmax(M a);

  M largest(int k, M a);

  M stop(M a);

  /** The gradient of a function, which is a number, in its first operand. */
  M gradient(Function f, List<M> operands);
}
