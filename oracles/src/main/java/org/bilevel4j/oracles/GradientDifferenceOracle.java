package org.bilevel4j.oracles;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.bilevel4j.core.catalogue.Component;
import org.bilevel4j.core.catalogue.Listed;
import org.bilevel4j.core.config.Param;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.Accuracy;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.DelegatingShape;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.Dual;
import org.bilevel4j.core.problem.LowerPoints;
import org.bilevel4j.core.problem.Oracle;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.problem.OracleFactory;
import org.bilevel4j.core.problem.UpperPoints;
import org.bilevel4j.core.util.Args;
import org.bilevel4j.core.util.UserError;

/**
 * Fills in the second derivatives that a problem does not offer by central differences of its lower
 * gradients, on the same draw at both ends (docs/ALGORITHMS.md 1.8). What the problem offers itself
 * is passed on.
 *
 * <pre>
 * H v    =  [ grad_y g(x, y + h v) - grad_y g(x, y - h v) ] / 2h,   h = s (1 + ||y_i||) / ||v_i||
 * J v    =  [ grad_x g(x, y + h v) - grad_x g(x, y - h v) ] / 2h
 * J^T u  =  [ grad_y g(x + h u, y) - grad_y g(x - h u, y) ] / 2h,   h = s (1 + ||x||) / ||u||
 * H      =  column by column from H v, then made symmetric;  J = row by row from J^T u
 * scale     s; by default eps^(1/3) = 6.1e-6 with eps = 2^-52
 * accuracy  s^2 + eps / s, times ten for safety: about 7e-10 for gradients of order one
 * cost      two points per product, 2 max d_i for H, 2 d_x for J
 * </pre>
 *
 * <p>{@link #oracleName} lists what is differenced. Gradients that carry fewer digits need a longer
 * step: with relative precision u take s = u^(1/3), 4e-3 for gradients computed in float. A count
 * of calls taken outside counts the products, not the gradients they are made of.
 */
public final class GradientDifferenceOracle extends DelegatingShape implements BilevelProblem {
  /** eps^(1/3), the best relative step for gradients in double. */
  public static final double DEFAULT_SCALE = Math.cbrt(Math.ulp(1.0));

  private static final String NAME = "gradient-difference";

  private static final Set<OracleCall> SECOND =
      Collections.unmodifiableSet(
          EnumSet.of(
              OracleCall.LOWER_HVP,
              OracleCall.LOWER_CROSS_XY,
              OracleCall.LOWER_CROSS_YX,
              OracleCall.LOWER_HESSIAN,
              OracleCall.LOWER_JACOBIAN));

  private static final double SAFETY = 10;

  private final BilevelProblem problem;
  private final Set<OracleCall> own;
  private final Set<OracleCall> made;
  private final double scale;

  /**
   * An oracle.
   *
   * @param own what is passed on
   */
  private GradientDifferenceOracle(BilevelProblem problem, Set<OracleCall> own, double scale) {
    super(problem);
    this.problem = problem;
    this.own = own;
    this.scale = Args.within(1e-9, 0.1, scale, "scale of gradient differences");
    this.made = EnumSet.noneOf(OracleCall.class);
    make(OracleCall.LOWER_GRAD_Y, OracleCall.LOWER_HVP);
    make(OracleCall.LOWER_GRAD_X, OracleCall.LOWER_CROSS_XY);
    make(OracleCall.LOWER_GRAD_Y, OracleCall.LOWER_CROSS_YX);
    make(OracleCall.LOWER_HVP, OracleCall.LOWER_HESSIAN);
    make(OracleCall.LOWER_CROSS_YX, OracleCall.LOWER_JACOBIAN);
  }

  private void make(OracleCall from, OracleCall call) {
    if (!own.contains(call) && (own.contains(from) || made.contains(from))) {
      made.add(call);
    }
  }

  /** The problem with all second derivatives that its gradients, accurate to double, can give. */
  public static GradientDifferenceOracle of(BilevelProblem problem) {
    return of(problem, DEFAULT_SCALE);
  }

