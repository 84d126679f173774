package org.bilevel4j.integration;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who may use whom, and what core and solvers may not touch; docs/ARCHITECTURE.md says why. */
class ArchitectureTest {
  private static final String ROOT = "org.bilevel4j.";
  private static JavaClasses all;

  @BeforeAll
  static void read() {
    all =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.bilevel4j");
    org.assertj.core.api.Assertions.assertThat(all.size()).isGreaterThan(100);
  }

  private static void uses(String module, String... others) {
    String[] allowed = new String[others.length + 1];
    allowed[0] = ROOT + module + "..";
    for (int i = 0; i < others.length; i++) {
      allowed[i + 1] = ROOT + others[i] + "..";
    }
    ArchRule rule =
        noClasses()
            .that()
            .resideInAPackage(ROOT + module + "..")
            .should()
            .dependOnClassesThat(
                com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage(
                        "org.bilevel4j..")
                    .and(
                        com.tngtech.archunit.base.DescribedPredicate.not(
                            com.tngtech.archunit.core.domain.JavaClass.Predicates
                                .resideInAnyPackage(allowed))))
            .because("module " + module + " may use " + String.join(", ", others) + " only");
    rule.allowEmptyShould(true).check(all);
  }

  @Test
  void should_keep_module_directions() {
    uses("kernels");
    uses("core");
    uses("quadratic", "core");
    uses("oracles", "core", "kernels");
    uses("solvers", "core");
    uses("datasets", "core");
    uses("molecules", "core", "datasets");
    uses("applications", "core", "quadratic", "oracles", "datasets", "kernels");
    uses("eval", "core");
    uses("testkit", "core", "quadratic");
    uses("tribuo", "core", "solvers", "datasets", "applications");
  }

  @Test
  void should_have_no_circles_of_packages() {
    SlicesRuleDefinition.slices()
        .matching("(org.bilevel4j..)")
        .should()
        .beFreeOfCycles()
        .check(all);
  }

  @Test
  void should_give_one_name_to_one_thing() {
    Map<String, Long> uses =
        all.stream()
            .filter(c -> c.isTopLevelClass() && !c.getSimpleName().equals("package-info"))
            .collect(Collectors.groupingBy(JavaClass::getSimpleName, Collectors.counting()));
    assertThat(uses).allSatisfy((name, count) -> assertThat(count).as(name).isEqualTo(1));
  }

  @Test
  void should_wire_with_guice_in_wiring_packages_and_the_command_line_alone() {
    noClasses()
        .that()
        .resideOutsideOfPackages("..wiring..", ROOT + "cli..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.google.inject..", "jakarta.inject..")
        .check(all);
  }

  @Test
  void should_meet_tribuo_at_the_border_alone() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + "datasets..", ROOT + "tribuo..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.tribuo..", "com.oracle.labs..")
        .check(all);
  }

  @Test
  void should_meet_chemistry_in_molecules_alone() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + "molecules..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.openscience..")
        .check(all);
  }

  @Test
  void should_draw_random_numbers_by_key_alone() {
    noClasses()
        .that()
        .resideInAnyPackage(
            ROOT + "core..",
            ROOT + "solvers..",
            ROOT + "oracles..",
            ROOT + "applications..",
            ROOT + "datasets..",
            ROOT + "molecules..",
            ROOT + "eval..",
            ROOT + "tribuo..")
        .should()
        .dependOnClassesThat()
        .haveNameMatching(
            "java\\.util\\.(Random|SplittableRandom|concurrent\\.ThreadLocalRandom|random\\..*)")
        .orShould()
        .callMethod(Math.class, "random")
        .check(all);
  }

  @Test
  void should_keep_clocks_logs_and_parallel_streams_out_of_core_and_solvers() {
    noClasses()
        .that()
        .resideInAnyPackage(ROOT + "core..", ROOT + "solvers..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.logging..", "org.slf4j..", "java.util.logging..")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .dependOnClassesThat()
        .haveNameMatching("java\\.time\\..*Clock")
        .check(all);
    noClasses()
        .that()
        .resideInAnyPackage(ROOT + "core..", ROOT + "solvers..")
        .and()
        .doNotHaveFullyQualifiedName(ROOT + "core.run.Run")
        .and()
        .doNotHaveFullyQualifiedName(ROOT + "core.run.RunClock")
        .should()
        .callMethod(System.class, "nanoTime")
        .because("the engine alone measures time")
        .check(all);
    noClasses().should().callMethod(java.util.Collection.class, "parallelStream").check(all);
  }

  @Test
  void should_hold_no_mutable_static_state_in_core_and_solvers() {
    fields()
        .that()
        .areDeclaredInClassesThat()
        .resideInAnyPackage(ROOT + "core..", ROOT + "solvers..")
        .and()
        .areStatic()
        .should()
        .beFinal()
        .check(all);
  }

  @Test
  void should_have_solvers_that_are_records_of_their_parameters() {
    classes()
        .that()
        .implement(ROOT + "core.solver.Solver")
        .should()
        .beAssignableTo(Record.class)
        .check(all);
  }
}
