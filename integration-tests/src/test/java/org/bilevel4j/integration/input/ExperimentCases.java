package org.bilevel4j.integration.input;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** Experiment files that are no experiments. */
final class ExperimentCases {
  private static final String MORBIT = "{lowerBatch: 8, upperBatch: 8}";

  private ExperimentCases() {}

  static List<BadCase> all() {
    List<BadCase> all = new ArrayList<>();
    all.addAll(keys());
    all.addAll(names());
    all.addAll(arms());
    all.addAll(numbers());
    all.addAll(parameters());
    all.addAll(syntax());
    all.addAll(files());
    return all;
  }

  /** The sample with one text in place of another. */
  private static BadCase changed(String name, String old, String by, String part) {
    if (!Samples.LETTER.contains(old)) {
      throw new IllegalArgumentException("case '" + name + "' changes nothing: " + old);
    }
    return text(name, Samples.LETTER.replace(old, by), part);
  }

  private static BadCase more(String name, String line, String part) {
    return text(name, Samples.LETTER + line + "\n", part);
  }

  private static BadCase text(String name, String text, String part) {
    return BadCase.of(name, part, folder -> Samples.run(folder, text));
  }

  private static BadCase morbit(String name, String parameters, String part) {
    return changed(name, MORBIT, parameters, part);
  }

  private static List<BadCase> keys() {
    return List.of(
        more(
            "an unknown key, with line and nearest name",
            "retuned: last",
            "case.yaml, line 11: key 'retuned' is not known.\nHint: returned"),
        changed(
            "an unknown key in a group",
            "{every: 10",
            "{evry: 10",
            "line 10: key 'evry' is not known.\nHint: every"),
        changed(
            "an unknown key of an arm",
            "    - solver: min-avg".substring(2),
            "  - solver: min-avg\n    step: 3",
            "line 8: key 'step' is not known.\nHint: steps"),
        changed(
            "a key without its value",
            "application: robust-hpo-letter",
            "application:",
            "key 'application' is missing"),
        changed(
            "no application",
            "application: robust-hpo-letter\n",
            "",
            "key 'application' is missing"),
        more("a key twice", "steps: 30", "line 11: key 'steps' is there already, at"),
        more("a text where a group belongs", "stop: soon", "stop = 'soon' must be a group of keys"),
        changed(
            "a list where a text belongs",
            "title: Two",
            "title: [Two]\nnotes: Two",
            "title = a list must be a text"));
  }

  private static List<BadCase> names() {
    return List.of(
        changed(
            "an unknown application",
            "robust-hpo-letter",
            "robust-hpo-leter",
            "line 2: application 'robust-hpo-leter' is not known.\nHint: robust-hpo-letter"),
        changed(
            "an unknown solver",
            "solver: morbit",
            "solver: morbid",
            "line 5: solver 'morbid' is not known.\nHint: morbit"),
        morbit("an unknown estimator", "{estimator: neuman}", "estimator"),
        morbit("an estimator with letters for numbers", "{estimator: 'neumann(terms=ten)'}", "ten"),
        morbit(
            "an estimator that does not close",
            "{estimator: 'neumann(terms=3'}",
            "neumann(terms=3"),
        more("an unknown preset in the file", "preset: quik", "preset 'quik' is not known"),
        more(
            "an unknown experiment to extend",
            "extends: robust-hpo-leter",
            "experiment 'robust-hpo-leter' is not known"),
        more(
            "a baseline that is no arm",
            "compare: {baseline: ttsa}",
            "baseline = 'ttsa' is no arm"),
        changed(
            "an unknown metric",
            "metrics: tracked",
            "metrics: traced",
            "metric 'traced' is not known.\nHint: tracked"),
        more(
            "an unknown column to compare",
            "compare: {metrics: [validation.los.worst]}",
            "compare.metrics: metric 'validation.los.worst' is not known"),
        changed(
            "an unknown evaluation set",
            "metrics: tracked",
            "sets: [valid]",
            "evaluation set 'valid' is not known.\nHint: validation"),
        more(
            "an unknown iterate to return",
            "returned: nicest",
            "returned = 'nicest' must be one of"),
        more(
            "a name that is a path",
            "name: ../elsewhere",
            "name = '../elsewhere' must be letters"));
  }

