package org.bilevel4j.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Jars as others build them: compiled against this class path, packed with their resources. */
final class PluginJar {
  private PluginJar() {}

  /** The sources of the plug-in in the test resources. */
  static Path sources() throws URISyntaxException {
    URL found = PluginJar.class.getResource("/plugin");
    if (found == null) {
      throw new IllegalStateException("the test resources lack the folder plugin");
    }
    return Path.of(URI.create(found.toString()));
  }

  /**
   * A copy of a source folder with changed files.
   *
   * @param files text by path, "" takes a file away
   */
  static Path changed(Path sources, Path to, Map<String, String> files) throws IOException {
    FileTree.copy(sources, to);
    for (Map.Entry<String, String> e : files.entrySet()) {
      Path file = to.resolve(e.getKey());
      if (e.getValue().isEmpty()) {
        Files.delete(file);
      } else {
        Files.writeString(file, e.getValue());
      }
    }
    return to;
  }

  /** Compiles a source folder and packs classes and resources. */
  static Path build(Path sources, Path jar) throws IOException {
    Path classes = Files.createDirectories(jar.resolveSibling(jar.getFileName() + ".classes"));
    compile(
        FileTree.below(sources).stream().filter(p -> p.toString().endsWith(".java")).toList(),
        classes);
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file)) {
      pack(classes, out);
      pack(sources, out);
    }
    return jar;
  }

  private static void compile(List<Path> files, Path classes) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter complaints = new StringWriter();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      List<String> options =
          List.of(
              "--release",
              "17",
              "-proc:none",
              "-d",
              classes.toString(),
              "-cp",
              System.getProperty("java.class.path"));
      boolean compiled =
          compiler
              .getTask(
                  complaints,
                  manager,
                  null,
                  options,
                  null,
                  manager.getJavaFileObjectsFromPaths(files))
              .call();
      assertThat(compiled).as(complaints.toString()).isTrue();
    }
  }

  private static void pack(Path root, JarOutputStream out) throws IOException {
    for (Path file : FileTree.below(root)) {
      if (Files.isRegularFile(file) && !file.toString().endsWith(".java")) {
        out.putNextEntry(new JarEntry(root.relativize(file).toString()));
        Files.copy(file, out);
        out.closeEntry();
      }
    }
  }
}
