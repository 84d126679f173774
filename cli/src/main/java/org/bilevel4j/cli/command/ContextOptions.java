package org.bilevel4j.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bilevel4j.cli.console.Terminal;
import org.bilevel4j.cli.grid.RunContext;
import org.bilevel4j.cli.provenance.ProgramVersion;
import org.bilevel4j.core.catalogue.Catalogue;
import org.bilevel4j.core.run.Identity;
import org.bilevel4j.eval.exact.ExactOptions;
import org.bilevel4j.eval.metric.Metric;
import org.bilevel4j.kernels.Kernels;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of commands that run grids: where, with what, and what saved runs need not agree on. */
final class ContextOptions {
  private static final String ANY_KERNEL = "--any-kernel";
  private static final String ANY_VERSION = "--any-version";

  @Mixin private ThreadsOption threads = new ThreadsOption();
  @Mixin private DataOption data = new DataOption();
  @Mixin private KernelOption kernel = new KernelOption();

  @Option(
      names = ANY_KERNEL,
      description =
          "Go on also with runs saved under another kernel; their bits then differ from those of an"
              + " unbroken run.")
  private boolean anyKernel;

  @Option(
      names = ANY_VERSION,
      description =
          "Go on also with runs saved by another version of the program; their results may then"
              + " differ from those of an unbroken run, and say so.")
  private boolean anyVersion;

  /**
   * What runs share besides the experiment; chooses the kernels of this process.
   *
   * @throws org.bilevel4j.core.util.UserError when an option has no value that works here
   */
  RunContext context(Catalogue<Metric> metrics) {
    int workers = threads.count();
    kernel.choose();
    Set<String> forgiven = new LinkedHashSet<>();
    if (anyKernel) {
      forgiven.add(Identity.KERNEL);
    }
    if (anyVersion) {
      forgiven.add(Identity.VERSION);
    }
    return context(data.folder(), workers, forgiven, metrics);
  }

  /** The same for a command that has options of its own. */
  static RunContext context(
      Optional<Path> data, int threads, Set<String> forgiven, Catalogue<Metric> metrics) {
    return new RunContext(
        data,
        threads,
        Kernels.current().name(),
        ProgramVersion.text(),
        forgiven,
        metrics,
        ExactOptions.defaults(),
        System::nanoTime);
  }

  /** The command line that goes on with a folder, with these options as they were given. */
  String resumeLine(String command, Path folder) {
    List<String> words = new ArrayList<>(List.of(command, "--resume", Terminal.path(folder)));
    words.addAll(data.words());
    words.addAll(threads.words());
    words.addAll(kernel.words());
    if (anyKernel) {
      words.add(ANY_KERNEL);
    }
    if (anyVersion) {
      words.add(ANY_VERSION);
    }
    return Terminal.commandLine(words);
  }
}
