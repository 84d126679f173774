package org.bilevel4j.eval.report;

/** Text made safe for where it stands. */
final class Text {
  private Text() {}

  /** For HTML text and quoted attributes. */
  static String html(String raw) {
    StringBuilder safe = new StringBuilder(raw.length() + 16);
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      switch (c) {
        case '&' -> safe.append("&amp;");
        case '<' -> safe.append("&lt;");
        case '>' -> safe.append("&gt;");
        case '"' -> safe.append("&quot;");
        case '\'' -> safe.append("&#39;");
        default -> safe.append(c < ' ' && c != '\n' && c != '\t' ? '\uFFFD' : c);
      }
    }
    return safe.toString();
  }

  /** JSON that cannot end the script element it stands in, nor open a comment there. */
  static String scriptJson(String json) {
    return json.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026");
  }

  /** For a cell of a Markdown table. */
  static String markdown(String raw) {
    return html(raw).replace("&#39;", "'").replace("|", "\\|").replace("\n", " ");
  }

  /** For LaTeX text. */
  static String latex(String raw) {
    StringBuilder safe = new StringBuilder(raw.length() + 16);
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      safe.append(
          switch (c) {
            case '\\' -> "\\textbackslash{}";
            case '~' -> "\\textasciitilde{}";
            case '^' -> "\\textasciicircum{}";
            case '&', '%', '$', '#', '_', '{', '}' -> "\\" + c;
            case '<', '>', '|' -> "$" + c + "$";
            default -> c < ' ' ? " " : String.valueOf(c);
          });
    }
    return safe.toString();
  }

  /** For a CSV cell (RFC 4180). */
  static String csv(String raw) {
    boolean plain = raw.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? raw : '"' + raw.replace("\"", "\"\"") + '"';
  }

  /** For a file name. */
  static String slug(String raw) {
    return raw.replaceAll("[^A-Za-z0-9.-]+", "-");
  }
}