  private static List<BadCase> arms() {
    return List.of(
        text("no arms", "application: robust-hpo-letter\nsteps: 3\n", "has no arms"),
        text("an empty list of arms", "application: robust-hpo-letter\narms: []\n", "has no arms"),
        changed(
            "an arm without a solver",
            "- solver: min-avg",
            "- label: mean",
            "arm 'mean' names no solver"),
        changed(
            "two arms of one label",
            "solver: min-avg",
            "solver: morbit",
            "arm 'morbit' is there twice"),
        changed(
            "two labels of one folder",
            "- solver: min-avg",
            "- label: MORBIT\n    solver: min-avg",
            "would share the folder morbit"),
        changed(
            "an arm that is a text", "- solver: min-avg", "- min-avg", "an arm is a group of keys"),
        changed(
            "a label without letters",
            "- solver: min-avg",
            "- label: '***'\n    solver: min-avg",
            "needs letters or digits"));
  }

  private static List<BadCase> numbers() {
    return List.of(
        changed("no seeds", "seeds: 1", "seeds: 0", "line 8: seeds = '0' must be at least 1"),
        changed("an empty list of seeds", "seeds: 1", "seeds: []", "seeds is an empty list"),
        changed("a seed twice", "seeds: 1", "seeds: [3, 3]", "seed 3 is there twice"),
        changed(
            "a seed that is a word",
            "seeds: 1",
            "seeds: [one]",
            "seeds = 'one' must be a whole number"),
        changed("far too many seeds", "seeds: 1", "seeds: 100000000", "must be at most 10000"),
        changed("no steps", "steps: 20", "steps: 0", "line 9: steps = '0' must be at least 1"),
        changed(
            "steps that are a fraction",
            "steps: 20",
            "steps: 2.5",
            "steps = '2.5' must be a whole number"),
        changed(
            "steps beyond all numbers",
            "steps: 20",
            "steps: 1e30",
            "steps = '1e30' must be a whole number"),
        changed(
            "a list of steps",
            "steps: 20",
            "steps: [1, 2]",
            "steps = a list must be a whole number"),
        changed(
            "measuring every no steps", "every: 10", "every: 0", "every = '0' must be at least 1"),
        more(
            "time that is not a number",
            "stop: {seconds: .nan}",
            "seconds = '.nan' must be a finite number"),
        more(
            "a target that is NaN",
            "stop: {target: NaN}",
            "target = 'NaN' must be a finite number"),
        more(
            "checkpoints in the past",
            "checkpoint: {everySeconds: -1}",
            "everySeconds = '-1' must be"),
        more(
            "an average over more than all steps",
            "averageTail: 1.5",
            "averageTail = '1.5' must be"));
  }

