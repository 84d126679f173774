package org.bilevel4j.cli.tune;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.bilevel4j.cli.config.ExperimentWriter;
import org.bilevel4j.cli.grid.AtomicText;
import org.bilevel4j.cli.tune.Halving.Standing;
import org.bilevel4j.core.config.Records;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.eval.report.JsonText;

/**
 * What a search leaves behind: {@code tune.json} (what was asked), {@code scores.csv} (every
 * standing) and {@code tuned.yaml} (the step sizes found, a preset and an experiment file).
 *
 * @param experiment as named on the command line
 * @param presets that were applied to it
 * @param settings how it searches
 */
public record TuneFolder(String experiment, List<String> presets, TuneSettings settings) {
  private static final String ASKED = "tune.json";

  /** Copies the list. */
  public TuneFolder {
    presets = List.copyOf(presets);
  }

  /** Writes {@code tune.json}. */
  public void write(Path folder) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("experiment", experiment);
    out.put("presets", presets);
    out.put("settings", Records.toMap(settings));
    AtomicText.write(folder.resolve(ASKED), JsonText.of(out) + "\n");
  }

  /**
   * Reads {@code tune.json}.
   *
   * @throws UserError when the folder is not one of a search
   */
  public static TuneFolder read(Path folder, TuneSettings defaults) {
    Path file = folder.resolve(ASKED);
    if (!Files.exists(file)) {
      throw new UserError(
          folder + " is not the folder of a search: it holds no " + ASKED + ".",
          "'run --resume' goes on with an experiment.");
    }
    try {
      JsonNode root = new JsonMapper().readTree(Files.readString(file));
      Map<String, String> settings = new LinkedHashMap<>();
      root.path("settings")
          .properties()
          .forEach(e -> settings.put(e.getKey(), e.getValue().asText()));
      List<String> presets = new ArrayList<>();
      root.path("presets").forEach(n -> presets.add(n.asText()));
      return new TuneFolder(
          root.path("experiment").asText(), presets, Records.bind(defaults, settings, ASKED));
    } catch (IOException e) {
      throw new UserError(file + " is damaged.", "start the search again in a new folder.", e);
    }
  }

  /** Every standing as a table for machines. */
  public static String scores(List<Standing> standings) {
    StringBuilder csv = new StringBuilder("arm,rung,steps,candidate,score,parameters\n");
    for (Standing s : standings) {
      csv.append(
          String.format(
              Locale.ROOT,
              "\"%s\",%d,%d,%d,%s,\"%s\"%n",
              s.arm().replace("\"", "\"\""),
              s.rung() + 1,
              s.steps(),
              s.candidate().index(),
              Double.isFinite(s.score()) ? Double.toString(s.score()) : "",
              text(s.candidate().values())));
    }
    return csv.toString();
  }

  /** Step sizes in one line. */
  public static String text(Map<String, String> values) {
    return values.entrySet().stream()
        .map(e -> e.getKey() + " = " + e.getValue())
        .collect(Collectors.joining("; "));
  }

  /** The text of {@code tuned.yaml}. */
  public String tuned(Map<String, Standing> winners) {
    Map<String, Object> arms = new LinkedHashMap<>();
    winners.forEach((label, s) -> arms.put(label, Map.of("parameters", s.candidate().values())));
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("extends", experiment);
    List<String> named = presets.stream().filter(p -> !p.contains("/")).toList();
    if (!named.isEmpty()) {
      out.put("preset", named);
    }
    out.put("arms", arms);
    return "# Step sizes found by 'bilevel4j tune', "
        + settings.candidates()
        + " candidates an arm, "
        + settings.seeds()
        + " seeds, by "
        + settings.metric()
        + ".\n# An experiment file, and a preset of the experiment it extends.\n"
        + ExperimentWriter.yaml(out);
  }
}
