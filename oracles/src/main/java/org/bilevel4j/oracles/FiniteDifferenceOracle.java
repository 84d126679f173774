package org.bilevel4j.oracles;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.bilevel4j.core.catalogue.Component;
import org.bilevel4j.core.catalogue.Listed;
import org.bilevel4j.core.config.Param;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.Accuracy;
import org.bilevel4j.core.problem.BilevelModel;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.DelegatingShape;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.Dual;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.core.problem.LowerPoints;
import org.bilevel4j.core.problem.Oracle;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.problem.OracleFactory;
import org.bilevel4j.core.problem.Rows;
import org.bilevel4j.core.problem.StreamModel;
import org.bilevel4j.core.problem.UpperPoints;
import org.bilevel4j.core.util.Args;
import org.bilevel4j.core.util.UserError;

/**
 * Every derivative of a model, or of a problem that answers values, by central differences of its
 * losses, on the same rows at both ends.
 *
 * <pre>
 * first     d/dz_j l      =  [ l(z + h e_j) - l(z - h e_j) ] / 2h,              h = s^(4/3) (1 + |z_j|)
 * second    d/dz_j D_p l  =  [ d/dz_j l(z + k p) - d/dz_j l(z - k p) ] / 2k,    h = s (1 + |z_j|),
 *                                                         k = s (1 + ||z||) / ||p||
 * scale     s; by default eps^(1/4) = 1.2e-4 with eps = 2^-52, so that s^(4/3) = eps^(1/3)
 * accuracy  first s^(8/3) + eps / s^(4/3), second s^2 + eps / s^2, times ten for safety:
 *           about 7e-10 and 3e-7 for losses, derivatives and arguments of order one
 * cost      losses of the whole set: gradients 2 per coordinate, products 4 per coordinate of the
 *           result, dense H 2 d_i (d_i + 1), dense J 4 d_x d_i
 * </pre>
 *
 * <p>Losses that carry fewer digits need a longer step: with relative precision u take s = u^(1/4),
 * 1.8e-2 for losses computed in float. Losses are asked up to one step outside the sets. A level
 * that is a stream needs a {@link StreamModel}. Results have the same bits on any number of
 * threads.
 */
public final class FiniteDifferenceOracle extends DelegatingShape implements BilevelProblem {
  /** eps^(1/4), the best relative step for second differences of losses in double. */
  public static final double DEFAULT_SCALE = Math.pow(Math.ulp(1.0), 0.25);

  private static final String NAME = "finite-difference";
  private static final double SAFETY = 10;

  private final Supplier<LossSource> losses;
  private final double scale;
  private final List<String> ownRemarks;
  private final Map<String, String> ownProvenance;

  private FiniteDifferenceOracle(BilevelModel model, double scale) {
    super(model);
    this.losses = () -> LossSource.of(model);
    this.scale = scale(scale);
    this.ownRemarks = List.of();
    this.ownProvenance = Map.of();
    for (int i = 0; i < model.blocks(); i++) {
      requireRows(model, model.upperRows(i), i);
      requireRows(model, model.lowerRows(i), i);
    }
  }

  private FiniteDifferenceOracle(BilevelProblem own, double scale) {
    super(own);
    OracleFactory.require(NAME, EnumSet.of(OracleCall.UPPER_VALUE, OracleCall.LOWER_VALUE), own);
    this.losses = () -> new ProblemLossSource(own);
    this.scale = scale(scale);
    this.ownRemarks = own.remarks();
    this.ownProvenance = own.provenance();
  }

  private static double scale(double scale) {
    return Args.within(1e-6, 0.1, scale, "scale of finite differences");
  }

  private void requireRows(BilevelModel model, Rows rows, int block) {
    if (rows.kind() == Rows.Kind.STREAM && !(model instanceof StreamModel && rows.additive())) {
      throw new UserError(
          oracleName()
              + ": block "
              + block
              + " of '"
              + name()
              + "' is a stream, but the model does not say how a sample is made and valued.",
          "implement StreamModel, whose losses are means over samples.");
    }
  }

