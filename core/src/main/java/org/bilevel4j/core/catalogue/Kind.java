package org.bilevel4j.core.catalogue;

/**
 * A kind of component, of which there is one catalogue.
 *
 * @param type what all components of the kind implement
 * @param word for messages, for instance "solver"
 * @param example how one is written with parameters, for instance "neumann(terms=10, step=0.5)"
 * @param <C> the components: {@code type} with its type arguments
 */
public record Kind<C extends Component>(Class<? super C> type, String word, String example) {

  /** Whether a component is of this kind. */
  public boolean has(Component component) {
    return type.isInstance(component);
  }

  @SuppressWarnings("unchecked") // C is the type with wildcards for its arguments
  C cast(Component component) {
    return (C) type.cast(component);
  }
}
