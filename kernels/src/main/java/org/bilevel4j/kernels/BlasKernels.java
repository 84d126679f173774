package org.bilevel4j.kernels;

import dev.ludovic.netlib.blas.NativeBLAS;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Products by an installed BLAS library, everything else as {@code base} does it. Bits of products
 * are those of the library: they repeat for the same library, environment and shapes, but the rows
 * of a range need not equal the rows of the whole.
 */
public final class BlasKernels implements Kernels {

  /** The library's own announcements; held here, since loggers are collected otherwise. */
  private static final Logger QUIET = Logger.getLogger("dev.ludovic.netlib.blas.InstanceBuilder");

  private final NativeBLAS blas;
  private final Kernels base;

  private BlasKernels(NativeBLAS blas, Kernels base) {
    this.blas = blas;
    this.base = base;
  }

  /**
   * Kernels on the installed library.
   *
   * @param base what does everything but dense products
   * @throws IllegalArgumentException if no library can be loaded
   */
  public static BlasKernels on(Kernels base) {
    QUIET.setLevel(Level.OFF);
    try {
      return new BlasKernels(NativeBLAS.getInstance(), base);
    } catch (RuntimeException | LinkageError e) {
      throw new IllegalArgumentException(
          "kernels: 'blas' found no native BLAS library."
              + " Hint: install libopenblas0, or use -Dkernels=vector.",
          e);
    }
  }

  @Override
  public String name() {
    String coreType = System.getenv("OPENBLAS_CORETYPE");
    return "blas:"
        + library()
        + (coreType == null ? "" : "/" + coreType.toLowerCase(Locale.ROOT))
        + "+"
        + base.name();
  }

  /** The library's file, or native where the system does not tell. */
  private static String library() {
    String loaded = loadedLibrary();
    return loaded == null ? "native" : loaded;
  }

  /** The mapped file whose name speaks of blas, where the system lists mapped files. */
  private static @Nullable String loadedLibrary() {
    Path maps = Path.of("/proc/self/maps");
    if (!Files.isReadable(maps)) {
      return null;
    }
    try (var lines = Files.lines(maps)) {
      return lines
          .filter(line -> line.contains("/"))
          .map(line -> line.substring(line.lastIndexOf('/') + 1))
          .filter(file -> file.startsWith("lib") && file.contains("blas") && file.contains(".so"))
          .filter(file -> !file.contains("netlib"))
          .sorted()
          .findFirst()
          .orElse(null);
    } catch (IOException | UncheckedIOException e) {
      return null;
    }
  }

  @Override
  public void gemm(Op opA, Op opB, double alpha, Mat a, Mat b, double beta, Mat c) {
    MatChecks.gemm(opA, opB, a, b, c);
    int m = c.rows();
    int n = c.cols();
    int k = opA == Op.N ? a.cols() : a.rows();
    if (m == 0 || n == 0) {
      return;
    }
    if (k == 0 || alpha == 0) {
      RowOps.beta(beta, c);
      return;
    }
    int lda = Math.max(1, a.stride());
    int ldb = Math.max(1, b.stride());
    // Row-major C = op(A) op(B) is column-major C^T = op(B)^T op(A)^T on the same arrays.
    if (c.precision() == Precision.FLOAT64) {
      blas.dgemm(
          opB.name(),
          opA.name(),
          n,
          m,
          k,
          alpha,
          b.doubles(),
          b.offset(),
          ldb,
          a.doubles(),
          a.offset(),
          lda,
          beta,
          c.doubles(),
          c.offset(),
          c.stride());
    } else {
      blas.sgemm(
          opB.name(),
          opA.name(),
          n,
          m,
          k,
          (float) alpha,
          b.floats(),
          b.offset(),
          ldb,
          a.floats(),
          a.offset(),
          lda,
          (float) beta,
          c.floats(),
          c.offset(),
          c.stride());
    }
  }

  @Override
  public void applyRange(Func f, Mat x, int s, Mat y, int t, int n) {
    base.applyRange(f, x, s, y, t, n);
  }

  @Override
  public void biasActivate(Activation f, Mat z, Mat bias) {
    base.biasActivate(f, z, bias);
  }

  @Override
  public void activateBackward(Activation f, Mat output, Mat g) {
    base.activateBackward(f, output, g);
  }

  @Override
  public void columnSums(double alpha, Mat a, double beta, Mat sums) {
    base.columnSums(alpha, a, beta, sums);
  }

  @Override
  public void axpy(double alpha, Mat x, Mat y) {
    base.axpy(alpha, x, y);
  }
}