  /**
   * The problem with all second derivatives that its gradients can give.
   *
   * @param scale relative step, 1e-9 to 0.1
   */
  public static GradientDifferenceOracle of(BilevelProblem problem, double scale) {
    return new GradientDifferenceOracle(problem, problem.offers(), scale);
  }

  /**
   * The problem with all its second derivatives made of gradients, those it offers itself too.
   *
   * @param scale relative step, 1e-9 to 0.1
   * @throws UserError when it does not answer the lower gradients
   */
  public static GradientDifferenceOracle ofGradients(BilevelProblem problem, double scale) {
    OracleFactory.require(
        NAME, EnumSet.of(OracleCall.LOWER_GRAD_Y, OracleCall.LOWER_GRAD_X), problem);
    Set<OracleCall> first = EnumSet.noneOf(OracleCall.class);
    first.addAll(problem.offers());
    first.removeAll(SECOND);
    return new GradientDifferenceOracle(problem, first, scale);
  }

  /** That of the problem, and of products what differences of its gradients leave. */
  @Override
  public Accuracy accuracy() {
    Accuracy given = problem.accuracy();
    double differenced = SAFETY * (scale * scale + given.first() / scale);
    return made.isEmpty()
        ? given
        : new Accuracy(given.value(), given.first(), Math.max(given.second(), differenced));
  }

  /** The calls that are answered by differences. */
  public Set<OracleCall> differenced() {
    return made.isEmpty() ? EnumSet.noneOf(OracleCall.class) : EnumSet.copyOf(made);
  }

  @Override
  public Set<OracleCall> offers() {
    Set<OracleCall> all = differenced();
    all.addAll(own);
    return all;
  }

  @Override
  public String oracleName() {
    return made.isEmpty()
        ? problem.oracleName()
        : problem.oracleName()
            + " with differenced "
            + made.stream().map(OracleCall::label).collect(Collectors.joining(", "));
  }

  @Override
  public List<String> remarks() {
    List<String> all = new ArrayList<>(problem.remarks());
    if (!made.isEmpty()) {
      all.add(
          made.stream().map(OracleCall::label).collect(Collectors.joining(", "))
              + " are made of differences of lower gradients, relative step "
              + scale
              + ".");
    }
    return all;
  }

  @Override
  public Map<String, String> provenance() {
    Map<String, String> all = new HashMap<>(problem.provenance());
    all.put("gradient-difference.scale", Double.toString(scale));
    return Map.copyOf(all);
  }

  @Override
  public Oracle open(Workspace workspace) {
    Oracle oracle = problem.open(workspace);
    GradientDifferences differences =
        new GradientDifferences(problem, oracle, workspace, scale, differenced());
    return new Oracle() {
      @Override
      public LowerPoints lower(BlockSet set, Vec x, Blocks y, Draw draw) {
        return new GradientDifferencePoints(differences, set, x, y, draw);
      }

      @Override
      public UpperPoints upper(BlockSet set, Vec x, Blocks y, Dual dual, Draw draw) {
        return oracle.upper(set, x, y, dual, draw);
      }

      @Override
      public void close() {
        oracle.close();
      }
    };
  }

  /**
   * Makes it.
   *
   * @param step the scale s
   */
  @AutoService(Component.class)
  @Listed(
      name = NAME,
      title = "second derivatives from differences of the problem's own gradients",
      source = "central differences, Taylor's theorem")
  public record Factory(
      @Param(
              value = "relative step; longer where gradients carry fewer digits",
              symbol = "s",
              range = "1e-9 to 0.1")
          double step)
      implements OracleFactory {
    /** The best step for double. */
    public Factory() {
      this(DEFAULT_SCALE);
    }

    @Override
    public String error() {
      return "10 (s^2 + eps / s), eps the relative precision of the gradients";
    }

    @Override
    public BilevelProblem over(BilevelProblem own) {
      return ofGradients(own, step);
    }
  }
}
