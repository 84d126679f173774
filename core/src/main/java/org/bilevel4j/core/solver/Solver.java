package org.bilevel4j.core.solver;

import java.util.List;
import java.util.Map;
import org.bilevel4j.core.catalogue.Component;
import org.bilevel4j.core.catalogue.Entry;
import org.bilevel4j.core.catalogue.Kind;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.problem.BilevelProblem;

/**
 * An algorithm: a record of its parameters, which may serve many runs at once. What belongs to a
 * run is in its state.
 *
 * @param <S> the state
 */
public interface Solver<S extends SolverState> extends Component {

  /** The kind of component it is. */
  Kind<Solver<?>> KIND = new Kind<>(Solver.class, "solver", "soba(rho=0.1)");

  /** Its parameters: the solver itself, which is a record of them. */
  default Record params() {
    return (Record) this;
  }

  @Override
  default Solver<S> with(String parameter, Object value) {
    return Entry.of(this).with(Map.of(parameter, value));
  }

  /** What it needs of a problem; a run that does not fit is refused before step 0. */
  Requirements requirements();

  /** The oracle calls of one step. */
  Cost cost();

  /**
   * What a user should know about these parameters on this problem before step 0, one sentence
   * each; the run shows and logs them.
   */
  default List<String> remarks(BilevelProblem problem) {
    return List.of();
  }

  /**
   * The state before step 0.
   *
   * @param k a step context for starting points and first estimates
   */
  S init(Step k);

  /**
   * The lower variables by which a run judges the state on full validation rows: the tracked ones,
   * or where none are kept the ones a step would begin with. Solvers that make them anew in every
   * step override it.
   *
   * @param s not modified
   * @param k whose answers do not count as cost
   */
  default Blocks judged(S s, Step k) {
    return s.lower().orElseGet(() -> k.coldLower(k.allBlocks(), s.currentX()));
  }

  /**
   * One iteration.
   *
   * @param s modified
   * @param k everything that may be asked
   */
  void step(S s, Step k);
}
