package org.bilevel4j.oracles;

import java.util.EnumSet;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.DelegatingShape;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.Dual;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.core.problem.LowerPoints;
import org.bilevel4j.core.problem.Oracle;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.problem.UpperPoints;
import org.jspecify.annotations.Nullable;

/** {@link HandModel} with derivatives written by hand, and with one fault where asked for. */
public final class HandProblem extends DelegatingShape implements BilevelProblem {

  /** Changes one entry of one block's answer to one call. */
  public record Fault(OracleCall call, int block, int coordinate, UnaryOperator<Double> change) {
    public static Fault sign(OracleCall call, int block, int coordinate) {
      return new Fault(call, block, coordinate, v -> -v);
    }
  }

  private final HandModel model;
  private final @Nullable Fault fault;
  private final Set<OracleCall> offers;

  public HandProblem(HandModel model) {
    this(model, null, EnumSet.allOf(OracleCall.class));
  }

  public HandProblem(HandModel model, @Nullable Fault fault, Set<OracleCall> offers) {
    super(model);
    this.model = model;
    this.fault = fault;
    this.offers = EnumSet.copyOf(offers);
    if (dualSide().kind() == DualSide.Kind.NONE) {
      this.offers.remove(OracleCall.UPPER_GRAD_DUAL);
    }
  }

  @Override
  public Set<OracleCall> offers() {
    return offers;
  }

  @Override
  public String oracleName() {
    return "by hand";
  }

  HandModel losses() {
    return model;
  }

  void spoil(OracleCall call, int block, Vec answer) {
    if (fault != null && fault.call() == call && fault.block() == block) {
      int j = fault.coordinate();
      answer.set(j, fault.change().apply(answer.get(j)));
    }
  }

  @Override
  public Oracle open(Workspace workspace) {
    return new Oracle() {
      @Override
      public LowerPoints lower(BlockSet set, Vec x, Blocks y, Draw draw) {
        return new HandLower(HandProblem.this, workspace, set, x, y, draw);
      }

      @Override
      public UpperPoints upper(BlockSet set, Vec x, Blocks y, Dual dual, Draw draw) {
        return new HandUpper(HandProblem.this, workspace, set, x, y, dual, draw);
      }
    };
  }
}
