package org.bilevel4j.integration.input;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Problem files that are broken, and options of {@code solve} that do not fit. */
final class SolveCases {
  /** A problem that works, which cases then break. */
  private static final String GOOD =
      """
      { "upperDim": 2, "aggregation": "mean", "dual": "per-block",
        "upperSet": {"type": "all"},
        "dualSet": {"type": "all"},
        "noise": {"rows": 100, "upper": 0.1, "lower": 0.05},
        "blocks": [
          { "lowerDim": 2, "dualDim": 1,
            "f": {"xx": [[1, 0], [0, 1]], "yy": [[1, 0], [0, 1]], "y": [1, 2],
                  "ax": [[1, 1]], "ay": [[0, 1]], "a": [3], "aa": [[1]], "c": 0},
            "g": {"yy": [[2, 0.5], [0.5, 1]], "xy": [[1, 0], [0, 1]], "y": [1, 1]} },
          { "lowerDim": 1, "dualDim": 1,
            "f": {"yy": [[1]], "y": [7], "aa": [[4]]},
            "g": {"yy": [[3]], "xy": [[8], [9]]} } ] }
      """;

  private SolveCases() {}

  static List<BadCase> all() {
    List<BadCase> all = new ArrayList<>();
    all.addAll(texts());
    all.addAll(keys());
    all.addAll(shapes());
    all.addAll(numbers());
    all.addAll(mathematics());
    all.addAll(sets());
    all.addAll(constraints());
    all.addAll(options());
    all.addAll(files());
    return all;
  }

  private static List<String> words(Path folder, String text, String... more) throws IOException {
    Path file = Files.writeString(folder.resolve("p.json"), text);
    List<String> words = new ArrayList<>(List.of("solve", file.toString()));
    if (!List.of(more).contains("--solver")) {
      words.addAll(List.of("--solver", "mmb-v2"));
    }
    if (!List.of(more).contains("--steps")) {
      words.addAll(List.of("--steps", "5"));
    }
    words.addAll(List.of(more));
    return words;
  }

  /** The problem with a piece replaced. */
  private static BadCase bad(String name, String old, String replacement, String part) {
    if (!GOOD.contains(old)) {
      throw new IllegalArgumentException("the problem holds no " + old);
    }
    return BadCase.of(
        "a problem with " + name, part, f -> words(f, GOOD.replace(old, replacement)));
  }

  private static BadCase text(String name, String text, String part) {
    return BadCase.of("a problem file that " + name, part, f -> words(f, text));
  }

  private static BadCase with(String name, String part, String... options) {
    return BadCase.of("solving with " + name, part, f -> words(f, GOOD, options));
  }

  private static List<BadCase> texts() {
    return List.of(
        text("is empty", "", "p.json is empty"),
        text("holds a list", "[1, 2]", "p.json must hold one JSON object"),
        text("holds a number", "3", "p.json must hold one JSON object"),
        text("ends early", GOOD.substring(0, 300), "p.json:8:"),
        text("has text behind it", GOOD + "{}", "p.json:13:1: the object has ended"),
        text("is YAML", "upperDim: 1\n", "p.json:1:"),
        text("is nested endlessly", "{\"blocks\": " + "[".repeat(500), "nested more than 50 deep"),
        bad("a comma too few", "\"mean\",", "\"mean\"", "p.json:1:"),
        bad("a comma too many", "\"y\": [1, 2],", "\"y\": [1, 2,],", "p.json:7:"),
        bad("a comment", "\"upperSet\"", "// sets\n\"upperSet\"", "p.json:2:"),
        bad("a key twice", "\"y\": [7]", "\"y\": [7], \"y\": [8]", "blocks[1].f.y is there twice"),
        bad("null", "\"y\": [7]", "\"y\": null", "blocks[1].f.y is 'null'"));
  }

