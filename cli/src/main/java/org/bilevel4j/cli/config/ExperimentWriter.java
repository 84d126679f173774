package org.bilevel4j.cli.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.bilevel4j.cli.config.Experiment.Arm;
import org.bilevel4j.core.catalogue.Entry;
import org.bilevel4j.core.config.Records;
import org.bilevel4j.core.math.Storage;

/** Writes a resolved experiment as YAML, every default written out; reading it gives the same. */
public final class ExperimentWriter {
  private ExperimentWriter() {}

  /** The text of {@code experiment.yaml}. */
  public static String write(Experiment e) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("name", e.name());
    out.put("title", e.title());
    out.put("application", Entry.of(e.application()).name());
    out.put("parameters", values(e.application()));
    List<Object> arms = new ArrayList<>();
    e.arms().forEach(a -> arms.add(arm(e, a)));
    out.put("arms", arms);
    out.put("seeds", e.seeds());
    out.put("steps", e.steps());
    out.put("oracle", Entry.of(e.oracle()).text());
    out.put("stop", stop(e));
    out.put("watched", e.watched().name().toLowerCase(Locale.ROOT));
    out.put("evaluate", evaluate(e));
    out.put("checkpoint", Map.of("everySeconds", e.checkpointSeconds()));
    out.put("returned", e.returned().name().toLowerCase(Locale.ROOT));
    out.put("averageTail", e.averageTail());
    Map<String, Object> compare = compare(e);
    if (!compare.isEmpty()) {
      out.put("compare", compare);
    }
    e.sweep().ifPresent(s -> out.put("sweep", sweep(s)));
    if (!e.notes().isEmpty()) {
      out.put("notes", e.notes());
    }
    return yaml(out);
  }

  private static Map<String, Object> arm(Experiment e, Arm a) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("label", a.label());
    out.put("solver", a.solverName());
    Map<String, Object> parameters = values(a.parameters());
    a.auto().forEach(name -> parameters.put(name, "auto"));
    out.put("parameters", parameters);
    Map<String, String> changed = Records.toMap(a.application());
    changed.entrySet().removeAll(Records.toMap(e.application()).entrySet());
    if (!changed.isEmpty()) {
      out.put("application", typed(changed));
    }
    out.put("steps", a.steps());
    if (!a.oracle().equals(e.oracle())) {
      out.put("oracle", Entry.of(a.oracle()).text());
    }
    if (a.stack().stacks()) {
      out.put("stack", a.stack().toString());
    }
    if (a.storage() != Storage.FLOAT64) {
      out.put("storage", a.storage().name().toLowerCase(Locale.ROOT));
    }
    a.point().ifPresent(p -> out.put("point", point(p)));
    return out;
  }

  private static Map<String, Object> point(Experiment.Point p) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("series", p.series());
    out.put("at", p.at());
    return out;
  }

  private static Map<String, Object> sweep(Experiment.Sweep s) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("axis", s.axis());
    out.put("measure", s.measure());
    s.expected().ifPresent(v -> out.put("expected", v));
    return out;
  }

  private static Map<String, Object> values(Object parameters) {
    return typed(Records.toMap(parameters));
  }

  /** Truth values without quotes. */
  private static Map<String, Object> typed(Map<String, String> texts) {
    Map<String, Object> out = new LinkedHashMap<>();
    texts.forEach(
        (k, v) -> out.put(k, v.equals("true") || v.equals("false") ? Boolean.valueOf(v) : v));
    return out;
  }

  private static Map<String, Object> stop(Experiment e) {
    Map<String, Object> out = new LinkedHashMap<>();
    e.stop().samples().ifPresent(v -> out.put("samples", v));
    e.stop().seconds().ifPresent(v -> out.put("seconds", v));
    e.stop().target().ifPresent(v -> out.put("target", v));
    if (e.stop().stall() > 0) {
      out.put("stall", e.stop().stall());
    }
    if (e.stop().every() > 0) {
      out.put("every", e.stop().every());
    }
    OptionalDouble divergence = e.stop().divergence();
    out.put("divergence", divergence.isPresent() ? divergence.getAsDouble() : "none");
    return out;
  }

  private static Map<String, Object> compare(Experiment e) {
    Map<String, Object> out = new LinkedHashMap<>();
    if (!e.compare().baseline().isEmpty()) {
      out.put("baseline", e.compare().baseline());
    }
    if (!e.compare().metrics().isEmpty()) {
      out.put("metrics", e.compare().metrics());
    }
    return out;
  }

  private static Map<String, Object> evaluate(Experiment e) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("every", e.evaluate().every());
    out.put("exactEvery", e.evaluate().exactEvery());
    if (!e.evaluate().sets().isEmpty()) {
      out.put("sets", e.evaluate().sets());
    }
    if (!e.evaluate().metrics().isEmpty()) {
      out.put("metrics", e.evaluate().metrics());
    }
    return out;
  }

  /** Plain maps, lists and values as YAML. */
  public static String yaml(Object plain) {
    YAMLMapper mapper =
        YAMLMapper.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .build();
    try {
      return mapper.writeValueAsString(plain);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("plain values could not be written as YAML", e);
    }
  }
}
