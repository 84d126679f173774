package org.bilevel4j.integration.input;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bilevel4j.integration.FileTree;

/** Run folders that cannot be gone on with, or shown. */
final class FolderCases {
  private static final String RUN = "runs/morbit/1/";

  private final Path sample;

  /**
   * Cases over copies of a run folder.
   *
   * @param sample the finished folder of {@link Samples#LETTER}
   */
  FolderCases(Path sample) {
    this.sample = sample;
  }

  /** Harm done to a folder. */
  @FunctionalInterface
  private interface Damage {
    void to(Path run) throws IOException;
  }

  List<BadCase> all() {
    List<BadCase> all = new ArrayList<>();
    all.addAll(resumes());
    all.addAll(checkpoints());
    all.addAll(measurements());
    all.addAll(reports());
    all.addAll(comparisons());
    return all;
  }

  private BadCase damaged(String name, String part, Damage damage, String... words) {
    return BadCase.of(
        name,
        part,
        folder -> {
          Path run = folder.resolve("run");
          FileTree.copy(sample, run);
          damage.to(run);
          List<String> all = new ArrayList<>(List.of(words));
          all.add(run.toString());
          return all;
        });
  }

  /** A folder whose first run is not finished, gone on with. */
  private BadCase resumed(String name, String part, Damage damage) {
    return damaged(
        name,
        part,
        run -> {
          Files.delete(run.resolve(RUN + "result.json"));
          damage.to(run);
        },
        "run",
        "--threads=1",
        "--resume");
  }

  private List<BadCase> resumes() {
    return List.of(
        BadCase.of(
            "a resume of nothing",
            "is not a folder, so there is nothing to resume",
            f -> List.of("run", "--resume", f + "/none")),
        BadCase.of(
            "a resume of a folder without an experiment",
            "holds no experiment.yaml",
            f -> List.of("run", "--resume", f.toString())),
        damaged(
            "a resume with other seeds",
            "--resume takes the experiment as it is in the folder",
            run -> {},
            "run",
            "--seeds=9",
            "--resume"),
        resumed(
            "a resume of a broken experiment",
            "experiment.yaml, line",
            run -> Files.writeString(run.resolve("experiment.yaml"), "steps: [\n")));
  }

  /** The kernels of a process are chosen once, so that this needs one of its own. */
  BadCase otherKernel() {
    return damaged(
        "a resume under another kernel",
        "belongs to another run: kernel was",
        run -> Files.delete(run.resolve(RUN + "result.json")),
        "run",
        "--threads=1",
        "--kernel=plain",
        "--resume");
  }

  private List<BadCase> checkpoints() {
    String file = RUN + "checkpoint.bin";
    return List.of(
        resumed(
            "a checkpoint with a changed bit",
            "is damaged: its checksum does not match",
            run -> {
              byte[] bytes = Files.readAllBytes(run.resolve(file));
              bytes[bytes.length / 2] ^= 4;
              Files.write(run.resolve(file), bytes);
            }),
        resumed(
            "a checkpoint cut short",
            "is damaged: its checksum does not match",
            run -> {
              byte[] bytes = Files.readAllBytes(run.resolve(file));
              Files.write(run.resolve(file), java.util.Arrays.copyOf(bytes, bytes.length - 9));
            }),
        resumed(
            "an empty checkpoint",
            "is not one of this version",
            run -> Files.write(run.resolve(file), new byte[0])),
        resumed(
            "a checkpoint of another version",
            "is not one of this version",
            run -> {
              byte[] bytes = Files.readAllBytes(run.resolve(file));
              ByteBuffer.wrap(bytes).putInt(4, 7);
              Files.write(run.resolve(file), bytes);
            }),
        resumed(
            "a checkpoint of another method",
            "belongs to another run: solver was 'min-avg' and is now 'morbit'",
            run ->
                Files.write(
                    run.resolve(file),
                    Files.readAllBytes(run.resolve("runs/min-avg/1/checkpoint.bin")))),
        resumed(
            "an experiment changed since the checkpoint",
            "belongs to another run: run.steps was '20' and is now '30'",
            run -> {
              Path yaml = run.resolve("experiment.yaml");
              Files.writeString(yaml, Files.readString(yaml).replace("steps: 20", "steps: 30"));
            }),
        resumed(
            "a folder where the checkpoint belongs",
            "checkpoint.bin' cannot be read",
            run -> {
              Files.delete(run.resolve(file));
              Files.createDirectory(run.resolve(file));
            }));
  }

  private List<BadCase> measurements() {
    return List.of(
        resumed(
            "measurements of other columns",
            "has other columns than this run",
            run -> Files.writeString(run.resolve(RUN + "metrics.csv"), "step,loss\n0,1\n")),
        resumed(
            "measurements without steps",
            "is damaged: a line does not begin with its step",
            run -> {
              Path csv = run.resolve(RUN + "metrics.csv");
              String text = Files.readString(csv);
              Files.writeString(csv, text.substring(0, text.indexOf('\n') + 1) + "abc,1\n");
            }),
        resumed(
            "measurements that are gone",
            "metrics.csv is missing",
            run -> Files.delete(run.resolve(RUN + "metrics.csv"))),
        resumed(
            "measurements that lost lines",
            "metrics.csv ends at step 0, its checkpoint stands at 20",
            run -> {
              Path csv = run.resolve(RUN + "metrics.csv");
              Files.write(csv, Files.readAllLines(csv).subList(0, 2));
            }),
        damaged(
            "a result that is no JSON",
            "result.json is damaged",
            run -> Files.writeString(run.resolve(RUN + "result.json"), "{"),
            "run",
            "--resume"));
  }

  private List<BadCase> reports() {
    return List.of(
        damaged(
            "a report of measurements with letters",
            "metrics.csv, line",
            run -> {
              Path csv = run.resolve(RUN + "metrics.csv");
              Files.writeString(csv, Files.readString(csv) + "40,lots\n");
            },
            "report"),
        damaged(
            "a report of a broken result",
            "result.json",
            run -> Files.writeString(run.resolve(RUN + "result.json"), "[1"),
            "report"),
        damaged(
            "a report of broken provenance",
            "provenance.json",
            run -> Files.writeString(run.resolve("provenance.json"), "no"),
            "report"),
        damaged(
            "a report with a folder that is no seed",
            "is not a seed",
            run -> Files.createDirectory(run.resolve("runs/morbit/one")),
            "report"));
  }

  private List<BadCase> comparisons() {
    return List.of(
        BadCase.of(
            "a comparison of a folder with itself",
            "is named twice",
            f -> {
              FileTree.copy(sample, f.resolve("run"));
              return List.of("compare", f + "/run", f + "/run");
            }),
        BadCase.of(
            "a comparison into a folder with other files",
            "is not empty and not the folder of an experiment",
            f -> {
              FileTree.copy(sample, f.resolve("one"));
              FileTree.copy(sample, f.resolve("two"));
              Files.writeString(f.resolve("notes.txt"), "mine");
              return List.of("compare", f + "/one", f + "/two", "--out", f.toString());
            }),
        damaged(
            "a comparison with a broken result",
            "result.json",
            run -> Files.writeString(run.resolve(RUN + "result.json"), "[1"),
            "compare",
            sample.toString()));
  }
}
