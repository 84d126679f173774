package org.bilevel4j.cli.scaffold;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bilevel4j.cli.provenance.ProgramVersion;
import org.bilevel4j.core.util.UserError;

/** Skeletons of solvers, metrics, applications and plug-ins, whole with experiment and tests. */
public final class Scaffold {
  private static final Pattern PACKAGE =
      Pattern.compile("<bilevel4j\\.package>\\s*([\\w.]+)\\s*</bilevel4j\\.package>");
  private static final String REACHES = "mean 4e-15";
  private static final String INDEX = "META-INF/bilevel4j/experiments";

  private final FilePlan files = new FilePlan();

  /** A Maven project with a solver, a metric, an experiment and their tests. */
  public List<Path> plugin(NewName name, Path folder) {
    addProject(name, folder);
    addSolver(name, folder, name.packageName());
    addMetric(name.metric(), folder, name.packageName());
    return files.write();
  }

  /** A solver in a plug-in's project. */
  public List<Path> solver(NewName name, Path folder) {
    addSolver(name, folder, packageOf(folder));
    return files.write();
  }

  /** A metric in a plug-in's project. */
  public List<Path> metric(NewName name, Path folder) {
    addMetric(name, folder, packageOf(folder));
    return files.write();
  }

  /** An application on a CSV file in a plug-in's project, which is made where there is none. */
  public List<Path> application(NewName name, Path folder) {
    boolean fresh = !Files.exists(folder.resolve("pom.xml"));
    String home = fresh ? name.packageName() : packageOf(folder);
    if (fresh) {
      addProject(name, folder);
    }
    addPackage(folder, home);
    Templates sample = application(name, home, folder.resolve("src/main"), test(folder, home));
    addExperiment(name, folder, sample.text("application.yaml"));
    return files.write();
  }

  /** A solver in a checkout of Bilevel4J, with its rows in the error table and the book. */
  public List<Path> solverInside(NewName name, Path checkout) {
    String home = "org.bilevel4j.solvers.contrib";
    Path java = inPackage(checkout.resolve("solvers/src/main/java"), home);
    addContrib(java, home);
    Templates sample = solver(name, home);
    create(java, name.className(), sample.text("SampleSolver.java"));
    contract(name, sample, "", checkout.resolve("solvers/src/test/resources"));
    files.create(
        checkout.resolve("experiments/" + name.listed() + ".yaml"), sample.text("solver.yaml"));
    files.change(
        checkout.resolve("testkit/src/main/resources/org/bilevel4j/testkit/errors.properties"),
        table -> withLine(table, name.listed() + ".none = " + REACHES));
    files.change(
        checkout.resolve("docs/ALGORITHMS.md"), book -> AlgorithmStub.insert(book, name.listed()));
    return files.write();
  }

  /** A metric in a checkout of Bilevel4J. */
  public List<Path> metricInside(NewName name, Path checkout) {
    String home = "org.bilevel4j.eval.metric";
    Templates sample = metric(name, home);
    create(
        inPackage(checkout.resolve("eval/src/main/java"), home),
        name.className(),
        sample
            .text("SampleMetric.java")
            .replaceAll("import org\\.bilevel4j\\.eval\\.metric\\.\\w+;\n", ""));
    create(
        inPackage(checkout.resolve("eval/src/test/java"), home),
        name.className() + "Test",
        sample
            .text("SampleMetricTest.java")
            .replaceAll("import org\\.bilevel4j\\.eval\\.metric\\.\\w+;\n", ""));
    return files.write();
  }

  /** An application on a CSV file in a checkout of Bilevel4J. */
  public List<Path> applicationInside(NewName name, Path checkout) {
    String home = "org.bilevel4j.applications.contrib";
    Path module = checkout.resolve("applications");
    Path tests = test(module, home);
    addContrib(main(module, home), home);
    addContrib(tests, home);
    Templates sample = application(name, home, module.resolve("src/main"), tests);
    files.create(
        checkout.resolve("experiments/" + name.listed() + ".yaml"),
        sample.text("application.yaml"));
    return files.write();
  }

  private void addProject(NewName name, Path folder) {
    Templates sample =
        new Templates(name.packageName())
            .with("sample-plugin", name.listed())
            .with("BILEVEL4J_VERSION", ProgramVersion.text());
    files.create(folder.resolve("pom.xml"), sample.text("pom.xml.txt"));
  }

