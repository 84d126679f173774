package org.bilevel4j.solvers.parts;

import com.google.auto.service.AutoService;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.bilevel4j.core.config.Catalogue;
import org.bilevel4j.core.config.Codec;
import org.bilevel4j.core.config.Records;
import org.bilevel4j.core.util.UserError;

/** The estimators of the class path, and their text form "name(key=value, key=value)". */
public final class EstimatorCatalogue {
  private EstimatorCatalogue() {}

  /** Every registered estimator, by name and alias. */
  public static Catalogue<EstimatorEntry> load() {
    return Catalogue.load(
        EstimatorEntry.class, "estimator", EstimatorEntry::name, EstimatorEntry::aliases);
  }

  /**
   * Reads "neumann" or "neumann(terms=10, step=0.5)"; what is not named keeps its default.
   *
   * @throws UserError naming the estimator, the key and the nearest known one
   */
  public static Hypergradient parse(String text) {
    String t = text.trim();
    int open = t.indexOf('(');
    if (open >= 0 && !t.endsWith(")")) {
      throw new UserError(
          "estimator '" + text + "' lacks its closing bracket.",
          "write it like 'neumann(terms=10, step=0.5)'.");
    }
    EstimatorEntry entry = load().get(open < 0 ? t : t.substring(0, open).trim());
    Map<String, String> values =
        open < 0 ? Map.of() : pairs(entry.name(), t.substring(open + 1, t.length() - 1));
    return (Hypergradient) Records.bind(record(entry.defaults()), values, entry.name());
  }

  /** Writes what {@link #parse} reads, every parameter included. */
  public static String format(Hypergradient estimator) {
    for (EstimatorEntry e : load().entries()) {
      if (e.defaults().getClass() == estimator.getClass()) {
        StringJoiner pairs = new StringJoiner(", ", "(", ")");
        Records.toMap(record(estimator)).forEach((key, value) -> pairs.add(key + "=" + value));
        return e.name() + (pairs.length() == 2 ? "" : pairs);
      }
    }
    return estimator.toString();
  }

  private static Record record(Hypergradient estimator) {
    if (estimator instanceof Record r) {
      return r;
    }
    throw new IllegalArgumentException(estimator.getClass() + " is not a record.");
  }

  private static Map<String, String> pairs(String who, String text) {
    Map<String, String> out = new LinkedHashMap<>();
    for (String pair : split(text)) {
      int equals = pair.indexOf('=');
      if (equals < 0) {
        throw new UserError(
            who + ": '" + pair.trim() + "' is not of the form key=value.",
            "write it like 'neumann(terms=10, step=0.5)'.");
      }
      String key = pair.substring(0, equals).trim();
      if (out.put(key, pair.substring(equals + 1).trim()) != null) {
        throw new UserError(who + ": parameter '" + key + "' is given twice.");
      }
    }
    return out;
  }

  /** Cuts at commas that are not inside brackets. */
  private static List<String> split(String text) {
    List<String> parts = new java.util.ArrayList<>();
    int depth = 0;
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (c == ',' && depth == 0) {
        parts.add(text.substring(from, i));
        from = i + 1;
      }
    }
    if (!text.isBlank()) {
      parts.add(text.substring(from));
    }
    return parts;
  }

  /** Lets parameter records hold an estimator. */
  @AutoService(Codec.class)
  @SuppressWarnings("rawtypes") // services are looked up by their raw type
  public static final class HypergradientCodec implements Codec<Hypergradient> {
    @Override
    public Class<Hypergradient> type() {
      return Hypergradient.class;
    }

    @Override
    public Hypergradient parse(String text) {
      return EstimatorCatalogue.parse(text);
    }

    @Override
    public String format(Hypergradient value) {
      return EstimatorCatalogue.format(value);
    }

    @Override
    public String expects() {
      return "an estimator like 'neumann(terms=10, step=0.5)'";
    }
  }
}
