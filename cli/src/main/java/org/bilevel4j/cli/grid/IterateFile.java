package org.bilevel4j.cli.grid;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.Dual;
import org.bilevel4j.core.run.Snapshot;

/**
 * The last finite iterate of a diverged run as {@code last-finite.json}: step, x, and where the
 * solver has them lambda, y and alpha, the latter two by block. A block that was not touched yet is
 * left out.
 */
final class IterateFile {
  private static final JsonMapper MAPPER = new JsonMapper();

  private IterateFile() {}

  static Path in(Path folder) {
    return folder.resolve("last-finite.json");
  }

  /** Writes an iterate into a run's folder. */
  static void write(Path folder, Snapshot iterate) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = MAPPER.createGenerator(text)) {
      json.writeStartObject();
      json.writeNumberField("step", iterate.step());
      vec(json, "x", iterate.x());
      if (iterate.weights().isPresent()) {
        vec(json, "lambda", iterate.weights().get());
      }
      if (iterate.dual() instanceof Dual.PerBlock each) {
        blocks(json, "alpha", each.alpha());
      } else if (iterate.dual() instanceof Dual.Shared one) {
        vec(json, "alpha", one.alpha());
      }
      if (iterate.lower().isPresent()) {
        blocks(json, "y", iterate.lower().get());
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory could not be written", e);
    }
    AtomicText.write(in(folder), text + "\n");
  }

  private static void vec(JsonGenerator json, String name, Vec v) throws IOException {
    json.writeFieldName(name);
    json.writeArray(v.toArray(), 0, v.dim());
  }

  private static void blocks(JsonGenerator json, String name, Blocks b) throws IOException {
    json.writeObjectFieldStart(name);
    for (int p = 0; p < b.set().size(); p++) {
      int id = b.set().id(p);
      if (b.isTouched(id)) {
        vec(json, Integer.toString(id), b.at(id));
      }
    }
    json.writeEndObject();
  }
}
