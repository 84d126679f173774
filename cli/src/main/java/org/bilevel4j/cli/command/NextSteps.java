package org.bilevel4j.cli.command;

import java.nio.file.Path;
import java.util.List;

/** What to type after {@code bilevel4j new}. */
final class NextSteps {
  private static final String TEST =
      "./mvnw -q -Dquick test -am -Dsurefire.failIfNoSpecifiedTests=false ";

  private NextSteps() {}

  static List<String> inside(boolean solver, String name) {
    return solver
        ? List.of(
            TEST + "-pl solvers -Dtest=SolverContractTest",
            TEST + "-pl docs -Dtest=SolversPageTest -Ddocs.write      # docs/SOLVERS.md",
            "./bilevel4j run experiments/" + name + ".yaml",
            "After a change of its steps, its golden trace:",
            TEST + "-pl solvers -Dtest=SolverContractTest -Dgolden.write=src/test/resources/golden")
        : List.of(TEST + "-pl eval", "./bilevel4j describe " + name);
  }

  static List<String> outside(Path project, String use) {
    return List.of(
        "./mvnw -q -Dquick -DskipTests install      # in the checkout of Bilevel4J, once",
        "./mvnw -q -f " + project.resolve("pom.xml") + " package",
        "mkdir -p plugins && cp " + project.resolve("target") + "/*.jar plugins/",
        "./bilevel4j " + use,
        "After a change of a solver's steps, its golden trace:",
        "./mvnw -q -f "
            + project.resolve("pom.xml")
            + " test -Dgolden.write=src/test/resources/golden");
  }
}
