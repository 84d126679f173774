package org.bilevel4j.core.catalogue;

import java.util.List;
import java.util.Map;
import org.bilevel4j.core.config.ComponentSpec;
import org.bilevel4j.core.config.ParamInfo;
import org.bilevel4j.core.config.Records;
import org.bilevel4j.core.util.Origin;
import org.bilevel4j.core.util.UserError;

/**
 * A component with what its {@link Listed} says.
 *
 * @param name the name users type
 * @param aliases further names
 * @param title one line: what it is
 * @param source where it comes from, empty when nowhere
 * @param differs where it differs from the source, "nothing" when it does not
 * @param basis what it rests on
 * @param component itself, in a catalogue with its default parameters
 * @param <C> its kind
 */
public record Entry<C extends Component>(
    String name,
    List<String> aliases,
    String title,
    String source,
    String differs,
    Basis basis,
    C component) {

  /**
   * The entry of a component.
   *
   * @throws UserError when its class is not a record or lacks the annotation
   */
  public static <C extends Component> Entry<C> of(C component) {
    Class<?> type = component.getClass();
    Listed listed = type.getAnnotation(Listed.class);
    if (listed == null || !type.isRecord()) {
      throw new UserError(
          String.format(
              "%s is a component of the catalogue, must be a record annotated with @%s.",
              Origin.of(type), Listed.class.getSimpleName()));
    }
    return new Entry<>(
        listed.name(),
        List.of(listed.aliases()),
        listed.title(),
        listed.source(),
        listed.differs(),
        listed.basis(),
        component);
  }

  /**
   * The component with some parameters changed.
   *
   * @param values texts or values of the parameters' types, by name
   * @throws UserError naming component, parameter, value and what is allowed
   */
  public C with(Map<String, ?> values) {
    return Records.bind(component, values, name);
  }

  /** Its parameters with value, meaning, symbol and range. */
  public List<ParamInfo> parameters() {
    return Records.describe(component);
  }

  /** "name(key=value, key=value)" with every parameter. */
  public String text() {
    return ComponentSpec.format(name, component);
  }

  /** Its class and, where known, the file name of its jar. */
  public String origin() {
    return Origin.of(component.getClass());
  }
}
