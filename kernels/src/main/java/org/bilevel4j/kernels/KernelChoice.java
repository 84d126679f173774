package org.bilevel4j.kernels;

import java.util.Locale;

/**
 * Chooses the kernels of the process once: system property {@code kernels}, else environment
 * variable {@code BILEVEL4J_KERNELS}, is one of {@code plain}, {@code vector}, {@code blas} or
 * {@code auto} (the default), which takes the Vector API kernels where the module {@code
 * jdk.incubator.vector} is present, else an installed BLAS, else plain Java.
 */
public final class KernelChoice {

  private static final String CURE =
      "plain Java kernels are in use, which are several times slower than this machine allows."
          + " Hint: start with the launcher, or add --add-modules jdk.incubator.vector.";

  private KernelChoice() {}

  private static final class Holder {
    static final String ASKED = asked();
    static final Kernels KERNELS = byName(ASKED);
  }

  static Kernels current() {
    return Holder.KERNELS;
  }

  static String hint() {
    return Holder.ASKED.equals("auto") && Holder.KERNELS instanceof PlainKernels ? CURE : "";
  }

  private static String asked() {
    String property = System.getProperty("kernels");
    String value = property != null ? property : System.getenv("BILEVEL4J_KERNELS");
    return value == null || value.isBlank() ? "auto" : value.trim().toLowerCase(Locale.ROOT);
  }

  /**
   * The kernels of a name.
   *
   * @param name plain, vector, blas or auto
   * @throws IllegalArgumentException for another name, or where the kernels are not available
   */
  public static Kernels byName(String name) {
    return switch (name) {
      case "plain" -> PlainKernels.INSTANCE;
      case "vector" -> vector();
      case "blas" -> BlasKernels.on(base());
      case "auto" -> vectorPresent() ? vector() : blasOrPlain();
      default ->
          throw new IllegalArgumentException(
              "kernels: unknown name '" + name + "', known: plain, vector, blas, auto.");
    };
  }

  private static boolean vectorPresent() {
    return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
  }

  private static Kernels vector() {
    if (!vectorPresent()) {
      throw new IllegalArgumentException(
          "kernels: 'vector' needs the module jdk.incubator.vector, which is not there."
              + " Hint: start with the launcher, or add --add-modules jdk.incubator.vector.");
    }
    return new VectorKernels();
  }

  private static Kernels base() {
    return vectorPresent() ? vector() : PlainKernels.INSTANCE;
  }

  /** An installed BLAS, else plain kernels; a missing library leads to {@link Kernels#hint}. */
  private static Kernels blasOrPlain() {
    try {
      return BlasKernels.on(PlainKernels.INSTANCE);
    } catch (IllegalArgumentException none) {
      return PlainKernels.INSTANCE;
    }
  }
}
