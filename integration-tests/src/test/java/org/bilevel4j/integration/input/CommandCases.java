package org.bilevel4j.integration.input;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** Words that are no commands, and options that do not fit. */
final class CommandCases {
  private CommandCases() {}

  static List<BadCase> all() {
    List<BadCase> all = new ArrayList<>();
    all.addAll(words());
    all.addAll(options());
    all.addAll(assignments());
    all.addAll(places());
    all.addAll(otherCommands());
    all.addAll(dryRuns());
    all.addAll(lists());
    all.addAll(skeletons());
    return all;
  }

  private static BadCase typed(String name, String words, String part) {
    return BadCase.of(name, part, folder -> List.of(words.split(" ")));
  }

  /** The sample with more options. */
  private static BadCase with(String name, String part, String... options) {
    return BadCase.of(name, part, folder -> Samples.run(folder, Samples.LETTER, options));
  }

  private static List<BadCase> words() {
    return List.of(
        typed("an unknown command", "rnu robust-hpo-letter", "command 'rnu' is not known"),
        typed("an unknown option", "run robust-hpo-letter --sedes 3", "--sedes"),
        typed("an experiment too many", "run one two", "two"),
        typed("no experiment", "run", "no experiment is named"),
        typed(
            "an unknown experiment",
            "run robust-hpo-leter",
            "experiment 'robust-hpo-leter' is not known.\nHint: robust-hpo-letter"),
        typed(
            "an unknown kind to list", "list solver", "kind 'solver' is not known.\nHint: solvers"),
        typed("an unknown name to describe", "describe morbitt", "Hint: morbit"),
        typed("nothing to describe", "describe", "NAME"),
        typed("an unknown data set", "data leter", "data set 'leter' is not known.\nHint: letter"));
  }

  private static List<BadCase> options() {
    return List.of(
        with("no threads", "--threads is 0, must be at least 1", "--threads=0"),
        with("threads beyond reason", "--threads is 1000000, must be at most", "--threads=1000000"),
        with("threads that are a word", "'two' is not an int", "--threads=two"),
        with("seeds below zero", "--seeds is -3, must be at least 1", "--seeds=-3"),
        with("an option without its value", "--seeds", "--seeds"),
        with("an unknown kernel", "fast", "--kernel=fast"),
        with("an unknown preset", "preset 'quick' is not known", "--preset=quick"),
        typed(
            "an unknown preset of a library experiment",
            "run robust-hpo-letter --preset quik",
            "preset 'quik' is not known.\nHint: quick"));
  }

  private static List<BadCase> assignments() {
    return List.of(
        with("an assignment without =", "--set steps: must read key=value", "--set", "steps"),
        with("an assignment without a key", "--set =3: must read key=value", "--set", "=3"),
        with("an assignment to nothing", "--set a..b=3", "--set", "a..b=3"),
        with(
            "an assignment to an unknown key",
            "--set stpes=3: key 'stpes' is not known.\nHint: steps",
            "--set",
            "stpes=3"),
        with(
            "an assignment to an unknown parameter",
            "--set morbit.alhpa=3: morbit: parameter 'alhpa' is not known",
            "--set",
            "morbit.alhpa=3"),
        with(
            "a negative assignment",
            "--set steps=-1: steps = '-1' must be at least 1",
            "--set",
            "steps=-1"),
        with("an assignment of a broken list", "--set seeds=[1,", "--set", "seeds=[1,"),
        with(
            "an assignment of a schedule that is none",
            "schedule 'soon' cannot be read",
            "--set",
            "morbit.alpha=soon"));
  }

  private static List<BadCase> places() {
    return List.of(
        with("data that is not there", "--data nowhere is not a folder", "--data", "nowhere"),
        BadCase.of(
            "output into a file",
            "is a file, must be a folder",
            f -> {
              String file = Files.writeString(f.resolve("notes.txt"), "mine").toString();
              return Samples.run(f, Samples.LETTER, "--out", file);
            }),
        BadCase.of(
            "output below a file",
            "cannot be written",
            f -> {
              String file = Files.writeString(f.resolve("notes.txt"), "mine").toString();
              return Samples.run(f, Samples.LETTER, "--out", file + "/out");
            }),
        BadCase.of(
            "output into a folder with other files",
            "is not empty and not the folder of an experiment",
            f -> {
              Files.writeString(f.resolve("notes.txt"), "mine");
              return Samples.run(f, Samples.LETTER, "--out", f.toString());
            }),
        BadCase.of(
            "output into a folder that has an experiment",
            "holds an experiment already",
            f -> {
              Files.writeString(f.resolve("experiment.yaml"), Samples.LETTER);
              return Samples.run(f, Samples.LETTER, "--out", f.toString());
            }),
        BadCase.of("a report of nothing", "is not a folder", f -> List.of("report", f + "/none")),
        BadCase.of(
            "a report of an empty folder",
            "has no folder 'runs'",
            f -> List.of("report", f.toString())));
  }

