package org.bilevel4j.cli.command;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.bilevel4j.cli.catalogue.Catalogues;
import org.bilevel4j.cli.config.Experiment;
import org.bilevel4j.cli.config.ExperimentWriter;
import org.bilevel4j.cli.console.InterruptHandler;
import org.bilevel4j.cli.console.ProgressDisplay;
import org.bilevel4j.cli.console.RemarkPrinter;
import org.bilevel4j.cli.console.RunLog;
import org.bilevel4j.cli.console.Said;
import org.bilevel4j.cli.console.SummaryPrinter;
import org.bilevel4j.cli.console.Terminal;
import org.bilevel4j.cli.grid.AtomicText;
import org.bilevel4j.cli.grid.FolderNames;
import org.bilevel4j.cli.grid.Grid;
import org.bilevel4j.cli.grid.GridFolder;
import org.bilevel4j.cli.grid.GridOutcome;
import org.bilevel4j.cli.grid.ReportRenewer;
import org.bilevel4j.cli.grid.RunContext;
import org.bilevel4j.cli.provenance.Provenance;
import org.bilevel4j.core.util.Args;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.kernels.Kernels;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bilevel4j run}: runs an experiment, or goes on with one. */
@Command(
    name = "run",
    description = "Run an experiment and write its report, or go on with one that was stopped.",
    mixinStandardHelpOptions = true)
public final class RunCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "EXPERIMENT",
      description = "a name that 'list experiments' shows, or a YAML file")
  private @Nullable String experiment;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Change a key, as in steps=300, tasks=4 or morbit.alpha=0.1; repeatable.")
  private List<String> sets = new ArrayList<>();

  @Mixin private OracleOption oracle = new OracleOption();

  @Option(names = "--seeds", paramLabel = "N", description = "Run seeds 1 to N.")
  private @Nullable Integer seeds;

  @Option(names = "--out", paramLabel = "DIR", description = "Folder to write to.")
  private @Nullable Path out;

  @Option(names = "--resume", paramLabel = "DIR", description = "Go on with this run folder.")
  private @Nullable Path resume;

  @Option(
      names = "--preset",
      paramLabel = "NAME|FILE",
      description = "A preset of the experiment (quick, paper) or a file that 'tune' wrote.")
  private List<String> presets = new ArrayList<>();

  @Option(
      names = "--dry-run",
      description = "Check everything, show step sizes and estimated costs, write nothing.")
  private boolean dryRun;

  @Mixin private QuietOption quiet = new QuietOption();

  @Mixin private ContextOptions shared = new ContextOptions();

  @Override
  public Integer call() {
    Catalogues offers = Catalogues.load();
    RunContext context = shared.context(offers.metrics());
    return resume == null ? begin(offers, context) : goOn(offers, context, resume);
  }

  private int begin(Catalogues offers, RunContext context) {
    String name = experiment;
    if (name == null) {
      throw new UserError(
          "run: no experiment is named.", "run one that 'bilevel4j list experiments' shows.");
    }
    List<String> all = new ArrayList<>(sets);
    oracle.typed().ifPresent(o -> all.add("oracle=" + o));
    if (seeds != null) {
      all.add("seeds=" + Args.atLeast(1, seeds, "--seeds"));
    }
    Experiment e = offers.loader().load(name, presets, all);
    if (out != null && Files.exists(out) && !dryRun) {
      GridFolder.create(out).close(); // refuses before anything takes time
    }
    Grid.Tried tried = Grid.tryOut(e, context);
    Experiment resolved = tried.experiment();
    if (dryRun) {
      Kernels.current().warmUp();
      PrintWriter screen = spec.commandLine().getOut();
      RemarkPrinter.print(tried.remarks(), screen);
      try (tried) {
        DryRun.print(tried, context, screen);
      }
      return 0;
    }
    try (GridFolder folder =
        GridFolder.create(out == null ? FolderNames.fresh("runs", e.name()) : out)) {
      List<String> command = spec.commandLine().getParseResult().originalArgs();
      AtomicText.write(
          folder.provenance(), Provenance.of(resolved, context.kernel(), tried, command));
      AtomicText.write(folder.experiment(), ExperimentWriter.write(resolved));
      Said said =
          quiet.isOn()
              ? Said.NOTHING
              : Said.of(tried.remarks(), tried.shortage(), spec.commandLine().getOut());
      return execute(new Grid(tried, folder, context), folder, context, said);
    }
  }

  private int goOn(Catalogues offers, RunContext context, Path root) {
    if (experiment != null
        || !sets.isEmpty()
        || oracle.typed().isPresent()
        || !presets.isEmpty()
        || seeds != null
        || dryRun
        || out != null) {
      throw new UserError(
          "run: --resume takes the experiment as it is in the folder; a name, --set, --oracle,"
              + " --seeds, --preset, --out and --dry-run do not go with it.",
          "start a new run with a changed experiment.");
    }
    try (GridFolder folder = GridFolder.existing(root)) {
      Experiment e = offers.loader().load(folder.experiment().toString(), List.of(), List.of());
      return execute(new Grid(e, folder, context), folder, context, Said.NOTHING);
    }
  }

  private int execute(Grid grid, GridFolder folder, RunContext context, Said said) {
    try (RunLog log = RunLog.to(folder.log())) {
      log.info("kernels: " + context.kernel() + ", threads: " + context.threads());
      if (!Kernels.hint().isEmpty()) {
        log.info(Kernels.hint()); // the screen has it from the first problem
      }
      Kernels.current().warmUp();
      List<Grid.Failure> failures = compute(grid, folder, log);
      GridOutcome outcome = new GridOutcome(grid, failures, folder, log).tellFailures();
      if (!outcome.haveAllFailed()) {
        SummaryPrinter.of(folder.root())
            .metrics(SummaryPrinter.metrics(grid.experiment()))
            .said(said)
            .quiet(quiet.isOn())
            .print(spec.commandLine().getOut());
      }
      return outcome.exitCode();
    }
  }

  private List<Grid.Failure> compute(Grid grid, GridFolder folder, RunLog log) {
    InterruptHandler guard =
        InterruptHandler.guard(grid::stop, shared.resumeLine("run", folder.root()));
    ProgressDisplay progress =
        ProgressDisplay.show(grid.jobs(), quiet.progress(), Terminal.isInteractive());
    ReportRenewer live = ReportRenewer.of(grid, folder);
    try {
      List<Grid.Failure> failures = grid.execute();
      grid.jobs().forEach(job -> GridOutcome.note(job, log));
      return failures;
    } finally {
      progress.close();
      live.close();
      guard.close();
    }
  }
}