  private void addContrib(Path java, String home) {
    files.createIfMissing(
        java.resolve("package-info.java"),
        new Templates(home).text("contrib-package-info.java.txt"));
  }

  private void addSolver(NewName name, Path folder, String home) {
    Templates sample = solver(name, home);
    addPackage(folder, home);
    create(main(folder, home), name.className(), sample.text("SampleSolver.java"));
    create(test(folder, home), name.className() + "Test", sample.text("SampleSolverTest.java"));
    contract(
        name, sample, "correct.reaches = " + REACHES + "\n", folder.resolve("src/test/resources"));
    addExperiment(name, folder, sample.text("solver.yaml"));
  }

  private void addExperiment(NewName name, Path folder, String text) {
    Path resources = folder.resolve("src/main/resources");
    String file = "experiments/" + name.listed() + ".yaml";
    files.create(resources.resolve(file), text);
    if (Files.exists(resources.resolve(INDEX))) {
      files.change(resources.resolve(INDEX), index -> withLine(index, file));
    } else {
      files.create(resources.resolve(INDEX), file + "\n");
    }
  }

  private void addMetric(NewName name, Path folder, String home) {
    Templates sample = metric(name, home);
    addPackage(folder, home);
    create(main(folder, home), name.className(), sample.text("SampleMetric.java"));
    create(test(folder, home), name.className() + "Test", sample.text("SampleMetricTest.java"));
  }

  private void addPackage(Path folder, String home) {
    files.createIfMissing(
        main(folder, home).resolve("package-info.java"),
        new Templates(home).text("package-info.java.txt"));
  }

  /** The settings of a solver's contract tests and the first iterates they hold it to. */
  private void contract(NewName name, Templates sample, String more, Path resources) {
    files.create(
        resources.resolve("contract/" + name.listed() + ".properties"),
        sample.text("contract.properties") + more);
    files.create(
        resources.resolve("golden/" + name.listed() + "-none.csv"), sample.text("golden.csv"));
  }

  private void create(Path folder, String className, String text) {
    files.create(folder.resolve(className + ".java"), text);
  }

  private static Templates solver(NewName name, String home) {
    Templates.refuseHiding(name.className(), "SampleSolver.java");
    return new Templates(home)
        .with("SampleSolver", name.className())
        .with("sample-solver", name.listed());
  }

  private static Templates metric(NewName name, String home) {
    Templates.refuseHiding(name.className(), "SampleMetric.java");
    return new Templates(home)
        .with("SampleMetric", name.className())
        .with("sample-metric", name.listed());
  }

  /** Model, factory, sample rows and test of an application. */
  private Templates application(NewName name, String home, Path main, Path tests) {
    Templates.refuseHiding(name.className(), "SampleApplication.java");
    Templates.refuseHiding(name.className(), "SampleModel.java");
    Templates sample =
        new Templates(home)
            .with("SampleApplication", name.className())
            .with("SampleModel", name.className() + "Model")
            .with("sample-application", name.listed())
            .with("sample.csv", name.listed() + ".csv");
    Path java = inPackage(main.resolve("java"), home);
    create(java, name.className() + "Model", sample.text("SampleModel.java"));
    create(java, name.className(), sample.text("SampleApplication.java"));
    create(tests, name.className() + "Test", sample.text("SampleApplicationTest.java"));
    files.create(
        inPackage(main.resolve("resources"), home).resolve(name.listed() + ".csv"),
        sample.text("sample.csv"));
    return sample;
  }

  private static Path main(Path folder, String home) {
    return inPackage(folder.resolve("src/main/java"), home);
  }

  private static Path test(Path folder, String home) {
    return inPackage(folder.resolve("src/test/java"), home);
  }

  private static Path inPackage(Path folder, String home) {
    return folder.resolve(home.replace('.', '/'));
  }

  private static String withLine(String text, String line) {
    return text + (text.isEmpty() || text.endsWith("\n") ? "" : "\n") + line + "\n";
  }

  private static String packageOf(Path folder) {
    Path pom = folder.resolve("pom.xml");
    try {
      Matcher found = PACKAGE.matcher(Files.exists(pom) ? Files.readString(pom) : "");
      if (found.find()) {
        return found.group(1);
      }
    } catch (IOException e) {
      throw new UserError("new: " + pom + " cannot be read.", "", e);
    }
    throw new UserError(
        "new: " + folder + " has no pom.xml with the property bilevel4j.package.",
        "'bilevel4j new plugin NAME DIR' makes a project first.");
  }
}
