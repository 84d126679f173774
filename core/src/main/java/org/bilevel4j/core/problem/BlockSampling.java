package org.bilevel4j.core.problem;

import java.util.Arrays;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.random.Permutation;
import org.jspecify.annotations.Nullable;

/**
 * The sets of blocks that the steps of a run sample. A set is a function of the run's key and the
 * step; what is kept between steps only saves time.
 */
public final class BlockSampling {
  private static final int OPERATIONS = 8; // for each sampled block, to put all blocks in order

  private final ProblemShape problem;
  private final BlockSet all;
  private final Key run;
  private @Nullable Systematic unequal;

  /**
   * Of a run.
   *
   * @param all every block
   * @param run the run's key
   */
  public BlockSampling(ProblemShape problem, BlockSet all, Key run) {
    this.problem = problem;
    this.all = all;
    this.run = run;
  }

  /**
   * The set of a step.
   *
   * @param key the address of its random numbers
   * @param step its number
   */
  public BlockSet draw(Sampler sampler, Key key, long step) {
    int m = all.blocks();
    if (sampler.size() >= m) {
      return all;
    }
    if (sampler.law() != Sampler.Law.UNIFORM) {
      return unequal(sampler).draw(key, Math.max(0, step));
    }
    Permutation p = Permutation.of(key, m);
    int[] ids = new int[sampler.size()];
    for (int j = 0; j < ids.length; j++) {
      ids[j] = p.at(j);
    }
    return BlockSet.of(m, ids);
  }

  private Systematic unequal(Sampler sampler) {
    Systematic known = unequal;
    if (known == null || !known.sampler.equals(sampler)) {
      known = new Systematic(sampler);
      unequal = known;
    }
    return known;
  }

  /**
   * Systematic sampling with unequal probabilities (Madow 1949): the blocks in random order are
   * laid side by side, each as long as its probability, and those are taken in which u, u + 1, ...,
   * u + n - 1 fall. The probabilities are met exactly. The order is another one every m/(8 n)
   * steps, which costs a step 8 n operations on average.
   */
  private final class Systematic {
    private final Sampler sampler;
    private final int size;
    private final double[] probability;
    private final double[] ends;
    private final int[] order;
    private long epoch = -1;

    Systematic(Sampler sampler) {
      this.sampler = sampler;
      this.size = sampler.size();
      this.probability = sampler.probabilities(problem);
      this.ends = new double[probability.length];
      this.order = new int[probability.length];
    }

    BlockSet draw(Key key, long step) {
      int m = order.length;
      int share = OPERATIONS * size;
      arrange(step / ((m + share - 1) / share));
      double u = key.rng().nextDouble();
      int[] ids = new int[size];
      int next = 0;
      for (int j = 0; j < size; j++) {
        int found = Arrays.binarySearch(ends, next, m, (u + j) * (ends[m - 1] / size));
        int at = found >= 0 ? found + 1 : -found - 1; // the first that ends behind
        at = Math.max(next, Math.min(at, m - size + j)); // whatever round-off does, no block twice
        ids[j] = order[at];
        next = at + 1;
      }
      return BlockSet.drawn(m, ids, i -> 1 / probability[i]);
    }

    private void arrange(long now) {
      if (epoch == now) {
        return;
      }
      epoch = now;
      Key key = run.child(Purpose.BLOCKS.name()).child("order").child(now);
      Permutation p = Permutation.of(key, order.length);
      double end = 0;
      for (int k = 0; k < order.length; k++) {
        order[k] = p.at(k);
        end += probability[order[k]];
        ends[k] = end;
      }
    }
  }
}
