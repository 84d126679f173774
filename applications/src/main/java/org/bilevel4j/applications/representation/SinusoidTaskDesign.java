package org.bilevel4j.applications.representation;

import org.bilevel4j.datasets.sinusoid.SinusoidDesign;

/** Named ways to draw sinusoid tasks. */
public enum SinusoidTaskDesign {
  /** Two easy tasks and a hard one, as in the paper. */
  PAPER_3,
  /** 20 tasks and 20 unseen ones, as in the paper. */
  PAPER_20,
  /** 20 tasks and 10 unseen ones, as in the published script. */
  SCRIPT_20;

  SinusoidDesign design(boolean frequency) {
    SinusoidDesign drawn =
        switch (this) {
          case PAPER_3 -> SinusoidDesign.paper3();
          case PAPER_20 -> SinusoidDesign.paper20();
          case SCRIPT_20 -> SinusoidDesign.script20();
        };
    return frequency ? drawn : drawn.withoutFrequency();
  }
}
