package org.bilevel4j.oracles.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a derivative check found.
 *
 * @param title problem and oracle
 * @param findings one per check and block
 * @param unchecked what was offered and could not be checked, with the reason
 */
public record CheckResult(String title, List<CheckFinding> findings, List<String> unchecked) {

  /** Copies the lists. */
  public CheckResult {
    findings = List.copyOf(findings);
    unchecked = List.copyOf(unchecked);
  }

  /** Whether every finding passed. */
  public boolean passed() {
    return failures().isEmpty();
  }

  /** The findings that did not pass, worst first. */
  public List<CheckFinding> failures() {
    return findings.stream()
        .filter(f -> !f.passed())
        .sorted(Comparator.comparingDouble(CheckResult::excess).reversed())
        .toList();
  }

  /** The finding furthest beyond, or nearest to, its bound; empty when nothing was checked. */
  public Optional<CheckFinding> worst() {
    return findings.stream().max(Comparator.comparingDouble(CheckResult::excess));
  }

  private static double excess(CheckFinding f) {
    return f.relativeError() / f.bound();
  }

  /** A table with the worst finding of each check. */
  @Override
  public String toString() {
    Map<String, List<CheckFinding>> byCheck = new LinkedHashMap<>();
    for (CheckFinding f : findings) {
      byCheck.computeIfAbsent(f.what(), w -> new ArrayList<>()).add(f);
    }
    StringBuilder out = new StringBuilder(title).append(System.lineSeparator());
    String format = "%-28s %6s  %-30s %17s %17s %9s %6s  %s";
    out.append(
            String.format(
                    format,
                    "check",
                    "blocks",
                    "worst at",
                    "value",
                    "reference",
                    "error",
                    "bound",
                    "")
                .stripTrailing())
        .append(System.lineSeparator());
    byCheck.forEach(
        (what, of) -> {
          CheckFinding f =
              of.stream().max(Comparator.comparingDouble(CheckResult::excess)).orElseThrow();
          out.append(
              String.format(
                  format + "%n",
                  what,
                  of.size(),
                  f.where(),
                  number("%.10g", f.value()),
                  number("%.10g", f.reference()),
                  number("%.1e", f.relativeError()),
                  number("%.0e", f.bound()),
                  f.passed() ? "ok" : "FAILED"));
        });
    unchecked.forEach(u -> out.append("not checked: ").append(u).append(System.lineSeparator()));
    return out.toString();
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
