package org.bilevel4j.benchmarks.race;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The laps of one contest, by entrant. The nth laps of all entrants belong to one round. */
public final class Result {
  private final Contest contest;
  private final Map<String, List<Lap>> laps = new LinkedHashMap<>();

  Result(Contest contest) {
    this.contest = contest;
  }

  /** What was raced. */
  public Contest contest() {
    return contest;
  }

  void add(String entrant, Lap lap) {
    laps.computeIfAbsent(entrant, e -> new ArrayList<>()).add(lap);
  }

  /** Whether this entrant took part. */
  public boolean has(String entrant) {
    return laps.containsKey(entrant);
  }

  /**
   * The laps of an entrant, round by round.
   *
   * @throws IllegalArgumentException when it did not take part
   */
  public List<Lap> laps(String entrant) {
    List<Lap> of = laps.get(entrant);
    if (of == null) {
      throw new IllegalArgumentException(entrant + " did not take part in " + contest.name());
    }
    return List.copyOf(of);
  }

  /** All laps, by entrant. */
  public Map<String, List<Lap>> laps() {
    return laps;
  }

  /** A number over an entrant's rounds. */
  public Timings spread(String entrant, ToDoubleFunction<Lap> number) {
    return Timings.of(laps(entrant).stream().mapToDouble(number).boxed().toList());
  }

  /** The ratio of two entrants' numbers, round by round. */
  public Timings ratio(String above, String below, ToDoubleFunction<Lap> number) {
    List<Lap> a = laps(above);
    List<Lap> b = laps(below);
    List<Double> ratios = new ArrayList<>();
    for (int r = 0; r < Math.min(a.size(), b.size()); r++) {
      ratios.add(number.applyAsDouble(a.get(r)) / number.applyAsDouble(b.get(r)));
    }
    return Timings.of(ratios);
  }

  /** The first lap of an entrant, for what does not change from lap to lap. */
  public Lap first(String entrant) {
    return laps(entrant).get(0);
  }
}
