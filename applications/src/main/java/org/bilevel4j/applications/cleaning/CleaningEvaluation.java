package org.bilevel4j.applications.cleaning;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.bilevel4j.core.application.EvaluationSet;
import org.bilevel4j.core.application.Measure;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.parallel.Workspace;

/**
 * How well light rows are corrupted ones: with L the rows of lightest weights, of equal ones the
 * first,
 *
 * <pre>
 * precision = corrupted rows in L / rows in L
 * recall    = corrupted rows in L / corrupted rows
 * </pre>
 *
 * Precision is not defined where L is empty, recall where no row is corrupted. Until weights differ
 * both are left undefined.
 *
 * @param clean loss on the training rows with their true classes
 * @param corrupted by training row
 * @param lightest how many rows L has
 */
record CleaningEvaluation(EvaluationSet clean, boolean[] corrupted, int lightest)
    implements EvaluationSet {

  @Override
  public String name() {
    return clean.name();
  }

  @Override
  public List<String> taskNames() {
    return clean.taskNames();
  }

  @Override
  public List<Measure> metrics() {
    return List.of(Measure.lower("loss"), Measure.higher("precision"), Measure.higher("recall"));
  }

  @Override
  public double[][] measure(Vec x, Blocks y, Workspace workspace) {
    double loss = clean.measure(x, y, workspace)[0][0];
    double all = IntStream.range(0, corrupted.length).filter(r -> corrupted[r]).count();
    boolean differ = IntStream.range(1, x.dim()).anyMatch(r -> x.get(r) != x.get(0));
    double found =
        differ
            ? IntStream.range(0, corrupted.length)
                .boxed()
                .sorted(Comparator.comparingDouble(x::get))
                .limit(lightest)
                .filter(r -> corrupted[r])
                .count()
            : Double.NaN;
    return new double[][] {{loss}, {found / lightest}, {found / all}};
  }
}
