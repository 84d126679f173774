package org.bilevel4j.cli.solve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bilevel4j.cli.config.Fields;
import org.bilevel4j.cli.config.JsonReader;
import org.bilevel4j.cli.config.Node;
import org.bilevel4j.cli.config.Node.Sequence;
import org.bilevel4j.cli.solve.Entries.Dim;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.core.util.Names;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.quadratic.Noise;
import org.bilevel4j.quadratic.QuadraticBlock;
import org.bilevel4j.quadratic.QuadraticProblem;

/** Quadratic problems as JSON; docs/PROBLEMS.md has the format. */
public final class ProblemReader {
  /** Solvers for lower levels with many minimisers: the optimistic and the pessimistic reading. */
  static final List<String> MANY_MINIMISERS = List.of("pdbo", "pessimistic-penalty");

  private static final List<String> KEYS =
      List.of("upperDim", "aggregation", "dual", "upperSet", "dualSet", "noise", "blocks");
  private static final Map<String, DualSide.Kind> DUALS = new LinkedHashMap<>();
  private static final Map<String, Boolean> AGGREGATIONS = new LinkedHashMap<>();

  static {
    DUALS.put("none", DualSide.Kind.NONE);
    DUALS.put("per-block", DualSide.Kind.PER_BLOCK);
    DUALS.put("shared", DualSide.Kind.SHARED);
    AGGREGATIONS.put("mean", false);
    AGGREGATIONS.put("worst-case", true);
  }

  private static final int MOST_ROWS = 1_000_000;

  private ProblemReader() {}

  /**
   * Reads a file.
   *
   * @param solver that it is for, of which some cope with lower levels that have many minimisers
   * @throws UserError one sentence about the first thing that does not fit, with its path
   */
  public static QuadraticProblem read(Path file, String solver) {
    return read(
        bytes(file),
        String.valueOf(file),
        String.valueOf(file.getFileName()),
        MANY_MINIMISERS.contains(solver));
  }

  private static byte[] bytes(Path file) {
    if (Files.isDirectory(file)) {
      throw new UserError(file + " is a folder, must be a JSON file.");
    }
    if (!Files.exists(file)) {
      throw new UserError(file + " does not exist.");
    }
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UserError(file + " cannot be read.", "its permissions do not allow it.", e);
    }
  }

  /**
   * Reads a text.
   *
   * @param source how messages call it
   * @param name the problem's name
   * @param many whether a lower level may have many minimisers
   */
  static QuadraticProblem read(byte[] text, String source, String name, boolean many) {
    Fields f = new Fields(JsonReader.read(text, source), KEYS);
    f.requireValue("upperDim");
    Dim dx = new Dim(f.count("upperDim", 1, 1), "upperDim");
    DualSide.Kind kind = choice(f, "dual", DUALS, DualSide.Kind.NONE);
    if (choice(f, "aggregation", AGGREGATIONS, false)) {
      if (kind != DualSide.Kind.NONE) {
        throw f.error("dual", "does not go with \"aggregation\": \"worst-case\".");
      }
      kind = DualSide.Kind.SIMPLEX;
    }
    if (f.has("dualSet") && (kind == DualSide.Kind.NONE || kind == DualSide.Kind.SIMPLEX)) {
      throw new UserError(f.node("dualSet").where() + " is there, but the problem has no dual.");
    }
    QuadraticProblem problem =
        QuadraticProblem.of(
                name, dx.size(), kind, blocks(f, new BlockReader(dx, kind, f, many), kind))
            .withUpperSet(SetReader.read(f, "upperSet", dx));
    return f.has("noise") ? problem.withNoise(noise(f)) : problem;
  }

  private static <T> T choice(Fields f, String key, Map<String, T> known, T otherwise) {
    if (!f.has(key)) {
      return otherwise;
    }
    String text = f.text(key).orElseThrow();
    T value = known.get(text);
    if (value == null) {
      UserError unknown = Names.unknown(key, text, known.keySet());
      throw new UserError(f.node(key).where() + ": " + unknown.sentence(), unknown.cure());
    }
    return value;
  }

  private static List<QuadraticBlock> blocks(Fields f, BlockReader reader, DualSide.Kind kind) {
    f.requireValue("blocks");
    if (!(f.node("blocks") instanceof Sequence list) || list.items().isEmpty()) {
      throw f.error("blocks", "must be a list of at least one block.");
    }
    List<QuadraticBlock> out = new ArrayList<>();
    for (Node item : list.items()) {
      QuadraticBlock block = reader.read(item);
      if (kind == DualSide.Kind.SHARED && !out.isEmpty()) {
        int first = out.get(0).f().dualDim();
        if (block.f().dualDim() != first) {
          throw new UserError(
              item.where()
                  + ".dualDim is "
                  + block.f().dualDim()
                  + ", must be "
                  + first
                  + " as in blocks[0], since the blocks share their dual.");
        }
      }
      out.add(block);
    }
    return out;
  }

  private static Noise noise(Fields f) {
    Fields n = f.fields("noise", Set.of("rows", "upper", "lower", "seed"));
    n.requireValue("rows");
    if (n.whole("rows", 2).orElseThrow() > MOST_ROWS) {
      throw n.error("rows", "must be at most " + MOST_ROWS + ".");
    }
    return new Noise(
        n.count("rows", 2, 2),
        n.number("upper", 0, Double.POSITIVE_INFINITY).orElse(0),
        n.number("lower", 0, Double.POSITIVE_INFINITY).orElse(0),
        n.whole("seed", 0).orElse(1));
  }
}
