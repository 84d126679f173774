package org.bilevel4j.core.run;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.bilevel4j.core.catalogue.Component;
import org.bilevel4j.core.config.Records;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.solver.Solver;
import org.bilevel4j.core.util.UserError;

/**
 * What decides the rest of a run, by name: a run may go on only where all of it is as it was.
 * Records enter with every component they have, so that none can be forgotten.
 */
public final class Identity {
  /** The numeric kernels; another one changes bits. */
  public static final String KERNEL = "kernel";

  /** The program's version; another one may change bits. */
  public static final String VERSION = "version";

  /** Bits do not depend on the number of threads, so that a run may go on with another one. */
  static final Set<String> FREE = Set.of("run.threads");

  private static final int SHOWN = 3; // differences that a message names

  private final Map<String, String> properties;

  private Identity(Map<String, String> properties) {
    this.properties = Collections.unmodifiableMap(properties);
  }

  /** Nothing. */
  public static Identity none() {
    return new Identity(Map.of());
  }

  /** These properties. */
  public static Identity of(Map<String, String> properties) {
    return new Identity(new LinkedHashMap<>(properties));
  }

  /** This and one more property. */
  public Identity with(String key, String value) {
    return with(Map.of(key, value));
  }

  /** This and every parameter of a component of the catalogue, each as "key.parameter". */
  public Identity with(String key, Component component) {
    return withRecord(key, component);
  }

  /** This and every component of a record, each as "key.component". */
  public Identity with(String key, Record record) {
    return withRecord(key, record);
  }

  private Identity withRecord(String key, Object record) {
    Map<String, String> components = new LinkedHashMap<>();
    Records.toMap(record).forEach((name, value) -> components.put(key + "." + name, value));
    components.keySet().removeAll(FREE);
    return with(components);
  }

  private Identity with(Map<String, String> more) {
    Map<String, String> all = new LinkedHashMap<>(properties);
    all.putAll(more);
    return new Identity(all);
  }

  /** This and a run of a solver. */
  public Identity with(String name, Solver<?> solver, RunSpec spec) {
    return with("solver", name).with("solver", solver.params()).with("run", spec);
  }

  /** This and a problem. */
  Identity with(BilevelProblem problem) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("problem", problem.name());
    new TreeMap<>(problem.provenance()).forEach((key, value) -> all.put("problem." + key, value));
    all.put("derivatives", problem.oracleName());
    all.put("size", "m " + problem.blocks() + ", d_x " + problem.upperDim());
    return with(all);
  }

  /** Every property by name. */
  public Map<String, String> toMap() {
    return properties;
  }

  /**
   * Checks that what was saved belongs to this.
   *
   * @param what was saved, for the message
   * @param saved its identity
   * @param forgiven names of properties that may differ
   * @return how those that may differ do, one clause each
   * @throws UserError naming what else differs, with both values
   */
  public List<String> require(String what, Identity saved, Set<String> forgiven) {
    Map<String, String> differ = differences(saved);
    List<String> noted =
        forgiven.stream().sorted().map(differ::remove).filter(Objects::nonNull).toList();
    if (!differ.isEmpty()) {
      String more = differ.size() > SHOWN ? "; and " + (differ.size() - SHOWN) + " more" : "";
      throw new UserError(
          what
              + " belongs to another run: "
              + differ.values().stream().limit(SHOWN).collect(Collectors.joining("; "))
              + more
              + ".",
          "use the configuration it was saved with, or start in a new folder.");
    }
    return noted;
  }

  private Map<String, String> differences(Identity saved) {
    Set<String> keys = new LinkedHashSet<>(saved.properties.keySet());
    keys.addAll(properties.keySet());
    Map<String, String> out = new LinkedHashMap<>();
    for (String key : keys) {
      String before = saved.properties.getOrDefault(key, "missing");
      String now = properties.getOrDefault(key, "missing");
      if (!before.equals(now)) {
        out.put(key, key + " was '" + before + "' and is now '" + now + "'");
      }
    }
    return out;
  }

  byte[] toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      for (Map.Entry<String, String> e : properties.entrySet()) {
        for (String text : List.of(e.getKey(), e.getValue())) {
          byte[] utf = text.getBytes(StandardCharsets.UTF_8);
          out.writeInt(utf.length);
          out.write(utf);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static Identity ofBytes(byte[] bytes) {
    Map<String, String> out = new LinkedHashMap<>();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    while (in.hasRemaining()) {
      out.put(text(in), text(in));
    }
    return new Identity(out);
  }

  private static String text(ByteBuffer in) {
    byte[] utf = new byte[in.getInt()];
    in.get(utf);
    return new String(utf, StandardCharsets.UTF_8);
  }
}
