package org.bilevel4j.eval.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What the pages have in common: template, style, scripts and data in one file, figures, tables.
 */
final class HtmlPage {
  private HtmlPage() {}

  /**
   * A page.
   *
   * @param template a resource in which names stand between pairs of at signs
   * @param scripts resources that draw the charts, in order
   * @param data what they draw
   * @param fill the text of a name, besides "style", "scripts" and "data"
   */
  static String of(
      String template, List<String> scripts, ObjectNode data, UnaryOperator<String> fill) {
    // the values last: what they contain is not looked at again
    String[] parts = resource(template).split("@@", -1);
    StringBuilder page = new StringBuilder();
    for (int i = 0; i < parts.length; i++) {
      page.append(
          i % 2 == 0
              ? parts[i]
              : switch (parts[i]) {
                case "style" -> resource("report.css");
                case "scripts" ->
                    String.join("\n", scripts.stream().map(HtmlPage::resource).toList());
                case "data" -> Text.scriptJson(data.toString());
                default -> fill.apply(parts[i]);
              });
    }
    return page.toString();
  }

  /**
   * A place for a chart.
   *
   * @param kind which script draws it
   * @param key what it draws
   * @param before markup in front of the title
   */
  static String figure(String kind, String key, String title, String before) {
    return "<figure class=\"chart\" data-kind=\""
        + kind
        + "\" data-key=\""
        + Text.html(key)
        + "\"><figcaption>"
        + before
        + "<span class=\"name\">"
        + Text.html(title)
        + "</span></figcaption></figure>\n";
  }

  /** A table of markup; the first cell of a row is its head. */
  static String table(List<String> heads, List<List<String>> rows) {
    if (rows.isEmpty()) {
      return "<p class=\"none\">Nothing to show yet: no run has finished.</p>";
    }
    StringBuilder t = new StringBuilder("<div class=\"scroll\" tabindex=\"0\"><table><thead><tr>");
    heads.forEach(h -> t.append("<th scope=\"col\">").append(h).append("</th>"));
    t.append("</tr></thead><tbody>\n");
    for (List<String> row : rows) {
      t.append("<tr><th scope=\"row\">").append(row.get(0)).append("</th>");
      row.stream().skip(1).forEach(c -> t.append("<td>").append(c).append("</td>"));
      t.append("</tr>\n");
    }
    return t.append("</tbody></table></div>\n").toString();
  }

  private static String resource(String name) {
    try (InputStream in = HtmlPage.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("The resource " + name + " is missing from the jar.");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
