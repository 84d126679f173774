package org.bilevel4j.cli.command;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.bilevel4j.cli.catalogue.Catalogues;
import org.bilevel4j.cli.console.ErrorHandlers;
import org.bilevel4j.core.application.ApplicationFactory;
import org.bilevel4j.core.catalogue.Entry;
import org.bilevel4j.core.config.Records;
import org.bilevel4j.core.problem.Accuracy;
import org.bilevel4j.core.problem.Batch;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.OracleFactory;
import org.bilevel4j.core.problem.Rows;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.util.Args;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.oracles.AnalyticOracle;
import org.bilevel4j.oracles.check.CheckOptions;
import org.bilevel4j.oracles.check.CheckResult;
import org.bilevel4j.oracles.check.DerivativeCheck;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bilevel4j check}: compares an application's derivatives with differences. */
@Command(
    name = "check",
    description = "Compare every derivative of an application with differences, in double.",
    mixinStandardHelpOptions = true)
public final class CheckCommand implements Callable<Integer> {
  private static final String PRECISION = "precision";

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "APPLICATION", description = "a name that 'list applications' shows")
  private String name = "";

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Change a parameter, as in tasks=4 or activation=tanh; repeatable.")
  private List<String> sets = new ArrayList<>();

  @Option(names = "--seed", paramLabel = "N", description = "Seed of data and place (default 1).")
  private long seed = 1;

  @Option(names = "--batch", paramLabel = "N", description = "Rows per draw (default 8).")
  private int batch = 8;

  @Option(
      names = "--bounds",
      split = ",",
      paramLabel = "FIRST,SECOND,IDENTITY",
      description =
          "Relative errors allowed in first and second derivatives and in identities (default: from"
              + " the accuracy that the oracle states).")
  private List<Double> bounds = new ArrayList<>();

  @Mixin private OracleOption oracle = new OracleOption();

  @Mixin private DataOption data = new DataOption();

  @Mixin private KernelOption kernel = new KernelOption();

  @Override
  public Integer call() {
    Args.atLeast(2, batch, "--batch");
    kernel.choose();
    Catalogues offers = Catalogues.load();
    Entry<ApplicationFactory> entry = offers.applications().get(name);
    OracleFactory made = offers.oracles().parse(oracle.typed().orElse(AnalyticOracle.NAME));
    Map<String, String> values = values();
    boolean chooses = Records.toMap(entry.component()).containsKey(PRECISION);
    if (chooses) {
      values.putIfAbsent(PRECISION, "float64");
    }
    BilevelProblem problem = made.over(entry.with(values).create(data.folder(), seed).problem());
    CheckResult result =
        new DerivativeCheck(problem, options(problem.accuracy()))
            .atRandom(
                Key.of(seed).child("check"),
                batch(problem.upperRows(0)),
                batch(problem.lowerRows(0)));
    PrintWriter out = spec.commandLine().getOut();
    out.print(result);
    out.println(verdict(result));
    out.flush();
    return result.passed() ? 0 : ErrorHandlers.FAILED;
  }

  private CheckOptions options(Accuracy accuracy) {
    CheckOptions stated = CheckOptions.of(accuracy);
    if (bounds.isEmpty()) {
      return stated;
    }
    if (bounds.size() != 3 || !bounds.stream().allMatch(b -> b > 0)) {
      throw new UserError(
          "--bounds " + bounds + ": must be three positive numbers.",
          "--bounds FIRST,SECOND,IDENTITY, as in --bounds 1e-6,1e-4,1e-8.");
    }
    return stated.withBounds(bounds.get(0), bounds.get(1), bounds.get(2));
  }

  private static String verdict(CheckResult result) {
    int failed = result.failures().size();
    int all = result.findings().size();
    return failed == 0
        ? "All " + all + " checks passed."
        : failed + " of " + all + " checks FAILED; the worst: " + result.failures().get(0);
  }

  private Batch batch(Rows rows) {
    if (rows.kind() == Rows.Kind.EXACT) {
      return Batch.full();
    }
    return rows.positives() >= 0 && !rows.additive()
        ? new Batch.Stratified(batch / 2, batch - batch / 2)
        : Batch.of(batch);
  }

  private Map<String, String> values() {
    Map<String, String> values = new LinkedHashMap<>();
    for (String set : sets) {
      int equals = set.indexOf('=');
      if (equals <= 0) {
        throw new UserError("--set " + set + ": must read key=value.", "--set tasks=4");
      }
      values.put(set.substring(0, equals).trim(), set.substring(equals + 1).trim());
    }
    return values;
  }
}
