package org.bilevel4j.eval.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bilevel4j.core.util.UserError;

/**
 * Reads the folder of an experiment.
 *
 * <pre>
 * experiment.yaml               resolved configuration, shown as it is       (may be missing)
 * provenance.json               versions, checksums; "experiment" is a title, "arms" are labels by
 *                               slug, "measures" say which way is better     (may be missing)
 * runs/ARM/SEED/metrics.csv     header and rows; an empty cell = not measured at that step
 *     step,samples,seconds      iterations, rows drawn, wall clock so far
 *     calls.KIND                oracle calls so far
 *     SET.METRIC.worst|mean|gap|spread|undefined|task.NAME     SET = validation, test, ...
 *     exact.SET.METRIC....      the same at the re-solved lower level
 *     weights.NAME              lambda of a block
 *     stationarity, prox.residual, lower.gap, weights.gap, step.length, any other number
 * runs/ARM/SEED/result.json     {"arm", "seed", "outcome", "steps", "samples", "seconds",
 *                                "metrics": {final values}, "message"}; missing = unfinished
 * </pre>
 *
 * <p>ARM is a slug, its label comes from provenance.json or result.json; SEED is a whole number.
 * Names that begin with a dot are left out.
 */
public final class RunFolder {
  private RunFolder() {}

  /**
   * Reads all that is there.
   *
   * @param folder the folder that holds {@code runs}
   * @throws UserError when there is no run, or a file is broken, with file, line and column
   */
  public static ResultSet read(Path folder) {
    Path runs = folder.resolve("runs");
    if (!Files.isDirectory(runs)) {
      throw new UserError(
          folder + " has no folder 'runs'.", "give the folder that `run --out` wrote.");
    }
    Map<String, String> provenance =
        Files.exists(folder.resolve("provenance.json"))
            ? JsonFiles.flat(JsonFiles.object(folder.resolve("provenance.json")))
            : Map.of();
    List<ResultSet.Arm> arms = new ArrayList<>();
    for (Path arm : folders(runs)) {
      arms.add(arm(arm, provenance));
    }
    if (arms.stream().allMatch(a -> a.seeds().isEmpty())) {
      throw new UserError(runs + " holds no run yet.", "wait until the first step is measured.");
    }
    Path yaml = folder.resolve("experiment.yaml");
    Path name = folder.toAbsolutePath().normalize().getFileName();
    String title = provenance.getOrDefault("experiment", name == null ? "" : name.toString());
    return new ResultSet(title, arms, Files.exists(yaml) ? TextFiles.read(yaml) : "", provenance);
  }

  private static ResultSet.Arm arm(Path folder, Map<String, String> provenance) {
    List<SeedRun> seeds = new ArrayList<>();
    String slug = String.valueOf(folder.getFileName());
    String label = provenance.getOrDefault("arms." + slug, slug);
    for (Path one : folders(folder)) {
      Path metrics = one.resolve("metrics.csv");
      Path result = one.resolve("result.json");
      long seed = seed(one);
      Optional<SeedRun.End> end = Optional.empty();
      if (Files.exists(result)) {
        JsonNode node = JsonFiles.object(result);
        label = JsonFiles.text(node, "arm").orElse(label);
        end = Optional.of(JsonFiles.end(result, node));
      }
      if (Files.exists(metrics)) {
        seeds.add(new SeedRun(seed, new CsvReader(metrics).read(), end));
      } else if (end.isPresent()) {
        seeds.add(new SeedRun(seed, new Series(Map.of(Series.STEP, new double[0])), end));
      }
    }
    seeds.sort(Comparator.comparingLong(SeedRun::seed));
    return new ResultSet.Arm(slug, label, List.copyOf(seeds));
  }

  private static long seed(Path folder) {
    String name = String.valueOf(folder.getFileName());
    try {
      return Long.parseLong(name);
    } catch (NumberFormatException e) {
      throw new UserError(
          folder + ": '" + name + "' is not a seed, must be a whole number.", "", e);
    }
  }

  private static List<Path> folders(Path parent) {
    try (Stream<Path> all = Files.list(parent)) {
      return all.filter(Files::isDirectory)
          .filter(p -> !String.valueOf(p.getFileName()).startsWith("."))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UserError(parent + " cannot be listed: " + e.getMessage() + ".", "", e);
    }
  }
}