  /** The sample in a file, for a command other than run. */
  private static BadCase tuned(String name, String part, String... options) {
    return BadCase.of(
        name,
        part,
        f -> {
          List<String> words = new ArrayList<>(Samples.run(f, Samples.LETTER, options));
          words.set(0, "tune");
          return words;
        });
  }

  private static List<BadCase> otherCommands() {
    return List.of(
        typed("nothing to tune", "tune", "no experiment is named"),
        tuned("tuning without threads", "--threads is 0, must be at least 1", "--threads=0"),
        tuned("tuning on threads beyond reason", "must be at most", "--threads=1000000"),
        tuned("tuning without candidates", "candidates", "--candidates=0"),
        tuned("tuning without seeds", "seeds", "--seeds=0"),
        tuned("tuning in no rounds", "rungs", "--rungs=0"),
        tuned("tuning over a span of NaN", "span", "--span=NaN"),
        tuned(
            "tuning for an unknown column",
            "validation.los.worst",
            "--metric=validation.los.worst"),
        tuned("tuning with data that is not there", "nowhere", "--data=nowhere"),
        BadCase.of(
            "a tuning to go on with that is not there",
            "is not a folder, so there is nothing to resume",
            f -> List.of("tune", "--resume", f + "/none")),
        typed(
            "an unknown application to check", "check robust-hpo-leter", "Hint: robust-hpo-letter"),
        typed("a check on no rows", "check robust-hpo-letter --batch=0", "--batch is 0"),
        typed(
            "a check with an unknown parameter",
            "check robust-hpo-letter --set task=2",
            "parameter 'task' is not known"),
        typed(
            "a check with a parameter out of range",
            "check robust-hpo-letter --set tasks=0",
            "tasks is 0"));
  }

  private static List<BadCase> dryRuns() {
    return List.of(
        typed("a dry run of nothing", "run --dry-run", "no experiment is named"),
        typed("a dry run that goes on", "run --dry-run --resume none", "--resume takes"),
        with("a dry run on no threads", "--threads is 0", "--dry-run", "--threads=0"),
        with(
            "a dry run with an unknown parameter",
            "parameter 'alhpa' is not known",
            "--dry-run",
            "--set=morbit.alhpa=3"),
        with(
            "a dry run of a method that does not fit",
            "serves duals",
            "--dry-run",
            "--set=arms=[{solver: soba}]"));
  }

  private static List<BadCase> lists() {
    return List.of(
        typed("a letter that marks no solver", "list solvers --can Z", "no solver is marked Z"),
        typed("letters for metrics", "list metrics --can B", "--can goes with solvers"),
        typed("letters for everything", "list --can B", "--can goes with solvers"),
        typed("no letters", "list solvers --can", "--can"),
        typed("a shell to complete in", "completion fish", "fish"),
        BadCase.of("past runs of nothing", "is not a folder", f -> List.of("runs", f + "/none")),
        typed("past runs of two folders", "runs one two", "two"),
        typed("a comparison of nothing", "compare", "DIR"),
        BadCase.of("a comparison of one folder", "at least two", f -> List.of("compare", "" + f)),
        BadCase.of(
            "a comparison with nothing",
            "none is not a folder",
            f -> List.of("compare", f + "/none", f.toString())),
        BadCase.of(
            "a comparison of empty folders",
            "has no folder 'runs'",
            f -> List.of("compare", f.toString(), f.toString())));
  }

  private static BadCase skeleton(String name, String kindAndName, String part) {
    return BadCase.of(
        name,
        part,
        f -> {
          List<String> words = new ArrayList<>(List.of(("new " + kindAndName).split(" ")));
          words.add(f.toString());
          return words;
        });
  }

  private static List<BadCase> skeletons() {
    return List.of(
        typed("nothing new", "new", "KIND"),
        typed("something new without a name", "new solver", "NAME"),
        skeleton(
            "a new thing of no kind",
            "solvr mine",
            "must be solver, metric, application or plugin"),
        skeleton("a new name with an underscore", "plugin my_own", "name 'my_own' must be"),
        skeleton("a new name that is a word of Java", "plugin class", "be no word of Java"),
        skeleton("a new solver of a name that is taken", "solver soba", "'soba' is taken"),
        skeleton("the same as a class name", "solver Soba", "'soba' is taken"),
        skeleton("a new metric of a name that is taken", "metric Tracked", "'tracked' is taken"),
        skeleton("a new solver outside a project", "solver mine", "has no pom.xml"),
        BadCase.of(
            "a plug-in over another",
            "pom.xml exists and is not overwritten",
            f -> {
              Files.writeString(f.resolve("pom.xml"), "mine");
              return List.of("new", "plugin", "mine", f.toString());
            }),
        BadCase.of(
            "a plug-in where a file is in the way",
            "cannot be written",
            f -> {
              Files.writeString(f.resolve("src"), "mine");
              return List.of("new", "plugin", "mine", f.toString());
            }));
  }
}
