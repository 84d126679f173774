package org.bilevel4j.cli.catalogue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.bilevel4j.core.catalogue.Catalogue;
import org.bilevel4j.core.catalogue.Component;
import org.bilevel4j.core.catalogue.Entry;
import org.bilevel4j.core.config.ParamInfo;
import org.bilevel4j.core.solver.Capability;
import org.bilevel4j.core.solver.Solver;

/**
 * The catalogues as JSON: kind to a list of entries, with the keys
 *
 * <pre>
 * name, aliases, title, source, differs, basis, can (of solvers)
 * parameters   name, value, type, range, symbol, meaning
 * </pre>
 *
 * Experiments have name and title.
 */
public final class CatalogueJson {
  private final Catalogues offers;

  /** Of these catalogues. */
  public CatalogueJson(Catalogues offers) {
    this.offers = offers;
  }

  /**
   * Entries by kind.
   *
   * @param asked what solvers must be able to do, possibly nothing
   */
  public Map<String, List<Map<String, Object>>> entries(Set<Capability> asked) {
    Map<String, List<Map<String, Object>>> all = new LinkedHashMap<>();
    List<Map<String, Object>> experiments = new ArrayList<>();
    offers
        .experiments()
        .titles()
        .forEach(
            (name, title) ->
                experiments.add(new LinkedHashMap<>(Map.of("name", name, "title", title))));
    all.put("experiments", experiments);
    all.put("applications", list(offers.applications(), asked));
    all.put("solvers", list(offers.solvers(), asked));
    all.put("estimators", list(offers.estimators(), asked));
    all.put("objectives", list(offers.objectives(), asked));
    all.put("oracles", list(offers.oracles(), asked));
    all.put("datasets", list(offers.datasets(), asked));
    all.put("metrics", list(offers.metrics(), asked));
    return all;
  }

  private static <C extends Component> List<Map<String, Object>> list(
      Catalogue<C> catalogue, Set<Capability> asked) {
    List<Map<String, Object>> out = new ArrayList<>();
    for (Entry<C> e : catalogue.entries()) {
      if (!(e.component() instanceof Solver<?> s) || Capability.of(s).containsAll(asked)) {
        out.add(entry(e));
      }
    }
    return out;
  }

  private static Map<String, Object> entry(Entry<?> e) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("name", e.name());
    out.put("aliases", e.aliases());
    out.put("title", e.title());
    out.put("source", e.source());
    out.put("differs", e.differs());
    out.put("basis", e.basis().name().toLowerCase(Locale.ROOT));
    if (e.component() instanceof Solver<?> s) {
      out.put("can", Capability.of(s).stream().map(Capability::label).toList());
    }
    out.put("parameters", e.parameters().stream().map(CatalogueJson::parameter).toList());
    return out;
  }

  private static Map<String, String> parameter(ParamInfo p) {
    Map<String, String> out = new LinkedHashMap<>();
    out.put("name", p.name());
    out.put("value", p.value());
    out.put("type", p.type());
    out.put("range", p.range());
    out.put("symbol", p.symbol());
    out.put("meaning", p.meaning());
    return out;
  }
}
