package org.bilevel4j.cli.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.bilevel4j.cli.catalogue.Catalogues;
import org.bilevel4j.cli.config.Experiment;
import org.bilevel4j.cli.config.ExperimentWriter;
import org.bilevel4j.cli.console.ErrorHandlers;
import org.bilevel4j.cli.console.InterruptHandler;
import org.bilevel4j.cli.console.ProgressDisplay;
import org.bilevel4j.cli.console.RemarkPrinter;
import org.bilevel4j.cli.console.Terminal;
import org.bilevel4j.cli.console.TextTable;
import org.bilevel4j.cli.grid.AtomicText;
import org.bilevel4j.cli.grid.FolderNames;
import org.bilevel4j.cli.grid.Grid;
import org.bilevel4j.cli.grid.GridFolder;
import org.bilevel4j.cli.grid.RunContext;
import org.bilevel4j.cli.tune.Halving;
import org.bilevel4j.cli.tune.Halving.Standing;
import org.bilevel4j.cli.tune.TuneFolder;
import org.bilevel4j.cli.tune.TuneSettings;
import org.bilevel4j.core.application.Direction;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.eval.report.Directions;
import org.bilevel4j.kernels.Kernels;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bilevel4j tune}: looks for step sizes of every arm on equal budgets. */
@Command(
    name = "tune",
    description = "Look for step sizes of every arm on equal budgets; writes tuned.yaml.",
    mixinStandardHelpOptions = true)
