package org.bilevel4j.applications.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bilevel4j.applications.PlainDescent;
import org.bilevel4j.applications.Slopes;
import org.bilevel4j.core.problem.Batch;
import org.bilevel4j.core.set.ConvexSet;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.kernels.Activation;
import org.bilevel4j.kernels.Precision;
import org.bilevel4j.oracles.analytic.SharedEmbedding;
import org.bilevel4j.oracles.analytic.SharedEmbeddingProblem;
import org.bilevel4j.oracles.heads.HeadShape;
import org.bilevel4j.oracles.heads.LogisticLoss;
import org.bilevel4j.oracles.heads.RidgePenalty;
import org.bilevel4j.oracles.network.CsrRows;
import org.bilevel4j.oracles.network.Mlp;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LibSvmRowsTest {
  private static final int COLUMNS = 123;

  @TempDir Path folder;

  private LibSvmRows table(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("t.libsvm"), text);
    return LibSvmRows.read(file, 5);
  }

  @Test
  void should_deal_the_rows_of_a_file_to_tasks() throws IOException {
    LibSvmRows table = table("+1 1:0.5 3:2\n-1\n-1 5:1\n+1 2:-1 3:1 4:1\n");

    CsrRows rows = table.deal(2, 0, 3);

    assertThat(table.rows()).isEqualTo(4);
    assertThat(table.entries()).isEqualTo(6);
    assertThat(rows.columns()).isEqualTo(5);
    assertThat(rows.mostEntries()).isEqualTo(3);
    assertThat(rows.rows(0).count()).isEqualTo(2); // rows 0 and 2
    assertThat(rows.rows(1).count()).isEqualTo(1); // row 1
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "+1 2:1 2:3, line 1 ('+1 2:1 2:3'): '2:3' needs a column from 3 to 5.",
        "+1 6:1, '6:1' needs a column from 1 to 5.",
        "+1 0:1, '0:1' needs a column from 1 to 5.",
        "+1 7, '7' needs a column from 1 to 5.",
        "yes 1:1, 'yes' is not a number.",
        "+1 1:NaN, 'NaN' is not finite."
      })
  void should_name_file_and_line_of_what_does_not_fit(String line, String message) {
    assertThatThrownBy(() -> table(line + "\n"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("t.libsvm")
        .hasMessageContaining(message);
  }

  private static SharedEmbeddingProblem network(Precision precision, CsrRows lower, CsrRows upper) {
    Mlp net = Mlp.of(true, Activation.TANH, COLUMNS, 8);
    return new SharedEmbeddingProblem(
        new SharedEmbedding(
            "a9a",
            4,
            net,
            new HeadShape(net.features(), 1, true),
            new LogisticLoss(),
            new RidgePenalty(0.01, 0.01),
            lower,
            upper,
            ConvexSet.all(),
            0,
            precision,
            List.of(net.parameters()),
            Map.of()));
  }

  /** a9a of LIBSVM's collection: 32,561 rows, 123 columns, 14 entries in a row at most. */
  private static LibSvmRows a9a() throws IOException {
    Optional<Path> file =
        Optional.ofNullable(System.getenv("BILEVEL4J_DATA")).stream()
            .flatMap(d -> Stream.of(Path.of(d), Path.of(d, "a9a"), Path.of(d, "binary")))
            .map(d -> d.resolve("a9a.libsvm.gz"))
            .filter(Files::isReadable)
            .findFirst();
    Assumptions.assumeTrue(
        file.isPresent(), "BILEVEL4J_DATA names no directory that holds a9a.libsvm.gz");
    return LibSvmRows.read(file.orElseThrow(), COLUMNS);
  }

  @Test
  void should_learn_a9a_from_its_entries() throws IOException {
    // GIVEN four tasks on the sparse rows of a9a
    LibSvmRows table = a9a();
    assertThat(table.rows()).isEqualTo(32_561);
    CsrRows lower = table.deal(4, 0, 24_000);
    CsrRows upper = table.deal(4, 24_000, 32_000);
    assertThat(lower.mostEntries()).isEqualTo(14);

    Slopes.check(network(Precision.FLOAT64, lower, upper), Batch.of(8));
    PlainDescent descent = new PlainDescent(network(Precision.FLOAT32, lower, upper));
    double before = descent.loss();
    descent.run(500, 32, 32, 0.1, 0.5);

    // THEN the loss falls below the entropy of the class shares, 0.552
    assertThat(before).isGreaterThan(0.6);
    assertThat(descent.loss()).isLessThan(0.5);
  }
}
