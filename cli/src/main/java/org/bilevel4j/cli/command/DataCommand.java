package org.bilevel4j.cli.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.bilevel4j.cli.catalogue.Catalogues;
import org.bilevel4j.cli.console.ErrorHandlers;
import org.bilevel4j.core.catalogue.Catalogue;
import org.bilevel4j.core.catalogue.Entry;
import org.bilevel4j.datasets.DataFinder;
import org.bilevel4j.datasets.DataStatus;
import org.bilevel4j.datasets.Dataset;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bilevel4j data}: what is found where, verified, and how to get the rest. */
@Command(
    name = "data",
    description = "Show which data sets are found where, and verify them.",
    mixinStandardHelpOptions = true)
public final class DataCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(arity = "0..*", paramLabel = "NAME", description = "data sets; all when absent")
  private List<String> names = List.of();

  @Option(names = "--data", paramLabel = "DIR", description = "Look here first.")
  private @Nullable Path data;

  @Override
  public Integer call() {
    Catalogues offers = Catalogues.load();
    DataFinder finder = DataFinder.ofUser(data);
    PrintWriter out = spec.commandLine().getOut();
    boolean damaged = false;
    Catalogue<Dataset> all = offers.datasets();
    List<Entry<Dataset>> entries =
        names.isEmpty() ? all.entries() : names.stream().map(all::get).toList();
    for (Entry<Dataset> entry : entries) {
      DataStatus status = entry.component().status(finder);
      damaged |= status.state() == DataStatus.State.DAMAGED;
      print(out, entry, status);
    }
    out.flush();
    return damaged ? ErrorHandlers.FAILED : 0;
  }

  private static void print(PrintWriter out, Entry<Dataset> entry, DataStatus status) {
    String where = status.where().isEmpty() ? "" : ", " + status.where();
    out.println(entry.name() + ": " + status.state().name().toLowerCase(Locale.ROOT) + where);
    Dataset set = entry.component();
    out.println("  " + entry.title() + "; " + set.size());
    out.println("  licence " + set.licence() + "; cite " + entry.source());
    status.findings().forEach(f -> f.lines().forEach(line -> out.println("  " + line)));
  }
}
