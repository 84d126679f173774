package org.bilevel4j.benchmarks.race;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.bilevel4j.core.util.UserError;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Races our applications against PyTorch programs on the same work and says how it went. */
@Command(
    name = "compare-pytorch",
    description = "Races our applications against PyTorch programs that do the same work.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class CompareMain implements Callable<Integer> {
  private static final String PEAK_SECONDS = "1.5";

  @Option(
      names = "--contest",
      split = ",",
      description =
          "which contests (default: all): letter, sinusoid-3, sinusoid-20, fashion-mnist,"
              + " mauc-ct-v1, mauc-ct-v2, mauc, mmb-pauc")
  private List<String> contests = List.of();

  @Option(
      names = "--blas",
      split = ",",
      defaultValue = "default,SKYLAKEX",
      description =
          "values of OPENBLAS_CORETYPE; 'default' leaves it unset (default: ${DEFAULT-VALUE})")
  private List<String> blas = List.of();

  @Option(
      names = "--repeats",
      defaultValue = "5",
      description = "rounds (default: ${DEFAULT-VALUE})")
  private int repeats;

  @Option(
      names = "--warmup",
      defaultValue = "4",
      description = "seconds before each lap's clock counts (default: ${DEFAULT-VALUE})")
  private double warmup;

  @Option(
      names = "--seconds",
      defaultValue = "3",
      description = "seconds each lap counts (default: ${DEFAULT-VALUE})")
  private double seconds;

  @Option(names = "--no-two-threads", description = "do not race our two threads against our one")
  private boolean noTwoThreads;

  @Option(
      names = "--kernels",
      defaultValue = "vector",
      description = "our kernels: vector, blas or plain (default: ${DEFAULT-VALUE})")
  private String kernels = "";

  @Option(names = "--data", defaultValue = "", description = "where data sets lie")
  private String data = "";

  @Option(names = "--python", defaultValue = "/usr/bin/python3", description = "the interpreter")
  private String python = "";

  @Option(
      names = "--peers",
      required = true,
      hidden = true,
      description = "the folder of the other side's programs")
  private Path peers = Path.of("");

  @Option(
      names = "--any-blas",
      description = "race even where PyTorch does not use OpenBLAS; such ratios prove nothing")
  private boolean anyBlas;

  @Option(
      names = "--out",
      description = "a folder that gets race.json and race.md",
      defaultValue = "benchmarks/target/race")
  private Path out = Path.of("");

  private final PrintStream print = System.out;

  @Override
  public Integer call() {
    Race.Plan plan =
        new Race.Plan(
            python,
            peers,
            data,
            blas.stream().map(BlasSetting::parse).distinct().toList(),
            repeats,
            warmup,
            seconds,
            !noTwoThreads,
            kernels);
    List<Contest> chosen =
        contests.isEmpty() ? Contest.all() : contests.stream().map(Contest::of).toList();
    double loadBefore = Machine.load();
    double peak = peak();
    Race race = new Race(plan);
    chosen.forEach(c -> checkBlas(race.trial(plan.blas().get(0), c)));
    long from = System.nanoTime();
    List<Result> results = new ArrayList<>();
    for (Contest c : chosen) {
      results.add(race.run(c, print::println));
    }
    peak = Math.max(peak, peak());
    RaceReport report = new RaceReport(plan, results, peak, loadBefore, Machine.load());
    print.println(report.text());
    write(report);
    print.printf("%d s in all.%n", Duration.ofNanos(System.nanoTime() - from).toSeconds());
    return 0;
  }

  private static double peak() {
    List<String> command = Race.java(Peak.class);
    command.add(PEAK_SECONDS);
    return new Entrant("peak", command, Map.of()).run().path("fp32_gflops").asDouble();
  }

  private void checkBlas(Lap lap) {
    if (lap.text("blas_kernel").isEmpty() && !anyBlas) {
      throw new UserError(
          "PyTorch computes with "
              + lap.text("blas")
              + ", which is not OpenBLAS: it is several times slower, and beating it proves nothing.",
          "apt-get install libopenblas0-pthread, or race anyway with --any-blas.");
    }
  }

  private void write(RaceReport report) {
    try {
      Files.createDirectories(out);
      String json =
          new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(report.json());
      move(out.resolve("race.json"), json + "\n");
      move(out.resolve("race.md"), report.markdown());
    } catch (IOException e) {
      throw new UserError("--out " + out + " cannot be written: " + e.getMessage() + ".", "", e);
    }
    print.println("Written: " + out.resolve("race.json") + ", " + out.resolve("race.md"));
  }

  private static void move(Path file, String text) throws IOException {
    Path beside = file.resolveSibling(file.getFileName() + ".tmp");
    Files.writeString(beside, text);
    Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Runs the race; exit code 2 for what a user can mend. */
  public static void main(String[] args) {
    CommandLine line = new CommandLine(new CompareMain()).setOverwrittenOptionsAllowed(true);
    line.setExecutionExceptionHandler(
        (e, c, parsed) -> {
          if (e instanceof UserError) {
            System.err.println("compare-pytorch: " + e.getMessage());
            return 2;
          }
          throw e;
        });
    System.exit(line.execute(args));
  }
}
