package org.bilevel4j.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.bilevel4j.core.run.ReturnedIterate;
import org.bilevel4j.core.run.RunSpec;

/**
 * What a solver's tests say about it, in {@code contract/NAME.properties} on the class path; absent
 * when the defaults suit. Keys: {@code set.PARAMETER}; {@code correct.set.PARAMETER} and {@code
 * correct.steps} for the contract of correctness, {@code correct.bilinear.set.PARAMETER} and {@code
 * correct.bilinear.steps} for its bilinear problem, {@code correct.average} for the share of steps
 * whose mean it looks at in the place of the last, {@code correct.reaches} for a row TARGET ERROR
 * of a solver that is not in testkit's error table; {@code skip.CONTRACT} with the reason.
 */
final class ContractSettings {
  private static final int STEPS = 20_000;

  private final Properties properties;

  private ContractSettings(Properties properties) {
    this.properties = properties;
  }

  static ContractSettings of(String solver) {
    return new ContractSettings(read("/contract/" + solver + ".properties"));
  }

  /** These settings with further parameters, and reasons to skip contracts. */
  ContractSettings with(Map<String, String> set, Map<String, String> skips) {
    Properties more = new Properties();
    more.putAll(properties);
    set.forEach((key, value) -> more.setProperty("set." + key, value));
    skips.forEach((contract, reason) -> more.setProperty("skip." + contract, reason));
    return new ContractSettings(more);
  }

  static Properties read(String resource) {
    Properties p = new Properties();
    try (InputStream in = ContractSettings.class.getResourceAsStream(resource)) {
      if (in != null) {
        p.load(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return p;
  }

  /** Parameters for every contract. */
  Map<String, String> parameters() {
    return withPrefix("set.");
  }

  /**
   * Further parameters for the contract of correctness.
   *
   * @param family of problems: "" or ".bilinear"
   */
  Map<String, String> correctParameters(String family) {
    Map<String, String> out = withPrefix("correct.set.");
    if (!family.isEmpty()) {
      out.putAll(withPrefix("correct" + family + ".set."));
    }
    return out;
  }

  /** How many steps the contract of correctness makes on a family of problems. */
  int correctSteps(String family) {
    String steps = properties.getProperty("correct.steps", Integer.toString(STEPS));
    return Integer.parseInt(properties.getProperty("correct" + family + ".steps", steps));
  }

  /** What a plug-in's solver is to reach, TARGET ERROR; empty when its settings do not say. */
  String reaches() {
    return properties.getProperty("correct.reaches", "");
  }

  /** Of which iterate the contract of correctness asks: the last, or a mean over the tail. */
  RunSpec returning(RunSpec spec) {
    String tail = properties.getProperty("correct.average");
    return tail == null
        ? spec
        : spec.withReturned(ReturnedIterate.AVERAGE, Double.parseDouble(tail));
  }

  /** Why a contract is not asked of this solver. */
  Optional<String> skipped(String contract) {
    return Optional.ofNullable(properties.getProperty("skip." + contract));
  }

  private Map<String, String> withPrefix(String prefix) {
    Map<String, String> out = new LinkedHashMap<>();
    properties.stringPropertyNames().stream()
        .filter(key -> key.startsWith(prefix))
        .sorted()
        .forEach(key -> out.put(key.substring(prefix.length()), properties.getProperty(key)));
    return out;
  }
}
