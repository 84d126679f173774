package org.bilevel4j.cli.provenance;

import java.security.CodeSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The libraries a run computes, reads and writes with, by the versions their jars are named after.
 */
final class Libraries {
  /** One class of each. */
  private static final Map<String, String> CLASSES = new LinkedHashMap<>();

  private static final Pattern JAR = Pattern.compile(".*/[^/]*?-(\\d[^/]*)\\.jar");

  static {
    CLASSES.put("tribuo", "org.tribuo.Model");
    CLASSES.put("netlib", "dev.ludovic.netlib.blas.BLAS");
    CLASSES.put("guice", "com.google.inject.Guice");
    CLASSES.put("jackson", "com.fasterxml.jackson.databind.ObjectMapper");
    CLASSES.put("snakeyaml", "org.yaml.snakeyaml.Yaml");
    CLASSES.put("log4j", "org.apache.logging.log4j.core.Logger");
    CLASSES.put("picocli", "picocli.CommandLine");
    CLASSES.put("xchart", "org.knowm.xchart.XYChart");
    CLASSES.put("hipparchus", "org.hipparchus.stat.StatUtils");
  }

  private Libraries() {}

  /** Version by library; "absent" for one that is not on the class path. */
  static Map<String, String> versions() {
    Map<String, String> out = new LinkedHashMap<>();
    CLASSES.forEach((library, type) -> out.put(library, version(type)));
    return out;
  }

  private static String version(String type) {
    try {
      Class<?> found = Class.forName(type, false, Libraries.class.getClassLoader());
      CodeSource source = found.getProtectionDomain().getCodeSource();
      Matcher jar = JAR.matcher(source == null ? "" : String.valueOf(source.getLocation()));
      return jar.matches() ? jar.group(1) : "unknown";
    } catch (ClassNotFoundException e) {
      return "absent";
    }
  }
}