  private static List<BadCase> keys() {
    return List.of(
        bad("no upperDim", "\"upperDim\": 2,", "", "p.json: the key 'upperDim' is missing"),
        bad("no lowerDim", "\"lowerDim\": 1, ", "", "blocks[1]: the key 'lowerDim' is missing"),
        bad("no dualDim", "1, \"dualDim\": 1", "1", "blocks[1]: the key 'dualDim' is missing"),
        bad(
            "no g",
            "\"g\": {\"yy\": [[3]], \"xy\": [[8], [9]]}",
            "\"lowerSet\": {\"type\": \"all\"}",
            "blocks[1]: the key 'g' is missing"),
        text("has no blocks", "{\"upperDim\": 1}", "p.json: the key 'blocks' is missing"),
        bad(
            "a mistyped key",
            "\"upperSet\"",
            "\"uperSet\"",
            "uperSet: key 'uperSet' is not known.\nHint: upperSet"),
        bad(
            "a mistyped key of a block",
            "\"lowerDim\": 1",
            "\"lowerdim\": 1",
            "blocks[1].lowerdim: key 'lowerdim' is not known.\nHint: lowerDim"),
        bad(
            "an entry that f does not have",
            "\"y\": [7]",
            "\"z\": [7]",
            "blocks[1].f.z: key 'z' is not known"),
        bad(
            "a dual in g",
            "\"yy\": [[3]]",
            "\"yy\": [[3]], \"ax\": [[1, 2]]",
            "blocks[1].g.ax: key 'ax' is not known"),
        bad(
            "an unknown aggregation",
            "\"mean\"",
            "\"meen\"",
            "aggregation: aggregation 'meen' is not known.\nHint: mean"),
        bad("a number for a name", "\"mean\"", "3", "aggregation '3' is not known"),
        bad("an unknown dual", "\"per-block\"", "\"perblock\"", "Hint: per-block"),
        bad("an unknown key of the noise", "\"rows\"", "\"row\"", "noise.row: key 'row'"));
  }

  private static List<BadCase> shapes() {
    return List.of(
        bad("blocks that are no list", "\"blocks\": [", "\"blocks\": 3, \"b\": [", "'b'"),
        text("has zero blocks", "{\"upperDim\": 1, \"blocks\": []}", "blocks = a list must be"),
        text("has blocks of numbers", "{\"upperDim\": 1, \"blocks\": [3]}", "blocks[0] = '3'"),
        bad(
            "an f that is a list", "\"f\": {\"yy\": [[1]], \"y\": [7], \"aa\": [[4]]}",
            "\"f\": [1]", "blocks[1].f = a list must be a group of keys"),
        bad("a matrix that is a number", "[[3]]", "3", "blocks[1].g.yy = '3' must be a list"),
        bad("a matrix that is a vector", "[[3]]", "[3]", "blocks[1].g.yy[0] = '3' must be"),
        bad("a row too many", "[[3]]", "[[3], [4]]", "blocks[1].g.yy has 2 rows, must have 1"),
        bad("a row too long", "[[8], [9]]", "[[8], [9, 1]]", "blocks[1].g.xy[1] has 2 numbers"),
        bad(
            "a matrix transposed",
            "[[8], [9]]",
            "[[8, 9]]",
            "blocks[1].g.xy has 1 rows, must have 2 (upperDim)"),
        bad(
            "a vector too long",
            "[7]",
            "[7, 8]",
            "blocks[1].f.y has 2 numbers, must have 1 (lowerDim)"),
        bad(
            "an entry in brackets",
            "\"y\": [1, 2]",
            "\"y\": [1, [2]]",
            "blocks[0].f.y[1] = a list must be a finite number"),
        bad(
            "upperDim 0",
            "\"upperDim\": 2",
            "\"upperDim\": 0",
            "upperDim = '0' must be at least 1"),
        bad(
            "a broken upperDim",
            "\"upperDim\": 2",
            "\"upperDim\": 2.5",
            "upperDim = '2.5' must be"),
        bad("upperDim in quotes", "\"upperDim\": 2", "\"upperDim\": \"2\"", "upperDim = '2' must"),
        bad(
            "lowerDim below 0",
            "\"lowerDim\": 1",
            "\"lowerDim\": -1",
            "blocks[1].lowerDim = '-1'"));
  }

