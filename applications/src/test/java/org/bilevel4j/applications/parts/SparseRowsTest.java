package org.bilevel4j.applications.parts;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.bilevel4j.datasets.libsvm.LibSvmTable;
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

class SparseRowsTest {
  private static final int COLUMNS = 123;

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
  private static LibSvmTable a9a() {
    Optional<Path> file =
        Optional.ofNullable(System.getenv("BILEVEL4J_DATA")).stream()
            .flatMap(d -> Stream.of(Path.of(d), Path.of(d, "a9a"), Path.of(d, "binary")))
            .map(d -> d.resolve("a9a.libsvm.gz"))
            .filter(Files::isReadable)
            .findFirst();
    Assumptions.assumeTrue(
        file.isPresent(), "BILEVEL4J_DATA names no directory that holds a9a.libsvm.gz");
    return LibSvmTable.read(file.orElseThrow(), COLUMNS);
  }

  private static CsrRows dealt(LibSvmTable table, int first, int limit) {
    return new CsrRows(
        COLUMNS,
        table.starts(),
        table.columnOf(),
        table.values(),
        table.targets(),
        table.deal(4, first, limit));
  }

  @Test
  void should_learn_a9a_from_its_entries() {
    // GIVEN four tasks on the sparse rows of a9a
    LibSvmTable table = a9a();
    assertThat(table.rows()).isEqualTo(32_561);
    CsrRows lower = dealt(table, 0, 24_000);
    CsrRows upper = dealt(table, 24_000, 32_000);
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
