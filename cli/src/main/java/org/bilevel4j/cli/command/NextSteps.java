package org.bilevel4j.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bilevel4j.cli.command.NewCommand.What;

/** What to type after {@code bilevel4j new}. */
final class NextSteps {
  private static final String TEST =
      "./mvnw -q -Dquick test -am -Dsurefire.failIfNoSpecifiedTests=false ";
  private static final String OWN = " --set file=ROWS.csv --set target=COLUMN";

  private NextSteps() {}

  static List<String> inside(What what, String name) {
    String file = "./bilevel4j run experiments/" + name + ".yaml";
    return switch (what) {
      case SOLVER ->
          List.of(
              TEST + "-pl solvers -Dtest=SolverContractTest",
              TEST + "-pl docs -Dtest=SolversPageTest -Ddocs.write      # docs/SOLVERS.md",
              file,
              "After a change of its steps, its golden trace:",
              TEST
                  + "-pl solvers -Dtest=SolverContractTest"
                  + " -Dgolden.write=src/test/resources/golden");
      case APPLICATION ->
          List.of("./bilevel4j check " + name, file, "On rows of yours:", file + OWN);
      default -> List.of(TEST + "-pl eval", "./bilevel4j describe " + name);
    };
  }

  static List<String> outside(What what, String name, Path project) {
    String maven = "./mvnw -q -f " + project.resolve("pom.xml");
    String program = "BILEVEL4J_PLUGINS='" + project.resolve("target") + "/*' ./bilevel4j ";
    List<String> steps =
        new ArrayList<>(
            List.of(
                "./mvnw -q -Dquick -Dmaven.test.skip=true install"
                    + " -pl '!docs,!integration-tests,!benchmarks'"
                    + "      # in the checkout of Bilevel4J, once",
                maven + " package"));
    switch (what) {
      case METRIC -> steps.add(program + "describe " + name);
      case APPLICATION ->
          steps.addAll(
              List.of(
                  program + "check " + name,
                  program + "run " + name,
                  "On rows of yours:",
                  program + "run " + name + OWN));
      default ->
          steps.addAll(
              List.of(
                  program + "run " + name,
                  "After a change of a solver's steps, its golden trace:",
                  maven + " test -Dgolden.write=src/test/resources/golden"));
    }
    return steps;
  }
}
