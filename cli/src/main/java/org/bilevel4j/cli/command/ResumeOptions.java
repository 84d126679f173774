package org.bilevel4j.cli.command;

import java.util.LinkedHashSet;
import java.util.Set;
import org.bilevel4j.core.run.Identity;
import picocli.CommandLine.Option;

/** {@code --any-kernel}, {@code --any-version}: what runs that go on need not agree on. */
final class ResumeOptions {

  @Option(
      names = "--any-kernel",
      description =
          "Go on also with runs saved under another kernel; their bits then differ from those of an"
              + " unbroken run.")
  private boolean anyKernel;

  @Option(
      names = "--any-version",
      description =
          "Go on also with runs saved by another version of the program; their results may then"
              + " differ from those of an unbroken run, and say so.")
  private boolean anyVersion;

  /** The names of what may differ. */
  Set<String> forgiven() {
    Set<String> out = new LinkedHashSet<>();
    if (anyKernel) {
      out.add(Identity.KERNEL);
    }
    if (anyVersion) {
      out.add(Identity.VERSION);
    }
    return out;
  }
}
