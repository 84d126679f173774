package org.bilevel4j.datasets.mulan;

import java.util.List;
import org.bilevel4j.datasets.KnownFiles;

/** The sets, with the rows of their official parts. */
public enum MulanSet {
  /** Music, 72 inputs, 6 tasks. */
  EMOTIONS(
      "emotions",
      "emotions",
      391,
      202,
      6,
      "bbe704106c79bb8fb99c1d1d2e9bde081d6a2daeb01f100862f11fd91a3c1f98",
      "f13d4b746b7b5c8eb484bd751d6ac463d4560dff998a93516a5c1fe35daf6c8f",
      "dbce8e6ccbbb2fcbfd9e9edbb230d7ed12692c6e13f59fdbc0161fa9b6cf2dc0"),
  /** Genes, 103 inputs, 14 tasks. */
  YEAST(
      "yeast",
      "yeast",
      1_500,
      917,
      14,
      "e759dc991ff54694a4ff9c4314f3be0d6fd2b1994a4b563f57e416394c6aebbd",
      "4aaac102bff9669a765bf0b378602e5cc8c3b181048282e2f003117b496d552a",
      "c3056cc26444b5158b1588d1b73bec9c45429e10f0957ad085903423cb81f247"),
  /** Sounds, 260 inputs, 19 tasks. */
  BIRDS(
      "birds",
      "birds",
      322,
      323,
      19,
      "8f215db6ee163149901e753977f631ba8bea0e0e8e1abc42b234414822f8ae36",
      "51ba6326d65ccdd7c755b6461280eb6d2769c7f59d8e12fd4250f91e6ca28326",
      "0f4ea547b2b3d538c8402662daf689e0d4520cc8b4f5ba113c2e7c01700f010f"),
  /** Letters by e-mail, 1,001 words, 53 tasks. */
  ENRON(
      "enron",
      "enron",
      1_123,
      579,
      53,
      "2988cefc1cdf7a8004a20ef84615cc8fa1b5d7434c16687283b41454e2d9d194",
      "2f3aad54a8f54caaab4ab01246fe9dd385ba944a2633028f52747b57eac5474e",
      "ed40c92d7f613eed51714912cab10dddc4ce456262137d8fef230d44c7f4457b"),
  /** Reports of radiologists, 1,449 words, 45 tasks. */
  MEDICAL(
      "medical",
      "medical",
      333,
      645,
      45,
      "c764f45756ab1c553b8b4eaaf5605a5610a43bbbcf37492d0f1a12bf9c9e2244",
      "6be472e75a6c0b0916187f343a398011b1b26f8f0ddc682c575312ad3532f6c4",
      "51fa9d5c09e48caff3f0a0c75db1c9aa85944f8e35451f3ad8bd56fc422286ce"),
  /** Publications, 1,836 words, 159 tasks. */
  BIBTEX(
      "bibtex",
      "bibtex",
      4_880,
      2_515,
      159,
      "8dcc9de6e0b2cebaec8c1f4fac78431adeeb73cfd3ab879b530a66d366e59174",
      "9b03329cde64d3f994bdf7fbbac3f3b10fe185c311cb9ae725475f59c7f3f922",
      "08fe20013c1e75dcf1888c185f5187c95e76495b8518ce289b4d3afce38d1232"),
  /** Flight safety reports, 500 words, 22 tasks. */
  TMC2007(
      "tmc2007",
      "tmc2007-500",
      21_519,
      7_077,
      22,
      "edfe7b7615c6f80e54c92a214437610d1ae36560c5cc6c4253b51c434d258273",
      "b24f9c3f1eba77c9da0bbaff093ba41d331b7351be0167a8e1e3852c62e25e38",
      "cb6a67c8ae72fd9b47d89f77aa5b7f6cafb4ba9c20b1124c65a95a3f2caec38d"),
  /** Bookmarks, 500 words, 983 tasks. */
  DELICIOUS(
      "delicious",
      "delicious",
      12_920,
      3_185,
      983,
      "030186cdb542ebdd32052fcdbb1ebe30115b3a22518c1b4b198c45eb827aebe1",
      "2dfb01723a819914b0ca83361177ed413ce3f2169851d9f228d4692915d63944",
      "4e0c0f93c7d86a39b9fca4aaefaa00e9428f2c80277732dfbf03ca48e2c14da2");

  private final String folder;
  private final int trainRows;
  private final int testRows;
  private final int tasks;
  private final KnownFiles files;

  MulanSet(
      String folder,
      String base,
      int trainRows,
      int testRows,
      int tasks,
      String train,
      String test,
      String xml) {
    this.folder = folder;
    this.trainRows = trainRows;
    this.testRows = testRows;
    this.tasks = tasks;
    String cure =
        "put %s-train.arff, %s-test.arff and %s.xml of the MULAN project, plain or gz, into DIR/%s"
                .formatted(base, base, base, folder)
            + " and give --data DIR or set BILEVEL4J_DATA=DIR.";
    this.files =
        new KnownFiles(
            Mulan.NAME + " " + folder,
            folder,
            List.of(
                new KnownFiles.Known(base + "-train.arff.gz", train),
                new KnownFiles.Known(base + "-test.arff.gz", test),
                new KnownFiles.Known(base + ".xml", xml)),
            cure);
  }

  /** Name of the set and of its folder. */
  public String set() {
    return folder;
  }

  /** Training rows of the official split. */
  public int trainRows() {
    return trainRows;
  }

  /** Test rows of the official split. */
  public int testRows() {
    return testRows;
  }

  /** Number of labels. */
  public int tasks() {
    return tasks;
  }

  KnownFiles files() {
    return files;
  }
}
