package org.bilevel4j.eval.testing;

import java.util.Optional;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.Dual;
import org.bilevel4j.core.solver.SolverState;
import org.bilevel4j.core.solver.Visit;

/** A state somebody wrote down. */
public record FixedState(
    Vec x,
    @Visit("y") Optional<Blocks> lower,
    @Visit("lambda") Optional<Vec> weights,
    @Visit("alpha") Dual dual)
    implements SolverState {}