  private static List<BadCase> parameters() {
    return List.of(
        morbit(
            "an unknown parameter of a solver",
            "{alhpa: 0.1}",
            "line 6: morbit: parameter 'alhpa' is not known.\nHint: alpha"),
        morbit("a negative batch", "{lowerBatch: -8}", "batch size is -8, must be at least 1"),
        morbit("an empty batch", "{upperBatch: 0}", "batch size is 0, must be at least 1"),
        morbit("a batch that is no number", "{lowerBatch: many}", "batch 'many' cannot be read"),
        morbit("a batch larger than the data", "{lowerBatch: 100000 distinct}", "100000"),
        morbit("an epoch of batches larger than the data", "{upperBatch: 100000 epochs}", "100000"),
        morbit(
            "a batch beyond all numbers",
            "{lowerBatch: 99999999999}",
            "batch '99999999999' cannot be read"),
        morbit(
            "a batch of positives that the task cannot split",
            "{lowerBatch: 0+8}",
            "positives of a batch is 0"),
        morbit("a step size that is NaN", "{alpha: NaN}", "NaN"),
        morbit("a step size that is infinite", "{alpha: Infinity}", "Infinity"),
        morbit("a negative step size", "{beta: -0.1}", "-0.1"),
        morbit("a schedule that is a word", "{alpha: fast}", "schedule 'fast' cannot be read"),
        morbit(
            "a schedule half written", "{alpha: 0.1 * k^}", "schedule '0.1 * k^' cannot be read"),
        morbit("a schedule of NaN", "{alpha: NaN * k^-0.5}", "NaN"),
        morbit(
            "a plateau that grows",
            "{alpha: '0.1 on plateau(factor=2, patience=3, every=5)'}",
            "factor"),
        morbit(
            "a plateau with a huge patience",
            "{alpha: '0.1 on plateau(factor=0.5, patience=99999999999, every=5)'}",
            "cannot be read"),
        morbit("no lower steps", "{lowerSteps: 0}", "lowerSteps is 0, must be at least 1"),
        morbit(
            "lower steps that are a fraction",
            "{lowerSteps: 1.5}",
            "lowerSteps = '1.5' cannot be read"),
        morbit("a group where a number belongs", "{alpha: {value: 3}}", "alpha"),
        morbit("a negative pull of the weights", "{lambda: {pull: -1}}", "pull"),
        changed(
            "an unknown parameter of the application",
            "{tasks: 2",
            "{task: 2",
            "line 3: robust-hpo-letter: parameter 'task' is not known.\nHint: tasks"),
        changed("no tasks", "{tasks: 2", "{tasks: 0", "tasks is 0, must be at least 1"),
        changed("more tasks than there are pairs", "{tasks: 2", "{tasks: 400", "400"),
        changed(
            "tasks that are a word", "{tasks: 2", "{tasks: two", "tasks = 'two' cannot be read"),
        changed(
            "more features than fit in memory",
            "frequencies: 8",
            "frequencies: 2000000000",
            "frequencies"),
        changed(
            "a penalty without its lower bound", "frequencies: 8", "penaltyMin: 0", "penaltyMin"),
        changed("an unknown loss", "frequencies: 8", "loss: hinge", "hinge"),
        changed(
            "a truth that is neither",
            "frequencies: 8",
            "bias: perhaps",
            "bias = 'perhaps' cannot be read"));
  }

  private static List<BadCase> syntax() {
    return List.of(
        changed(
            "a tab",
            "  - solver: min-avg",
            "\t- solver: min-avg",
            "line 7: not YAML: found character '\\t(TAB)'"),
        changed(
            "a bracket that does not close",
            "{every: 10, metrics: tracked}",
            "{every: 10",
            "not YAML"),
        changed("a quote that does not close", "title: Two", "title: 'Two", "not YAML"),
        text("an experiment file that is empty", "", "is empty"),
        text("a list", "- solver: morbit\n", "must hold keys with values"),
        text("a lone number", "42\n", "must hold keys with values"),
        more("a second document", "---\nsteps: 3", "a second document begins"),
        changed(
            "an anchor",
            "steps: 20",
            "steps: &n 20\nnotes: *n",
            "anchors and aliases are not supported"),
        more(
            "groups within groups without end",
            "notes: " + "{a: ".repeat(3000) + "1" + "}".repeat(3000),
            "line 11: groups are nested more than 50 deep"));
  }

  private static List<BadCase> files() {
    return List.of(
        BadCase.of(
            "a file that is not there",
            "does not exist",
            f -> List.of("run", f.resolve("none.yaml").toString())),
        BadCase.of(
            "a folder",
            "is a folder, must be an experiment or a file",
            f -> List.of("run", f.toString())),
        BadCase.of(
            "bytes that are no text",
            "case.yaml is not a text in UTF-8.",
            f -> {
              byte[] bytes = Samples.LETTER.getBytes(StandardCharsets.UTF_8);
              bytes[10] = (byte) 0xff;
              return List.of("run", Files.write(f.resolve("case.yaml"), bytes).toString());
            }),
        BadCase.of(
            "a preset file of another experiment",
            "the preset is for experiment 'robust-sinusoid', not 'case'",
            f -> {
              String preset =
                  Files.writeString(f.resolve("p.yaml"), "extends: robust-sinusoid\nsteps: 3\n")
                      .toString();
              return Samples.run(f, Samples.LETTER, "--preset", preset);
            }),
        BadCase.of(
            "a preset file that is not there",
            "does not exist",
            f -> Samples.run(f, Samples.LETTER, "--preset", f.resolve("none.yaml").toString())));
  }
}
