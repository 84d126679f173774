package org.bilevel4j.cli.command;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.bilevel4j.cli.catalogue.Catalogues;
import org.bilevel4j.cli.scaffold.NewName;
import org.bilevel4j.cli.scaffold.Scaffold;
import org.bilevel4j.core.util.UserError;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bilevel4j new}: writes a skeleton that compiles, passes its tests and runs. */
@Command(
    name = "new",
    description = "Write a solver, metric, application or plug-in that compiles, passes and runs.",
    mixinStandardHelpOptions = true)
public final class NewCommand implements Callable<Integer> {
  /** What can be written. */
  enum What {
    SOLVER,
    METRIC,
    APPLICATION,
    PLUGIN
  }

  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "KIND",
      description = "solver, metric, application or plugin")
  private String kind = "";

  @Parameters(index = "1", paramLabel = "NAME", description = "such as my-solver")
  private String typed = "";

  @Parameters(
      index = "2",
      arity = "0..1",
      paramLabel = "DIR",
      description =
          "the plug-in's project, which an application makes where there is none (default: this"
              + " checkout of Bilevel4J, for a plugin a new folder NAME)")
  private @Nullable Path folder;

  @Override
  public Integer call() {
    What what = what();
    NewName name = NewName.of(typed);
    refuseTaken(what, name);
    Path given = folder;
    Path here = given == null ? Path.of("") : given;
    Path project = what == What.PLUGIN && given == null ? Path.of(name.listed()) : here;
    boolean inside = what != What.PLUGIN && Files.isDirectory(here.resolve("testkit/src/main"));
    Scaffold scaffold = new Scaffold();
    List<Path> written =
        switch (what) {
          case PLUGIN -> scaffold.plugin(name, project);
          case SOLVER -> inside ? scaffold.solverInside(name, here) : scaffold.solver(name, here);
          case APPLICATION ->
              inside ? scaffold.applicationInside(name, here) : scaffold.application(name, here);
          case METRIC -> inside ? scaffold.metricInside(name, here) : scaffold.metric(name, here);
        };
    PrintWriter out = spec.commandLine().getOut();
    written.forEach(file -> out.println("wrote " + file));
    out.println();
    out.println("Next:");
    (inside
            ? NextSteps.inside(what, name.listed())
            : NextSteps.outside(what, name.listed(), project))
        .forEach(line -> out.println("  " + line));
    out.flush();
    return 0;
  }

  private What what() {
    try {
      return What.valueOf(kind.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new UserError(
          "new: '" + kind + "' must be solver, metric, application or plugin.",
          "new solver my-solver.",
          e);
    }
  }

  /** Whatever is written must not hide what is there, under any spelling of its name. */
  private static void refuseTaken(What what, NewName name) {
    Catalogues offers = Catalogues.load();
    if (what == What.SOLVER || what == What.PLUGIN) {
      refuse(name, offers.solvers().names());
    }
    if (what != What.METRIC) {
      refuse(name, offers.experiments().titles().keySet());
    }
    if (what == What.APPLICATION) {
      refuse(name, offers.applications().names());
    }
    if (what == What.METRIC || what == What.PLUGIN) {
      refuse(what == What.METRIC ? name : name.metric(), offers.metrics().names());
    }
  }

  private static void refuse(NewName name, Collection<String> taken) {
    if (taken.contains(name.listed())) {
      throw new UserError("new: the name '" + name.listed() + "' is taken.", "another one.");
    }
  }
}
