package org.bilevel4j.datasets.image;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.bilevel4j.core.util.Args;

/**
 * Square images of one size: another image is brought to it by averages over areas, each plane
 * row-major, grey or red, green and blue.
 *
 * @param side height and width in pixels, at least 1
 * @param colour whether there are three planes instead of one
 */
public record PixelGrid(int side, boolean colour) {
  private static final long MOST_PIXELS = 1L << 26;
  private static final int MOST_SIDE = 1 << 10;

  /** Checks the side. */
  public PixelGrid {
    Args.atLeast(1, side, "side of an image");
    Args.atMost(MOST_SIDE, side, "side of an image");
  }

  /** Number of pixels of all planes. */
  public int length() {
    return planes() * side * side;
  }

  private int planes() {
    return colour ? 3 : 1;
  }

  /**
   * Decodes an image.
   *
   * @param file content of a file that the JDK reads, for instance PNG or JPEG
   * @param out receives {@link #length()} bytes from {@code offset} on; modified
   * @param offset first place in {@code out}
   * @return false if it is no image, or one of more than 64 million pixels
   */
  boolean decode(byte[] file, byte[] out, int offset) {
    Optional<BufferedImage> read = read(file);
    if (read.isEmpty()) {
      return false;
    }
    BufferedImage image = read.get();
    for (int plane = 0; plane < planes(); plane++) {
      int[] samples = samples(image, plane);
      shrink(samples, image.getWidth(), image.getHeight(), out, offset + plane * side * side);
    }
    return true;
  }

  private static Optional<BufferedImage> read(byte[] file) {
    try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(file))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        return Optional.empty();
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in);
        boolean fits = (long) reader.getWidth(0) * reader.getHeight(0) <= MOST_PIXELS;
        return fits ? Optional.of(reader.read(0)) : Optional.empty();
      } finally {
        reader.dispose();
      }
    } catch (IOException | RuntimeException e) { // readers throw both on damaged files
      return Optional.empty();
    }
  }

  /** One plane in 0..255; a grey image is the same in all. */
  private int[] samples(BufferedImage image, int plane) {
    int width = image.getWidth();
    int[] out = new int[width * image.getHeight()];
    Raster raster = image.getRaster();
    boolean grey = raster.getNumBands() <= 2 && !(image.getColorModel() instanceof IndexColorModel);
    if (grey) { // getRGB would bend grey values
      raster.getSamples(0, 0, width, image.getHeight(), 0, out);
      int shift = image.getColorModel().getComponentSize(0) - 8;
      for (int k = 0; k < out.length; k++) {
        out[k] = shift >= 0 ? out[k] >> shift : out[k] * 255 / ((1 << (8 + shift)) - 1);
      }
      return out;
    }
    image.getRGB(0, 0, width, image.getHeight(), out, 0, width);
    for (int k = 0; k < out.length; k++) {
      int r = out[k] >> 16 & 0xff;
      int g = out[k] >> 8 & 0xff;
      int b = out[k] & 0xff;
      out[k] =
          colour
              ? (plane == 0 ? r : plane == 1 ? g : b)
              : (299 * r + 587 * g + 114 * b + 500) / 1000;
    }
    return out;
  }

  private void shrink(int[] in, int width, int height, byte[] out, int offset) {
    if (width == side && height == side) {
      for (int k = 0; k < in.length; k++) {
        out[offset + k] = (byte) in[k];
      }
      return;
    }
    double high = (double) height / side;
    double wide = (double) width / side;
    for (int i = 0; i < side; i++) {
      for (int j = 0; j < side; j++) {
        double sum = 0;
        for (int y = (int) (i * high); y < Math.min(height, (i + 1) * high); y++) {
          double part = overlap(y, i * high, (i + 1) * high);
          for (int x = (int) (j * wide); x < Math.min(width, (j + 1) * wide); x++) {
            sum += part * overlap(x, j * wide, (j + 1) * wide) * in[y * width + x];
          }
        }
        out[offset + i * side + j] = (byte) Math.round(sum / (high * wide));
      }
    }
  }

  private static double overlap(int pixel, double from, double to) {
    return Math.min(pixel + 1, to) - Math.max(pixel, from);
  }
}
