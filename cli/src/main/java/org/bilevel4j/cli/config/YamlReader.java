package org.bilevel4j.cli.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bilevel4j.cli.config.Node.Mapping;
import org.bilevel4j.cli.config.Node.Scalar;
import org.bilevel4j.cli.config.Node.Sequence;
import org.bilevel4j.core.util.UserError;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * Reads YAML into nodes. A key with dots stands for nested groups ("stop.samples: 100"); a key
 * given twice, an anchor or an alias is refused. Every message names source and line.
 */
final class YamlReader {
  private static final int DEEPEST = 50;

  private final String source;
  private final YAMLParser in;

  private YamlReader(String source, YAMLParser in) {
    this.source = source;
    this.in = in;
  }

  /**
   * Reads one document.
   *
   * @param text the document
   * @param source how messages call it, for instance a file name
   */
  static Mapping read(String text, String source) {
    try (YAMLParser parser = new YAMLFactory().createParser(text)) {
      return new YamlReader(source, parser).document();
    } catch (JsonProcessingException e) {
      throw new UserError(
          source + problem(e) + ".",
          "a tab, a missing colon or an indentation that does not fit.",
          e);
    } catch (IOException e) {
      throw new UserError(source + " cannot be read: " + e.getMessage() + ".", "", e);
    }
  }

  /** Line and reason; the parser knows both better than its wrapper. */
  private static String problem(JsonProcessingException e) {
    if (e.getCause() instanceof MarkedYAMLException marked && marked.getProblemMark() != null) {
      String reason = marked.getProblem().replaceAll("\\.?\\s*(\\(Do not use.*)?$", "");
      return ", line " + (marked.getProblemMark().getLine() + 1) + ": not YAML: " + reason;
    }
    JsonLocation at = e.getLocation();
    String reason = String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("");
    return (at == null ? "" : ", line " + at.getLineNr()) + ": not YAML: " + reason;
  }

  private Mapping document() throws IOException {
    JsonToken first = in.nextToken();
    if (first == null) {
      throw new UserError(source + " is empty.");
    }
    if (first != JsonToken.START_OBJECT) {
      throw new UserError(where() + ": the file must hold keys with values, like 'steps: 100'.");
    }
    Mapping all = mapping();
    if (in.nextToken() != null) {
      throw new UserError(where() + ": a second document begins, one is expected.");
    }
    return all;
  }

  private String where() {
    return source + ", line " + in.currentTokenLocation().getLineNr();
  }

  private Node value(JsonToken token) throws IOException {
    if (in.isCurrentAlias() || in.getObjectId() != null) {
      throw new UserError(where() + ": anchors and aliases are not supported; write it out.");
    }
    if (in.getParsingContext().getNestingDepth() > DEEPEST) {
      throw new UserError(where() + ": groups are nested more than " + DEEPEST + " deep.");
    }
    return switch (token) {
      case START_OBJECT -> mapping();
      case START_ARRAY -> sequence();
      case VALUE_NULL -> new Scalar("", where());
      default -> new Scalar(in.getText(), where());
    };
  }

  private Sequence sequence() throws IOException {
    String at = where();
    List<Node> items = new ArrayList<>();
    for (JsonToken t = in.nextToken(); t != JsonToken.END_ARRAY; t = in.nextToken()) {
      items.add(value(t));
    }
    return new Sequence(items, at);
  }

  private Mapping mapping() throws IOException {
    String at = where();
    Map<String, String> seen = new LinkedHashMap<>();
    Mapping all = Mapping.empty(at);
    for (JsonToken t = in.nextToken(); t != JsonToken.END_OBJECT; t = in.nextToken()) {
      String key = in.currentName();
      String place = where();
      String before = seen.put(key, place);
      if (before != null) {
        throw new UserError(place + ": key '" + key + "' is there already, at " + before + ".");
      }
      Node value = value(in.nextToken());
      all = all.under(nested(key, value, place));
    }
    return all;
  }

  /** "a.b: v" as "a: {b: v}". */
  static Mapping nested(String key, Node value, String place) {
    int dot = key.indexOf('.');
    String head = dot < 0 ? key : key.substring(0, dot);
    if (head.isBlank() || key.endsWith(".")) {
      throw new UserError(place + ": '" + key + "' is not a key.");
    }
    Node inner = dot < 0 ? value : nested(key.substring(dot + 1), value, place);
    return new Mapping(Map.of(head, inner), Map.of(head, place), place);
  }
}
