package org.bilevel4j.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bilevel4j.core.catalogue.Basis;
import org.bilevel4j.core.catalogue.Catalogue;
import org.bilevel4j.core.solver.Solver;
import org.junit.jupiter.api.Test;

class SolversPageTest {
  private static final String REWRITE =
      "./mvnw -q -Dquick test -pl docs -am -Dtest=SolversPageTest -Ddocs.write"
          + " -Dsurefire.failIfNoSpecifiedTests=false";

  @Test
  void should_be_what_the_catalogue_says() throws IOException {
    Path page = Path.of("SOLVERS.md");
    String text = SolversPage.text();
    if (System.getProperty("docs.write") != null) {
      Files.writeString(page, text);
    }

    assertThat(page).as("to be written by: %s", REWRITE).exists();
    assertThat(Files.readString(page))
        .as("docs/SOLVERS.md is stale; rewrite it with: %s", REWRITE)
        .isEqualTo(text);
  }

  @Test
  void should_mark_what_is_rebuilt_and_what_is_ours() {
    for (String name : new String[] {"fosl", "memcs"}) {
      assertThat(Catalogue.load(Solver.KIND).get(name).basis()).isEqualTo(Basis.RECONSTRUCTION);
    }
    assertThat(SolversPage.text())
        .contains("| [fosl](#fosl) | yes | yes | yes | yes |", "basis: **reconstruction**");
  }
}
