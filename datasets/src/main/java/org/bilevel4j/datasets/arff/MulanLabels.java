package org.bilevel4j.datasets.arff;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.bilevel4j.core.util.Names;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.datasets.file.DataFile;
import org.bilevel4j.datasets.table.SourceFile;

/**
 * The labels of a multi-label set, named by an XML file of MULAN: elements {@code <label
 * name="..."/>} in one element {@code <labels>}; nested labels are labels too.
 *
 * @param names names of the label attributes, each once, in the order of the file
 * @param source the file
 */
public record MulanLabels(List<String> names, SourceFile source) {
  private static final int LIMIT = 1 << 26;

  /** Copies the list. */
  public MulanLabels {
    names = List.copyOf(names);
  }

  /**
   * Reads a file, plain or gz.
   *
   * @param dataset name of the data set, which begins every message
   * @throws UserError if it is anything else
   */
  public static MulanLabels read(String dataset, Path path) {
    try (DataFile file = DataFile.open(dataset, path)) {
      Set<String> names = names(file);
      if (names.isEmpty()) {
        throw new UserError(
            dataset + ": " + path + " names no label.", "elements <label name=\"...\"/>.");
      }
      return new MulanLabels(new ArrayList<>(names), file.source());
    }
  }

  private static Set<String> names(DataFile file) {
    XMLInputFactory factory = XMLInputFactory.newFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    Set<String> names = new LinkedHashSet<>();
    try {
      XMLStreamReader xml =
          factory.createXMLStreamReader(new ByteArrayInputStream(file.readRest(LIMIT)));
      boolean root = true;
      while (xml.hasNext()) {
        if (xml.next() != XMLStreamConstants.START_ELEMENT) {
          continue;
        }
        String name = xml.getAttributeValue(null, "name");
        String wanted = root ? "labels" : "label";
        if (!xml.getLocalName().equals(wanted) || (!root && name == null)) {
          throw wrong(file, xml, "found <%s>, must be <%s>.", xml.getLocalName(), wanted);
        }
        if (!root && name != null && !names.add(unescaped(name))) {
          throw wrong(file, xml, "label '%s' occurs twice%s.", name, "");
        }
        root = false;
      }
    } catch (XMLStreamException e) {
      throw new UserError(
          "%s: %s, line %d: is no XML."
              .formatted(file.dataset(), file.location(), e.getLocation().getLineNumber()),
          "the file that names the labels is needed here, not the one with the rows.",
          e);
    }
    return names;
  }

  private static UserError wrong(
      DataFile file, XMLStreamReader xml, String what, String found, String wanted) {
    return new UserError(
        "%s: %s, line %d: "
                .formatted(file.dataset(), file.location(), xml.getLocation().getLineNumber())
            + what.formatted(found, wanted),
        "labels are named as <labels><label name=\"...\"/></labels>.");
  }

  /** Names are written with the escapes of the ARFF file. */
  private static String unescaped(String name) {
    return name.replaceAll("\\\\(.)", "$1");
  }

  /**
   * Requires that all labels are attributes.
   *
   * @throws UserError naming the first that is not
   */
  void requireAmong(List<String> attributes) {
    Set<String> known = new LinkedHashSet<>(attributes);
    for (String name : names) {
      if (!known.contains(name)) {
        throw Names.unknown(source.location() + ": label", name, attributes);
      }
    }
  }
}