  /** All derivatives of a model whose losses are accurate to double precision. */
  public static FiniteDifferenceOracle of(BilevelModel model) {
    return of(model, DEFAULT_SCALE);
  }

  /**
   * All derivatives of a model.
   *
   * @param scale relative step of second differences, 1e-6 to 0.1; first differences take its power
   *     4/3
   */
  public static FiniteDifferenceOracle of(BilevelModel model, double scale) {
    return new FiniteDifferenceOracle(model, scale);
  }

  /**
   * All derivatives of a problem from the values that its own oracle answers; its own derivatives
   * are not asked.
   *
   * @param own values accurate to double, or {@code scale} as long as their digits ask for
   * @param scale relative step of second differences, 1e-6 to 0.1
   * @throws UserError when it does not answer values
   */
  public static FiniteDifferenceOracle ofValues(BilevelProblem own, double scale) {
    return new FiniteDifferenceOracle(own, scale);
  }

  /** Expected error of gradients, for losses, derivatives and arguments of order one. */
  public double firstAccuracy() {
    double h = lengths().first();
    return SAFETY * (h * h + Math.ulp(1.0) / h);
  }

  /** Expected error of second derivatives, for losses, derivatives and arguments of order one. */
  public double secondAccuracy() {
    double h = lengths().second();
    return SAFETY * (h * h + Math.ulp(1.0) / (h * h));
  }

  @Override
  public Accuracy accuracy() {
    return new Accuracy(Math.ulp(1.0), firstAccuracy(), secondAccuracy());
  }

  private StepLengths lengths() {
    return StepLengths.ofScale(scale);
  }

  @Override
  public Set<OracleCall> offers() {
    DualSide.Kind kind = dualSide().kind();
    return kind == DualSide.Kind.PER_BLOCK || kind == DualSide.Kind.SHARED
        ? EnumSet.allOf(OracleCall.class)
        : EnumSet.complementOf(EnumSet.of(OracleCall.UPPER_GRAD_DUAL));
  }

  @Override
  public String oracleName() {
    return NAME;
  }

  @Override
  public List<String> remarks() {
    List<String> all = new ArrayList<>(ownRemarks);
    all.add("every derivative is made of differences of losses, relative step " + scale + ".");
    return all;
  }

  @Override
  public Map<String, String> provenance() {
    Map<String, String> all = new HashMap<>(ownProvenance);
    all.put("finite-difference.scale", Double.toString(scale));
    return Map.copyOf(all);
  }

  @Override
  public Oracle open(Workspace workspace) {
    DifferenceContext differences = new DifferenceContext(this, workspace, lengths());
    LossSource asked = losses.get();
    return new Oracle() {
      @Override
      public LowerPoints lower(BlockSet set, Vec x, Blocks y, Draw draw) {
        SampledLosses loss = asked.lower(set, draw);
        return new DifferenceLowerPoints(differences.at(set, x, y, Dual.none(), loss));
      }

      @Override
      public UpperPoints upper(BlockSet set, Vec x, Blocks y, Dual dual, Draw draw) {
        SampledLosses loss = asked.upper(set, draw);
        return new DifferenceUpperPoints(differences.at(set, x, y, dual, loss), dual);
      }

      @Override
      public void close() {
        asked.close();
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
      title = "every derivative from differences of the problem's values",
      source = "central differences, Taylor's theorem")
  public record Factory(
      @Param(
              value = "relative step of second differences; longer where values carry fewer digits",
              symbol = "s",
              range = "1e-6 to 0.1")
          double step)
      implements OracleFactory {
    /** The best step for double. */
    public Factory() {
      this(DEFAULT_SCALE);
    }

    @Override
    public String error() {
      return "gradients 10 (s^(8/3) + eps / s^(4/3)), second derivatives 10 (s^2 + eps / s^2),"
          + " eps the relative precision of the values; a value per coordinate and block, so for"
          + " small d_x";
    }

    @Override
    public BilevelProblem over(BilevelProblem own) {
      return ofValues(own, step);
    }
  }
}
