package org.bilevel4j.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Compares the Java code blocks of a guide with the compiled sources they come from.
 *
 * <p>A block is preceded by a line {@code <!-- source: PATH#NAME -->}, PATH from the root of the
 * repository. Its text is that between {@code // region NAME} and the next {@code // endregion} of
 * that file, with the common indentation taken off.
 */
final class CodeBlocks {

  private static final Pattern SOURCE = Pattern.compile("<!-- source: (\\S+)#(\\S+) -->");
  private static final Pattern JAVA_FENCE = Pattern.compile("```\\s*java\\b.*");

  private CodeBlocks() {}

  /** One code block; {@code line} counts from 1, {@code label} is the nearest text above it. */
  record Block(int line, @Nullable String label, String code) {}

  /** What is wrong with the blocks of {@code guide}, one sentence each; empty if all is well. */
  static List<String> problems(Path root, Path guide) throws IOException {
    List<String> problems = new ArrayList<>();
    for (Block block : javaBlocks(Files.readAllLines(guide))) {
      String problem = problem(root, block);
      if (problem != null) {
        problems.add("%s:%d: %s".formatted(root.relativize(guide), block.line(), problem));
      }
    }
    return problems;
  }

  private static @Nullable String problem(Path root, Block block) throws IOException {
    Matcher source = SOURCE.matcher(block.label() == null ? "" : block.label());
    if (!source.matches()) {
      return "the java block has no line <!-- source: PATH#NAME --> above it.";
    }
    Path file = root.resolve(source.group(1));
    String name = source.group(2);
    if (!Files.isRegularFile(file)) {
      return "source " + source.group(1) + " does not exist.";
    }
    String region = region(Files.readAllLines(file), name);
    if (region == null) {
      return "%s has no closed region %s.".formatted(source.group(1), name);
    }
    return region.equals(block.code())
        ? null
        : "the block differs from region %s of %s, which is%n%s"
            .formatted(name, source.group(1), region);
  }

  /** All blocks fenced as Java, in order. */
  static List<Block> javaBlocks(List<String> lines) {
    List<Block> blocks = new ArrayList<>();
    String label = null;
    for (int i = 0; i < lines.size(); i++) {
      String text = lines.get(i).strip();
      if (text.startsWith("```")) {
        int end = closing(lines, i + 1);
        if (JAVA_FENCE.matcher(text).matches()) {
          blocks.add(new Block(i + 1, label, dedent(lines.subList(i + 1, end))));
        }
        label = null;
        i = end;
      } else if (!text.isEmpty()) {
        label = text;
      }
    }
    return blocks;
  }

  private static int closing(List<String> lines, int from) {
    int i = from;
    while (i < lines.size() && !lines.get(i).strip().equals("```")) {
      i++;
    }
    return i;
  }

  /** The text of a region, or null if it does not open or close exactly as it should. */
  static @Nullable String region(List<String> lines, String name) {
    List<String> stripped = lines.stream().map(String::strip).toList();
    int open = stripped.indexOf("// region " + name);
    if (open < 0) {
      return null;
    }
    List<String> rest = lines.subList(open + 1, lines.size());
    int close = stripped.subList(open + 1, lines.size()).indexOf("// endregion");
    return close < 0 ? null : dedent(rest.subList(0, close));
  }

  private static String dedent(List<String> lines) {
    return lines.stream()
        .map(String::stripTrailing)
        .collect(Collectors.joining("\n"))
        .stripTrailing() // a blank last line would count as indentation
        .stripIndent();
  }
}