  private static List<BadCase> numbers() {
    return List.of(
        bad("NaN", "\"y\": [1, 2]", "\"y\": [1, NaN]", "blocks[0].f.y[1] = 'NaN' must be a finite"),
        bad("Infinity", "\"c\": 0", "\"c\": Infinity", "blocks[0].f.c = 'Infinity' must be"),
        bad("minus Infinity", "\"c\": 0", "\"c\": -Infinity", "blocks[0].f.c = '-Infinity' must"),
        bad("a number beyond all", "[[3]]", "[[1e999]]", "blocks[1].g.yy[0][0] = '1e999' must be"),
        bad("a number in quotes", "[[3]]", "[[\"3\"]]", "blocks[1].g.yy[0][0] = '3' must be"),
        bad("a truth value", "[[3]]", "[[true]]", "blocks[1].g.yy[0][0] = 'true' must be"),
        bad("a word", "[[3]]", "[[three]]", "p.json:12:21: not JSON: Unrecognized token 'three'"),
        bad("noise of NaN", "\"upper\": 0.1", "\"upper\": NaN", "noise.upper = 'NaN' must be"),
        bad("noise below 0", "\"lower\": 0.05", "\"lower\": -1", "noise.lower = '-1' must be"),
        bad("a single row", "\"rows\": 100", "\"rows\": 1", "noise.rows = '1' must be at least 2"),
        bad("rows beyond reason", "\"rows\": 100", "\"rows\": 1e8", "noise.rows = '1e8' must be"),
        bad("rows beyond an int", "\"rows\": 100", "\"rows\": 1e30", "noise.rows = '1e30' must"),
        bad("fewer rows than a batch", "\"rows\": 100", "\"rows\": 10", "64"));
  }

  private static List<BadCase> mathematics() {
    return List.of(
        bad(
            "an asymmetric g.yy",
            "[0.5, 1]]",
            "[0.4, 1]]",
            "blocks[0].g.yy[0][1] is 0.5 and [1][0] is 0.4, but the matrix must be symmetric"),
        bad(
            "an asymmetric f.xx",
            "\"xx\": [[1, 0], [0, 1]]",
            "\"xx\": [[1, 2], [0, 1]]",
            "blocks[0].f.xx[0][1] is 2.0"),
        bad(
            "an indefinite g.yy",
            "[[2, 0.5], [0.5, 1]]",
            "[[1, 2], [2, 1]]",
            "blocks[0].g.yy must be positive definite, so that y has one minimiser, but its"
                + " smallest eigenvalue is -1."),
        bad("a negative g.yy", "[[3]]", "[[-3]]", "blocks[1].g.yy must be positive definite"),
        bad(
            "a singular g.yy",
            "[[2, 0.5], [0.5, 1]]",
            "[[1, 1], [1, 1]]",
            "blocks[0].g.yy must be positive definite"),
        BadCase.of(
            "a lower level that falls without bound",
            "blocks[0].g falls without bound in y",
            f ->
                words(
                    f,
                    GOOD.replace("[0.5, 1]]", "[2, 2]]").replace("[2, 0.5]", "[2, 2]"),
                    "--solver",
                    "pdbo")),
        bad("no g.yy", "\"yy\": [[3]], ", "", "blocks[1].g.yy must be positive definite"),
        bad(
            "an indefinite aa",
            "[[4]]",
            "[[-4]]",
            "blocks[1].f.aa must be positive definite, so that alpha has a maximiser, but its"
                + " smallest eigenvalue is -4."),
        bad("no aa over all alpha", ", \"aa\": [[4]]", "", "Hint: a bounded 'dualSet'"),
        bad(
            "worst case with a dual",
            "\"mean\"",
            "\"worst-case\"",
            "dual = 'per-block' does not go with \"aggregation\": \"worst-case\""),
        bad("a dualDim without a dual", "\"per-block\"", "\"none\"", "dualSet is there, but"),
        bad("duals of two sizes that share", "\"per-block\",\n", "\"shared\",\n", "mmb-v2"),
        text(
            "lets blocks of two sizes share a dual",
            GOOD.replace("\"per-block\"", "\"shared\"")
                .replace("\"aa\": [[4]]", "\"aa\": [[4, 0], [0, 4]]")
                .replace("\"lowerDim\": 1, \"dualDim\": 1", "\"lowerDim\": 1, \"dualDim\": 2"),
            "blocks[1].dualDim is 2, must be 1 as in blocks[0]"));
  }

