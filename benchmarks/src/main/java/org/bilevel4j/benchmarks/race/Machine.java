package org.bilevel4j.benchmarks.race;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** What is known of the machine: names from the proc file system, empty where there is none. */
final class Machine {
  private static final Path CPU = Path.of("/proc/cpuinfo");
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final double KIB_PER_MIB = 1024;

  private Machine() {}

  /** The processor's name with family and model, which decide what OpenBLAS takes it for. */
  static String cpu() {
    return field(CPU, "model name").orElse("unknown processor")
        + ", family "
        + field(CPU, "cpu family").orElse("?")
        + ", model "
        + field(CPU, "model").orElse("?");
  }

  /** The processor's widest vector instructions as its flags name them. */
  static String vectors() {
    String flags = " " + field(CPU, "flags").orElse("") + " ";
    return Stream.of("avx512f", "avx2", "avx")
        .filter(f -> flags.contains(" " + f + " "))
        .findFirst()
        .orElse("no AVX");
  }

  /** "17.0.15 (Debian)". */
  static String java() {
    return System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + ")";
  }

  /** The load average of the last minute; negative where unknown. */
  static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  /** The most memory this process ever had resident, MiB; NaN where unknown. */
  static double peakMb() {
    return field(STATUS, "VmHWM")
        .map(v -> Double.parseDouble(v.replace("kB", "").trim()) / KIB_PER_MIB)
        .orElse(Double.NaN);
  }

  private static Optional<String> field(Path file, String name) {
    if (!Files.isReadable(file)) {
      return Optional.empty();
    }
    try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
      return lines
          .filter(l -> l.contains(":") && l.substring(0, l.indexOf(':')).trim().equals(name))
          .map(l -> l.substring(l.indexOf(':') + 1).trim())
          .findFirst();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
