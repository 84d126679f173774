package org.bilevel4j.core.config;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;

/**
 * One parameter that does something known in any algorithm.
 *
 * @param name the key users type, dotted where records nest and into estimators
 * @param role what it does
 * @param value a Schedule, a number or a truth value
 */
public record RoleParam(String name, Role role, Object value) {

  /** All parameters of a record that have a role, in the order of the record. */
  public static List<RoleParam> all(Object record) {
    List<RoleParam> out = new ArrayList<>();
    for (RecordComponent c : Records.components(record)) {
      Param param = c.getAnnotation(Param.class);
      Object value = Records.get(c, record);
      if (param != null && param.role() != Role.NONE) {
        out.add(new RoleParam(c.getName(), param.role(), value));
      } else if (param != null && value instanceof Record inner) {
        all(inner)
            .forEach(r -> out.add(new RoleParam(c.getName() + "." + r.name, r.role, r.value)));
      }
    }
    return out;
  }
}