  private static BadCase upperSet(String name, String set, String part) {
    return bad(name, "\"upperSet\": {\"type\": \"all\"}", "\"upperSet\": " + set, part);
  }

  private static List<BadCase> sets() {
    return List.of(
        upperSet("a set that is a name", "\"all\"", "upperSet = 'all' must be a group of keys"),
        upperSet("a set without a type", "{\"radius\": 1}", "upperSet: the key 'type' is missing"),
        upperSet("an unknown set", "{\"type\": \"bux\"}", "upperSet.type: set 'bux' is not known"),
        upperSet("a set with a list for a type", "{\"type\": [1]}", "upperSet.type"),
        upperSet(
            "a set with a foreign key",
            "{\"type\": \"all\", \"radius\": 1}",
            "upperSet.radius: key 'radius' is not known"),
        upperSet("a box without bounds", "{\"type\": \"box\"}", "upperSet has neither 'lower' nor"),
        upperSet(
            "a box of another size",
            "{\"type\": \"box\", \"lower\": [0]}",
            "upperSet.lower has 1 numbers, must have 2 (upperDim)"),
        upperSet(
            "a box upside down",
            "{\"type\": \"box\", \"lower\": [1, 1], \"upper\": [2, 0]}",
            "upperSet: box: lower bound 1.0 of coordinate 1 is above upper bound 0.0"),
        upperSet("a ball without a radius", "{\"type\": \"ball\"}", "upperSet: the key 'radius'"),
        upperSet("a ball of radius 0", "{\"type\": \"ball\", \"radius\": 0}", "upperSet: radius"),
        upperSet("an affine set without a", "{\"type\": \"affine\"}", "upperSet: the key 'a'"),
        upperSet(
            "dependent equations",
            "{\"type\": \"affine\", \"a\": [[1, 1], [2, 2]], \"b\": [1, 2]}",
            "upperSet: affine set: the 2 rows"),
        bad(
            "a lower set the solver cannot keep",
            "\"g\": {\"yy\": [[3]]",
            "\"lowerSet\": {\"type\": \"nonnegative\"}, \"g\": {\"yy\": [[3]]",
            "mmb-v2 cannot solve 'p.json': it does not project y onto a lower set"));
  }

  private static BadCase constraint(String name, String constraint, String part) {
    return bad(name, "\"g\": {\"yy\": [[3]]", constraint + ", \"g\": {\"yy\": [[3]]", part);
  }

  private static List<BadCase> constraints() {
    return List.of(
        constraint(
            "a constraint of nothing",
            "\"lowerInequality\": {\"c\": [1]}",
            "blocks[1].lowerInequality: the key 'y' is missing"),
        constraint(
            "a constraint of another size",
            "\"lowerEquality\": {\"y\": [[1, 2]]}",
            "blocks[1].lowerEquality.y[0] has 2 numbers, must have 1 (lowerDim)"),
        constraint(
            "a constraint with a row of x too few",
            "\"lowerEquality\": {\"y\": [[1], [2]], \"x\": [[1, 1]]}",
            "blocks[1].lowerEquality.x has 1 rows, must have 2"),
        constraint(
            "a constraint of no rows",
            "\"lowerInequality\": {\"y\": []}",
            "blocks[1].lowerInequality.y"),
        constraint(
            "a constraint the solver cannot keep",
            "\"lowerInequality\": {\"y\": [[1]], \"c\": [1]}",
            "does not handle lower constraints"),
        constraint(
            "a constraint beside a ball",
            "\"lowerSet\": {\"type\": \"ball\", \"radius\": 1}, \"lowerInequality\": {\"y\": [[1]]}",
            "blocks[1].lowerSet must be a box"));
  }

