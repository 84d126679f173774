package org.bilevel4j.core.solver;

/**
 * What shows its arrays to a visitor: a state, and the parts of one that keep something of their
 * own. A record shows its components in their order, so that none can be forgotten; {@link Visit}
 * names them otherwise. Any other class overrides {@link #visit}.
 */
public interface StatePart {

  /**
   * Shows every array to the visitor, always in the same order.
   *
   * @throws IllegalArgumentException when a component of this record cannot be shown
   * @throws IllegalStateException when this is no record
   */
  default void visit(StateVisitor v) {
    if (!(this instanceof Record record)) {
      throw new IllegalStateException(getClass() + " is no record and must override visit.");
    }
    ComponentWalk.show(record, v);
  }
}
