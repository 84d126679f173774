package org.bilevel4j.cli.grid;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.bilevel4j.core.util.UserError;

/**
 * The measurements of one run as {@code metrics.csv} and {@code metrics.jsonl}, one line for a
 * step. A value that was not measured or is not finite is an empty cell, and missing in JSON. A
 * line is written in one piece; when a run is resumed, lines after its checkpoint are cut off.
 */
final class MetricLog implements AutoCloseable {
  static final String STEP = "step";

  private final List<String> columns;
  private final FileChannel csv;
  private final FileChannel jsonl;
  private long lastStep = -1;
  private long csvMark;
  private long jsonlMark;

  private MetricLog(List<String> columns, FileChannel csv, FileChannel jsonl) {
    this.columns = List.copyOf(columns);
    this.csv = csv;
    this.jsonl = jsonl;
  }

  /**
   * Opens the log of a run.
   *
   * @param columns "step" first
   * @param resumed how many steps the run has made; 0 empties the log
   * @param every steps between lines, so that missing ones are seen
   * @throws UserError when the files belong to another configuration, lost lines or cannot be
   *     written; they are left as they are
   */
  static MetricLog open(Path folder, List<String> columns, long resumed, long every) {
    Path csvFile = folder.resolve("metrics.csv");
    Path jsonFile = folder.resolve("metrics.jsonl");
    try {
      if (resumed == 0) {
        MetricLog log = new MetricLog(columns, channel(csvFile), channel(jsonFile));
        log.csv.truncate(0);
        log.jsonl.truncate(0);
        put(log.csv, header(columns));
        return log;
      }
      MetricLines csv = MetricLines.read(csvFile, header(columns), "");
      MetricLines jsonl = MetricLines.read(jsonFile, "", "{\"step\":");
      checkComplete(csvFile, csv, resumed, every);
      checkComplete(jsonFile, jsonl, resumed, every);
      MetricLog log = new MetricLog(columns, channel(csvFile), channel(jsonFile));
      log.resume(csv, jsonl, resumed);
      return log;
    } catch (IOException e) {
      throw AtomicText.refused(csvFile, e);
    }
  }

  /** A checkpoint is saved after the lines before it. */
  private static void checkComplete(Path file, MetricLines found, long steps, long every) {
    long due = steps - 1 - (steps - 1) % every;
    long last = found.lastUpTo(steps);
    if (last < due) {
      throw MetricLines.refused(
          file, " ends at step " + last + ", its checkpoint stands at " + steps + ".");
    }
  }

  private static FileChannel channel(Path file) throws IOException {
    return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  private static String header(List<String> columns) {
    return String.join(",", columns.stream().map(MetricLog::cell).toList()) + "\n";
  }

  private static String cell(String name) {
    return name.matches("[^\",\\n\\r]*") ? name : '"' + name.replace("\"", "\"\"") + '"';
  }

  /** Cuts off what comes after a step, or what a killed process wrote into one file only. */
  private void resume(MetricLines inCsv, MetricLines inJsonl, long upTo) throws IOException {
    lastStep = Math.min(inCsv.lastUpTo(upTo), inJsonl.lastUpTo(upTo));
    csvMark = inCsv.begin(lastStep);
    jsonlMark = inJsonl.begin(lastStep);
    csv.truncate(inCsv.end(lastStep));
    jsonl.truncate(inJsonl.end(lastStep));
  }

  /** The step of the last line; -1 when there is none. */
  long lastStep() {
    return lastStep;
  }

  /** Writes a line; one of the same step as the last takes its place. */
  void put(long step, Map<String, Double> values) {
    try {
      if (step == lastStep) {
        csv.truncate(csvMark);
        jsonl.truncate(jsonlMark);
      }
      csvMark = csv.size();
      jsonlMark = jsonl.size();
      csv.position(csvMark);
      jsonl.position(jsonlMark);
      put(csv, csvLine(step, values));
      put(jsonl, jsonLine(step, values));
      lastStep = step;
    } catch (IOException e) {
      throw new UserError(
          "metrics cannot be written: " + AtomicText.reason(e) + ".", "the disk is full.", e);
    }
  }

  private String csvLine(long step, Map<String, Double> values) {
    StringBuilder line = new StringBuilder().append(step);
    for (String column : columns.subList(1, columns.size())) {
      Double v = values.get(column);
      line.append(',').append(v == null || !Double.isFinite(v) ? "" : number(v));
    }
    return line.append('\n').toString();
  }

  private String jsonLine(long step, Map<String, Double> values) {
    StringBuilder line = new StringBuilder("{\"step\":").append(step);
    for (String column : columns.subList(1, columns.size())) {
      Double v = values.get(column);
      if (v != null && Double.isFinite(v)) {
        line.append(",\"").append(column.replace("\\", "\\\\").replace("\"", "\\\""));
        line.append("\":").append(number(v));
      }
    }
    return line.append("}\n").toString();
  }

  /** All bits of a number; whole ones without a point. */
  static String number(double v) {
    boolean whole = v == Math.rint(v) && Math.abs(v) < 1e15 && (v != 0 || 1 / v > 0);
    return whole ? Long.toString((long) v) : Double.toString(v);
  }

  private static void put(FileChannel channel, String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** Makes sure that everything is on the disk, before a checkpoint that counts on it. */
  void force() {
    try {
      csv.force(false);
      jsonl.force(false);
    } catch (IOException e) {
      throw new UserError("metrics cannot be written: " + AtomicText.reason(e) + ".", "", e);
    }
  }

  @Override
  public void close() {
    try (csv;
        jsonl) {
      force();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