  private static List<BadCase> options() {
    return List.of(
        with(
            "an unknown solver",
            "solver 'mmb-v3' is not known.\nHint: mmb-v1",
            "--solver",
            "mmb-v3"),
        with(
            "a solver for other duals",
            "soba cannot solve 'p.json': it serves duals [NONE]",
            "--solver",
            "soba"),
        with("no step", "--steps is 0, must be at least 1", "--steps", "0"),
        with("steps below zero", "--steps is -3, must be at least 1", "--steps", "-3"),
        with("steps that are a word", "'many' is not a long", "--steps", "many"),
        with("a seed that is a word", "'one' is not a long", "--seed", "one"),
        with("no threads", "--threads is 0", "--threads", "0"),
        with(
            "an unknown parameter",
            "--set etaZ=1: mmb-v2: parameter 'etaZ' is not known",
            "--set",
            "etaZ=1"),
        with("an assignment without =", "--set etaX: must read key=value", "--set", "etaX"),
        with("a schedule that is none", "--set etaX=soon", "--set", "etaX=soon"),
        with("a parameter out of range", "blocks per step is 0", "--set", "blocksPerStep=0"),
        with("another solver's prefix", "parameter 'soba' is not known", "--set", "soba.rho=1"),
        with("an unknown option", "--step", "--step", "4"),
        BadCase.of(
            "solving without a solver",
            "--solver",
            f -> {
              List<String> words = new ArrayList<>(words(f, GOOD));
              words.removeAll(List.of("--solver", "mmb-v2"));
              return words;
            }),
        BadCase.of(
            "solving nothing",
            "PROBLEM.json",
            f -> List.of("solve", "--steps", "3", "--solver", "soba")));
  }

  private static BadCase trace(String name, String part, String file) {
    return BadCase.of(name, part, f -> words(f, GOOD, "--trace", f.resolve(file).toString()));
  }

  private static List<BadCase> files() {
    return List.of(
        BadCase.of(
            "a problem that is not there",
            "none.json does not exist",
            f -> List.of("solve", f + "/none.json", "--solver", "soba", "--steps", "3")),
        BadCase.of(
            "a problem that is a folder",
            "is a folder, must be a JSON file",
            f -> List.of("solve", f.toString(), "--solver", "soba", "--steps", "3")),
        BadCase.of(
            "a problem that is no text",
            "p.json:1:",
            f -> {
              List<String> words = words(f, GOOD);
              Files.write(
                  f.resolve("p.json"), new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10});
              return words;
            }),
        BadCase.of(
            "a problem in another alphabet",
            "p.json:2:",
            f -> {
              List<String> words = words(f, GOOD);
              byte[] latin =
                  GOOD.replace("\"all\"", "\"\u00e4ll\"").getBytes(StandardCharsets.ISO_8859_1);
              Files.write(f.resolve("p.json"), latin);
              return words;
            }),
        BadCase.of(
            "a report into a folder with other files",
            "is not empty and not the folder of an experiment",
            f -> words(f, GOOD, "--report", f.toString())),
        BadCase.of(
            "a report into a file",
            "p.json is a file, must be a folder",
            f -> words(f, GOOD, "--report", f + "/p.json")),
        BadCase.of(
            "a report below a file",
            "cannot be written",
            f -> words(f, GOOD, "--report", f + "/p.json/out")),
        BadCase.of(
            "a report of a misfit",
            "soba cannot solve",
            f -> words(f, GOOD, "--report", f + "/out", "--solver", "soba")),
        trace("a trace into a folder", "is a folder, must be a file", "."),
        trace("a trace below nothing", "cannot be written: no such file", "none/t.csv"),
        trace("a trace below a file", "cannot be written", "p.json/t.csv"),
        trace("a trace over the problem", "is the problem, must be another file", "p.json"));
  }
}
