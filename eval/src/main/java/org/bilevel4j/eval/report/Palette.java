package org.bilevel4j.eval.report;

import java.awt.BasicStroke;
import java.awt.Color;

/**
 * Colours that colour-blind people can tell apart (Okabe and Ito 2008), darkest on white first, and
 * a dash pattern for each, so that colour is never alone; the pairs repeat after 49.
 */
final class Palette {
  private static final Color[] COLORS = {
    new Color(0x0072B2),
    new Color(0xD55E00),
    new Color(0x009E73),
    new Color(0xCC79A7),
    new Color(0xE69F00),
    new Color(0x56B4E9),
    new Color(0x5A5A5A)
  };
  private static final float[][] DASHES = {
    {}, {8, 4}, {2, 3}, {10, 3, 2, 3}, {14, 4}, {5, 2, 1, 2, 1, 2}, {4, 4}
  };

  /** Number of colours. */
  static final int COUNT = COLORS.length;

  private Palette() {}

  static Color color(int index) {
    return COLORS[index % COUNT];
  }

  /** The same colour, mostly see-through. */
  static Color pale(int index) {
    Color c = color(index);
    return new Color(c.getRed(), c.getGreen(), c.getBlue(), 45);
  }

  static BasicStroke stroke(int index, float width) {
    float[] dash = DASHES[(index + index / COUNT) % COUNT];
    return dash.length == 0
        ? new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND)
        : new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, dash, 0);
  }
}