public final class TuneCommand implements Callable<Integer> {
  private static final TuneSettings DEFAULTS =
      new TuneSettings(27, 3, 3, 10, "validation.loss.worst", Direction.LOWER, 0);

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "EXPERIMENT",
      description = "a name that 'list experiments' shows, or a YAML file")
  private @Nullable String experiment;

  @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Change a key; repeatable.")
  private List<String> sets = new ArrayList<>();

  @Option(names = "--preset", paramLabel = "NAME", description = "A preset of the experiment.")
  private List<String> presets = new ArrayList<>();

  @Option(names = "--candidates", paramLabel = "N", description = "Per arm (default 27).")
  private int candidates = DEFAULTS.candidates();

  @Option(
      names = "--rungs",
      paramLabel = "N",
      description = "Rounds, each three times as long as the one before (default 3).")
  private int rungs = DEFAULTS.rungs();

  @Option(names = "--seeds", paramLabel = "N", description = "Runs per candidate (default 3).")
  private int seeds = DEFAULTS.seeds();

  @Option(
      names = "--span",
      paramLabel = "FACTOR",
      description = "Schedules are tried from 1/FACTOR to FACTOR times theirs (default 10).")
  private double span = DEFAULTS.span();

  @Option(
      names = "--metric",
      paramLabel = "COLUMN",
      description =
          "What is made small, or large where higher is better (default validation.loss.worst).")
  private String metric = DEFAULTS.metric();

  @Option(
      names = "--confirm",
      paramLabel = "K",
      description =
          "Run the best K of each arm, and the arm as it stands, once more in full, with new seeds"
              + " of which none may diverge (default 0).")
  private int confirm = DEFAULTS.confirm();

  @Option(names = "--out", paramLabel = "DIR", description = "Folder to write to.")
  private @Nullable Path out;

  @Option(names = "--resume", paramLabel = "DIR", description = "Go on with this folder.")
  private @Nullable Path resume;

  @Mixin private ContextOptions shared = new ContextOptions();

  @Mixin private QuietOption quiet = new QuietOption();

  @Override
  public Integer call() {
    Catalogues offers = Catalogues.load();
    RunContext context = shared.context(offers.metrics());
    if (resume != null) {
      if (experiment != null || !sets.isEmpty() || !presets.isEmpty() || out != null) {
        throw new UserError(
            "tune: --resume takes everything from the folder; a name, --set, --preset and --out"
                + " do not go with it.");
      }
      try (GridFolder folder = GridFolder.existing(resume)) {
        TuneFolder asked = TuneFolder.read(resume, DEFAULTS);
        Experiment e = offers.loader().load(folder.experiment().toString(), List.of(), List.of());
        return search(e, asked, folder, context);
      }
    }
    return begin(offers, context);
  }

  private int begin(Catalogues offers, RunContext context) {
    String name = experiment;
    if (name == null) {
      throw new UserError(
          "tune: no experiment is named.", "one that 'bilevel4j list experiments' shows.");
    }
    TuneSettings typed =
        new TuneSettings(candidates, rungs, seeds, span, metric, Direction.LOWER, confirm);
    List<String> all = new ArrayList<>(sets);
    all.add("compare.metrics=[" + metric + "]"); // refused when nothing measures it
    Experiment e = offers.loader().load(name, presets, all);
    Grid.Tried tried = Grid.tryOut(e, context);
    tried.close(); // a search has seeds of its own
    TuneFolder asked =
        new TuneFolder(
            name,
            offers.loader().applied(name, presets),
            typed.by(Directions.of(metric, tried.measures())));
    if (!quiet.isOn()) {
      RemarkPrinter.print(tried.remarks(), spec.commandLine().getOut());
    }
    try (GridFolder folder =
        GridFolder.create(out == null ? FolderNames.fresh("tune", e.name()) : out)) {
      asked.write(folder.root());
      AtomicText.write(folder.experiment(), ExperimentWriter.write(tried.experiment()));
      return search(tried.experiment(), asked, folder, context);
    }
  }

  private int search(Experiment e, TuneFolder asked, GridFolder folder, RunContext context) {
    Kernels.current().warmUp();
    Halving halving = new Halving(e, asked.settings(), context, folder.root());
    InterruptHandler guard =
        InterruptHandler.guard(halving::stop, shared.resumeLine("tune", folder.root()));
    List<Standing> standings;
    try {
      standings = watched(halving);
    } finally {
      guard.close();
    }
    AtomicText.write(folder.root().resolve("scores.csv"), TuneFolder.scores(standings));
    Map<String, Standing> winners = winners(standings);
    Path tuned = folder.root().resolve("tuned.yaml");
    AtomicText.write(tuned, asked.tuned(winners));
    PrintWriter screen = spec.commandLine().getOut();
    if (!quiet.isOn()) {
      print(e, asked, standings, winners, screen);
    }
    screen.println("Step sizes: " + tuned);
    if (!quiet.isOn()) {
      screen.println("Run them with: bilevel4j run " + tuned);
    }
    screen.flush();
    return exitCode(e, winners.keySet());
  }

  private List<Standing> watched(Halving halving) {
    AtomicReference<@Nullable ProgressDisplay> shown = new AtomicReference<>();
    return halving.execute(
        trials -> {
          ProgressDisplay before =
              shown.getAndSet(
                  trials.isEmpty()
                      ? null
                      : ProgressDisplay.show(trials, quiet.progress(), Terminal.isInteractive()));
          if (before != null) {
            before.close();
          }
        });
  }

  /** The first of each arm's last rung, where it is finite. */
  private static Map<String, Standing> winners(List<Standing> standings) {
    int last = standings.stream().mapToInt(Standing::rung).max().orElse(0);
    Map<String, Standing> winners = new LinkedHashMap<>();
    for (Standing s : standings) {
      if (s.rung() == last && Double.isFinite(s.score())) {
        winners.putIfAbsent(s.arm(), s);
      }
    }
    return winners;
  }

  /** 1, with a sentence, when an arm has no step sizes to offer. */
  private int exitCode(Experiment e, Set<String> won) {
    List<String> none =
        e.arms().stream().map(Experiment.Arm::label).filter(arm -> !won.contains(arm)).toList();
    if (none.isEmpty()) {
      return 0;
    }
    PrintWriter err = spec.commandLine().getErr();
    err.println("No candidate stayed finite: " + String.join(", ", none) + ".");
    err.println("Hint: smaller step sizes in the experiment, or a larger --span.");
    err.flush();
    return ErrorHandlers.FAILED;
  }

  private static void print(
      Experiment e,
      TuneFolder asked,
      List<Standing> standings,
      Map<String, Standing> winners,
      PrintWriter screen) {
    TextTable table =
        new TextTable().row("arm", asked.settings().metric(), "as it was", "chosen", "steps spent");
    for (Experiment.Arm arm : e.arms()) {
      Standing won = winners.get(arm.label());
      table.row(
          arm.label(),
          won == null ? "-" : String.format(Locale.ROOT, "%.4g", won.score()),
          first(standings, arm.label()),
          won == null ? "no candidate stayed finite" : TuneFolder.text(won.candidate().values()),
          Long.toString(asked.settings().budget(arm.steps())));
    }
    table.lines().forEach(screen::println);
    winners.values().forEach(s -> edges(s, asked.settings().span(), screen));
  }

  /** The score of the unchanged arm in the longest rung it reached. */
  private static String first(List<Standing> standings, String arm) {
    return standings.stream()
        .filter(s -> s.arm().equals(arm) && s.candidate().isAsItStands())
        .reduce((a, b) -> b)
        .map(s -> String.format(Locale.ROOT, "%.4g after %d steps", s.score(), s.steps()))
        .orElse("-");
  }

  private static void edges(Standing s, double span, PrintWriter screen) {
    s.candidate()
        .factors()
        .forEach(
            (name, factor) -> {
              if (factor > span * 0.999 || factor < 1.001 / span) {
                screen.println(
                    s.arm()
                        + ": "
                        + name
                        + " lies at the edge of the grid. Hint: a larger --span.");
              }
            });
  }
}
