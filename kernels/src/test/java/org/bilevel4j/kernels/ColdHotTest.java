package org.bilevel4j.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bits before and after JIT compilation: a process that only interprets against a hot one. */
class ColdHotTest {

  /** Prints the hash of all operations; the argument is the name of the kernels. */
  public static void main(String[] args) {
    System.out.println("hash " + hash(KernelChoice.byName(args[0])));
  }

  private static long hash(Kernels kernels) {
    long hash = 17;
    for (Precision precision : Precision.values()) {
      SplittableRandom random = new SplittableRandom(7);
      Mat x = Samples.random(random, precision, 13, 70, 0);
      Mat w = Samples.random(random, precision, 70, 53, 0);
      Mat z = Mat.zeros(precision, 13, 53);
      kernels.gemm(Op.N, Op.N, 0.3, x, w, 0, z);
      kernels.biasActivate(Activation.SOFTPLUS, z, w.rowRange(3, 4));
      kernels.gemm(Op.T, Op.N, 1, x, z, 0.5, w);
      kernels.gemm(Op.N, Op.T, -1, z, w, 1, x);
      kernels.gemm(Op.N, Op.N, 1, x, w.colRange(0, 2), 0, z.colRange(0, 2));
      kernels.activateBackward(Activation.TANH, z, z);
      for (Func f : Func.values()) {
        Mat y = Mat.zeros(precision, 13, 53);
        kernels.apply(f, z, y);
        hash = mix(hash, y);
      }
      double[] losses = new double[13];
      kernels.softmaxCrossEntropy(z, new int[13], 0, 0.1, losses, 0);
      kernels.columnSums(0.7, z, 0, w.rowRange(0, 1));
      hash = mix(mix(mix(hash, z), w), Mat.column(losses));
    }
    return hash;
  }

  private static long mix(long hash, Mat m) {
    for (long bits : Samples.bits(m)) {
      hash = 31 * hash + bits;
    }
    return hash;
  }

  private static String cold(String name) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xint");
    command.add("--add-modules");
    command.add("jdk.incubator.vector");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(ColdHotTest.class.getName());
    command.add(name);
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(out).isZero();
    return out.substring(out.indexOf("hash ")).trim();
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "vector"})
  void should_give_the_same_bits_interpreted_and_after_many_calls(String name) throws Exception {
    Kernels kernels = KernelChoice.byName(name);
    String cold = cold(name);
    long first = hash(kernels);
    for (int i = 0; i < 1_500; i++) {
      assertThat(hash(kernels)).isEqualTo(first);
    }
    assertThat("hash " + first).isEqualTo(cold);
  }
}
