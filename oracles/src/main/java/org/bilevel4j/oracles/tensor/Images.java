package org.bilevel4j.oracles.tensor;

import org.bilevel4j.core.util.Args;
import org.bilevel4j.core.util.UserError;

/**
 * The layout of images in the rows of a tensor, and what convolutional networks do with them. Entry
 * (y * width + x) * channels + c of a row is channel c of the pixel at (x, y).
 *
 * @param height pixels, at least 1
 * @param width pixels, at least 1
 * @param channels at least 1
 */
public record Images(int height, int width, int channels) {
  private static final int OUTSIDE = -1;

  /** Checks the sizes. */
  public Images {
    Args.atLeast(1, height, "height of images");
    Args.atLeast(1, width, "width of images");
    Args.atLeast(1, channels, "channels of images");
  }

  /** Numbers in a row. */
  public int size() {
    return height * width * channels;
  }

  /** A window that slides over images. */
  private record Window(int size, int stride, int padding) {
    int positions(int length) {
      int room = length + 2 * padding - size;
      if (size < 1 || stride < 1 || padding < 0 || room < 0) {
        throw new UserError(
            "images: a window of "
                + size
                + " with stride "
                + stride
                + " and padding "
                + padding
                + " does not fit a side of "
                + length
                + ".",
            "a window within the padded image, stride at least 1, padding at least 0.");
      }
      return room / stride + 1;
    }
  }

  /** The layout after a convolution. */
  public Images convolved(int kernels, int size, int stride, int padding) {
    Window w = new Window(size, stride, padding);
    return new Images(w.positions(height), w.positions(width), kernels);
  }

  /**
   * A 2-d convolution (cross-correlation, as in deep learning) with square kernels and zeros
   * outside.
   *
   * @param images n x {@link #size}
   * @param kernels (size * size * channels) x number of kernels; row (dy * size + dx) * channels +
   *     c weighs channel c of the pixel at (dx, dy) of the window
   * @param size side of a kernel
   * @param stride distance between windows
   * @param padding zeros on every side
   * @return n x size of {@link #convolved}
   */
  public Tensor convolve(Tensor images, Tensor kernels, int size, int stride, int padding) {
    Window w = new Window(size, stride, padding);
    int patch = size * size * channels;
    int positions = w.positions(height) * w.positions(width);
    int[] from = new int[positions * patch];
    int at = 0;
    for (int p = 0; p < positions; p++) {
      for (int d = 0; d < size * size; d++) {
        for (int c = 0; c < channels; c++) {
          from[at++] = source(w, p, d, c);
        }
      }
    }
    Tensor products = images.pickColumns(from).reshape(patch).matmul(kernels);
    return products.reshape(positions * kernels.node().shape().cols().fixed("convolve"));
  }

  /** The entry of a row that offset d of window p sees in channel c; -1 outside. */
  private int source(Window w, int p, int d, int c) {
    int across = w.positions(width);
    int y = p / across * w.stride - w.padding + d / w.size;
    int x = p % across * w.stride - w.padding + d % w.size;
    boolean inside = y >= 0 && y < height && x >= 0 && x < width;
    return inside ? (y * width + x) * channels + c : OUTSIDE;
  }

  /** The layout after pooling. */
  public Images pooled(int size, int stride) {
    return convolved(channels, size, stride, 0);
  }

  /** The largest value of each window and channel: n x size of {@link #pooled}. */
  public Tensor maxPool(Tensor images, int size, int stride) {
    return windows(images, size, stride).rowMax().reshape(pooled(size, stride).size());
  }

  /** The mean of each window and channel: n x size of {@link #pooled}. */
  public Tensor averagePool(Tensor images, int size, int stride) {
    return windows(images, size, stride).meanOverColumns().reshape(pooled(size, stride).size());
  }

  /** A row for each window and channel. */
  private Tensor windows(Tensor images, int size, int stride) {
    Window w = new Window(size, stride, 0);
    int positions = w.positions(height) * w.positions(width);
    int[] from = new int[positions * channels * size * size];
    int at = 0;
    for (int p = 0; p < positions; p++) {
      for (int c = 0; c < channels; c++) {
        for (int d = 0; d < size * size; d++) {
          from[at++] = source(w, p, d, c);
        }
      }
    }
    return images.pickColumns(from).reshape(size * size);
  }

  /**
   * Each channel minus its mean over the pixels of the batch, over its standard deviation (Ioffe
   * and Szegedy 2015, without scale and shift); derivatives flow through both.
   *
   * @param epsilon added to the variance, above 0
   */
  public Tensor standardised(Tensor images, double epsilon) {
    return images.reshape(channels).standardised(epsilon).reshape(size());
  }
}
