package org.bilevel4j.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class KernelChoiceTest {

  @Test
  void should_take_vector_kernels_by_default_where_the_module_is_present() {
    assertThat(KernelChoice.byName("auto")).isInstanceOf(VectorKernels.class);
    assertThat(KernelChoice.byName("auto").name()).startsWith("vector-").contains("/f32x");
    assertThat(KernelChoice.byName("plain").name()).isEqualTo("plain");
  }

  @Test
  void should_list_known_names_when_the_name_is_unknown() {
    assertThatThrownBy(() -> KernelChoice.byName("fast"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'fast'")
        .hasMessageContaining("plain, vector, blas, auto");
  }

  @Test
  void should_have_one_choice_for_the_process_and_a_hint_only_for_unasked_plain_kernels() {
    assertThat(Kernels.current()).isSameAs(Kernels.current());
    boolean fellBack = Kernels.current() instanceof PlainKernels;
    assertThat(Kernels.hint().isEmpty())
        .isEqualTo(!fellBack || System.getProperty("kernels") != null);
  }

  @Test
  void should_multiply_by_the_installed_library_or_say_what_to_install() {
    Kernels blas;
    try {
      blas = KernelChoice.byName("blas");
    } catch (IllegalArgumentException missing) {
      assertThat(missing).hasMessageContaining("Hint: install");
      return;
    }
    assertThat(blas.name()).startsWith("blas:");
    SplittableRandom random = new SplittableRandom(4);
    for (Precision p : Precision.values()) {
      for (Op opA : Op.values()) {
        for (Op opB : Op.values()) {
          Mat a =
              opA == Op.N ? Samples.random(random, p, 7, 5, 1) : Samples.random(random, p, 5, 7, 1);
          Mat b =
              opB == Op.N ? Samples.random(random, p, 5, 9, 2) : Samples.random(random, p, 9, 5, 2);
          Mat c = Samples.random(random, p, 7, 9, 3);
          Mat expected = c.copy(p);
          blas.gemm(opA, opB, 1.5, a, b, 0.5, c);
          Kernels.plain().gemm(opA, opB, 1.5, a, b, 0.5, expected);
          for (int i = 0; i < 7; i++) {
            for (int j = 0; j < 9; j++) {
              assertThat(c.get(i, j)).isEqualTo(expected.get(i, j), within(1e-5));
            }
          }
        }
      }
    }
  }

  @Test
  void should_warm_up_within_its_limit() {
    long start = System.nanoTime();
    Kernels.plain().warmUp();
    assertThat(System.nanoTime() - start).isLessThan(20_000_000_000L);
  }
}
