package org.bilevel4j.benchmarks.race;

/**
 * The arithmetic one iteration cannot do without, counted by formula from the shapes. A
 * multiply-add counts as two operations. Counted are the matrix products of the one-step unrolled
 * hypergradient:
 *
 * <pre>
 * lower pass  (n x b rows)   embedding forward, head forward, gradient in the head
 * upper pass  (n x B rows)   embedding forward, head forward, gradient in the head,
 *                            gradient in the embedding, backward through the embedding
 * unrolling   (n x b rows)   head product with the upper gradient v; in the embedding: e-gradients of
 *                            &lt;grad_w g, v&gt; (two products); backward through the embedding
 * </pre>
 *
 * The forward embedding of the lower rows is counted once: unrolling uses it again. Steps,
 * projections, penalties, activations and losses are left out (they are linear in the numbers
 * touched); sines and cosines are counted apart.
 *
 * @param productMflop million operations in matrix products
 * @param functions evaluations of sin and cos
 */
public record Arithmetic(double productMflop, long functions) {

  /** Forward, gradient in the head, product with v, and the two of the e-gradient. */
  private static final int LOWER_HEAD_PRODUCTS = 5;

  /** Forward, gradient in the head, gradient in the embedding. */
  private static final int UPPER_HEAD_PRODUCTS = 3;

  /**
   * An embedding made of dense layers and a linear head per task.
   *
   * @param layers widths from the input to the embedding
   * @param lowerRows rows of all tasks in the lower batch
   * @param upperRows rows of all tasks in the upper batch
   * @param outputs columns of a head
   */
  public static Arithmetic dense(int[] layers, long lowerRows, long upperRows, int outputs) {
    long perRow = gradientPerRow(layers);
    long heads = heads(layers[layers.length - 1], lowerRows, upperRows, outputs);
    return new Arithmetic(mega(2 * perRow * (lowerRows + upperRows) + heads), 0);
  }

  /**
   * Random Fourier features with a scale per input and a linear head per task.
   *
   * @param inputs d
   * @param features K; the head sees 2 K
   */
  public static Arithmetic fourier(
      int inputs, int features, long lowerRows, long upperRows, int outputs) {
    long rows = lowerRows + upperRows;
    long projection = 2L * inputs * features;
    // forward, and gradient in the scaled inputs
    long products = 2 * projection * rows + heads(2 * features, lowerRows, upperRows, outputs);
    return new Arithmetic(mega(products), 2L * features * rows);
  }

  /**
   * The gradient of a loss in the weights of a network.
   *
   * @param layers widths from the input to the scores
   * @param rows of all tasks
   */
  public static Arithmetic gradient(int[] layers, long rows) {
    return new Arithmetic(mega(2 * gradientPerRow(layers) * rows), 0);
  }

  /**
   * Compositional training: the gradient of one loss at u_i, the gradient of another at w, and the
   * product of its Hessian with a vector. With the vector each layer makes two products where the
   * gradient makes one, the first layer apart, whose rows do not move.
   */
  public static Arithmetic compositional(int[] layers, long rows) {
    long product = 6 * weights(layers) - 4 * first(layers);
    return new Arithmetic(mega(2 * (2 * gradientPerRow(layers) + product) * rows), 0);
  }

  /** Forwards, gradient in the weights, and gradient in the rows of every layer but the first. */
  private static long gradientPerRow(int[] layers) {
    return 3 * weights(layers) - first(layers);
  }

  private static long weights(int[] layers) {
    long weights = 0;
    for (int l = 1; l < layers.length; l++) {
      weights += (long) layers[l - 1] * layers[l];
    }
    return weights;
  }

  private static long first(int[] layers) {
    return (long) layers[0] * layers[1];
  }

  private static long heads(int width, long lowerRows, long upperRows, int outputs) {
    return 2L
        * width
        * outputs
        * (LOWER_HEAD_PRODUCTS * lowerRows + UPPER_HEAD_PRODUCTS * upperRows);
  }

  private static double mega(long operations) {
    return operations / 1e6;
  }
}
