package org.bilevel4j.cli.command;

import java.util.List;
import org.bilevel4j.cli.console.RunLog;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.kernels.KernelChoice;
import org.bilevel4j.kernels.Kernels;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --kernel}: which numeric kernels the process uses. */
final class KernelOption {

  @Option(
      names = "--kernel",
      paramLabel = "NAME",
      description = "Numeric kernels: plain, vector, blas or auto (default).")
  private @Nullable String name;

  /**
   * The kernels of this process.
   *
   * @throws UserError when they are unknown or not available
   */
  Kernels choose() {
    try {
      if (name != null) {
        KernelChoice.byName(name);
        System.setProperty("kernels", name);
      }
      Kernels chosen = Kernels.current();
      if (!Kernels.hint().isEmpty()) {
        RunLog.toScreen(); // problems log the hint when they are made
      }
      return chosen;
    } catch (IllegalArgumentException e) {
      throw refused(e);
    } catch (ExceptionInInitializerError e) {
      throw refused(e.getCause() == null ? e : e.getCause());
    }
  }

  /** The option as it was given, for a command line that goes on. */
  List<String> words() {
    return name == null ? List.of() : List.of("--kernel", name);
  }

  private static UserError refused(Throwable e) {
    return new UserError(String.valueOf(e.getMessage()), "", e);
  }
}
