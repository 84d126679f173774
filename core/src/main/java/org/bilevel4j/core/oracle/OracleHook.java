package org.bilevel4j.core.oracle;

import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.Dual;

/**
 * Is told of every point that an oracle makes, before it is made, and gives each a hook of its own;
 * belongs to one oracle. See {@link ForwardingOracle}.
 */
public interface OracleHook {

  /** The hook of lower points; the arguments are those of {@code Oracle.lower}. */
  PointHook lower(BlockSet set, Vec x, Blocks y, Draw draw);

  /** The hook of upper points; the arguments are those of {@code Oracle.upper}. */
  PointHook upper(BlockSet set, Vec x, Blocks y, Dual dual, Draw draw);

  /** After the oracle was closed. */
  default void closed() {}
}
