package org.bilevel4j.cli.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bilevel4j.cli.config.Node.Mapping;
import org.bilevel4j.cli.config.Node.Scalar;
import org.bilevel4j.cli.config.Node.Sequence;
import org.bilevel4j.core.util.UserError;

/**
 * Reads JSON into nodes whose place is their path inside the document, as in "p.json:
 * blocks[1].g.yy[0][1]". A key given twice and null are refused; NaN and Infinity, which are not
 * JSON, are read so that whoever wants a number can name the path of what is none.
 */
public final class JsonReader {
  private static final int DEEPEST = 50;

  private final String source;
  private final JsonParser in;

  private JsonReader(String source, JsonParser in) {
    this.source = source;
    this.in = in;
  }

  /**
   * Reads one document, a group of keys.
   *
   * @param bytes the document, in UTF-8 or what else JSON may be in
   * @param source how messages call it, for instance a file name
   */
  public static Mapping read(byte[] bytes, String source) {
    JsonFactory factory =
        JsonFactory.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();
    try (JsonParser parser = factory.createParser(bytes)) {
      return new JsonReader(source, parser).document();
    } catch (JsonProcessingException e) {
      throw new UserError(source + problem(e) + ".", "a comma or a bracket is missing.", e);
    } catch (IOException e) {
      throw new UserError(source + " cannot be read: " + e.getMessage() + ".", "", e);
    }
  }

  private static String problem(JsonProcessingException e) {
    JsonLocation at = e.getLocation();
    String reason = String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("");
    String line = at == null ? "" : ":" + at.getLineNr() + ":" + at.getColumnNr();
    return line
        + ": not JSON: "
        + reason.replaceAll("( \\(code \\d+\\))|(: was expecting.*)|([.:]\\s*$)", "");
  }

  private Mapping document() throws IOException {
    JsonToken first = in.nextToken();
    if (first == null) {
      throw new UserError(source + " is empty.");
    }
    if (first != JsonToken.START_OBJECT) {
      throw new UserError(source + " must hold one JSON object, { ... }.");
    }
    Mapping all = mapping("");
    if (in.nextToken() != null) {
      JsonLocation at = in.currentTokenLocation();
      throw new UserError(
          source + ":" + at.getLineNr() + ":" + at.getColumnNr() + ": the object has ended here.");
    }
    return all;
  }

  private String where(String path) {
    return path.isEmpty() ? source : source + ": " + path;
  }

  private Node value(JsonToken token, String path) throws IOException {
    if (in.getParsingContext().getNestingDepth() > DEEPEST) {
      throw new UserError(where(path) + " is nested more than " + DEEPEST + " deep.");
    }
    return switch (token) {
      case START_OBJECT -> mapping(path);
      case START_ARRAY -> sequence(path);
      case VALUE_NULL -> throw new UserError(where(path) + " is 'null'.", "leave it out.");
      default -> new Scalar(in.getText(), where(path), token == JsonToken.VALUE_STRING);
    };
  }

  private Sequence sequence(String path) throws IOException {
    List<Node> items = new ArrayList<>();
    for (JsonToken t = in.nextToken(); t != JsonToken.END_ARRAY; t = in.nextToken()) {
      items.add(value(t, path + "[" + items.size() + "]"));
    }
    return new Sequence(items, where(path));
  }

  private Mapping mapping(String path) throws IOException {
    Map<String, Node> entries = new LinkedHashMap<>();
    Map<String, String> keys = new LinkedHashMap<>();
    for (JsonToken t = in.nextToken(); t != JsonToken.END_OBJECT; t = in.nextToken()) {
      String key = in.currentName();
      String own = path.isEmpty() ? key : path + "." + key;
      if (keys.put(key, where(own)) != null) {
        throw new UserError(where(own) + " is there twice.");
      }
      entries.put(key, value(in.nextToken(), own));
    }
    return new Mapping(entries, keys, where(path));
  }
}
