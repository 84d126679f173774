package org.bilevel4j.oracles.heads;

/** Half of a quadratic penalty: what it leaves for u when w_1 = -w_0 = u / 2. */
record HalfPenalty(Penalty whole) implements Penalty {
  @Override
  public String name() {
    return "half " + whole.name();
  }

  @Override
  public int parameters() {
    return whole.parameters();
  }

  @Override
  public boolean isQuadratic() {
    return true;
  }

  @Override
  public double value(HeadShape head, double[] rho, int ro, double[] y, int yo) {
    return whole.value(head, rho, ro, y, yo) / 2;
  }

  @Override
  public void addGradY(
      HeadShape head, double[] rho, int ro, double[] y, int yo, double[] out, int oo) {
    addHvp(head, rho, ro, y, yo, y, yo, out, oo); // of a quadratic without linear part
  }

  @Override
  public void addHvp(
      HeadShape head,
      double[] rho,
      int ro,
      double[] y,
      int yo,
      double[] v,
      int vo,
      double[] out,
      int oo) {
    double[] twice = new double[head.dim()];
    whole.addHvp(head, rho, ro, y, yo, v, vo, twice, 0);
    for (int j = 0; j < twice.length; j++) {
      out[oo + j] += twice[j] / 2;
    }
  }
}
