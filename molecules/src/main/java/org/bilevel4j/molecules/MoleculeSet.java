package org.bilevel4j.molecules;

import java.util.List;
import org.bilevel4j.datasets.KnownFiles;
import org.bilevel4j.datasets.csv.CsvOptions;

/** Sets of the MoleculeNet collection. */
public enum MoleculeSet {
  /** Toxicity, 12 tasks. */
  TOX21(
      "tox21",
      List.of("mol_id"),
      "7d7e7facd853a63e79ddce4e9c3fcb7a0d83a1c300b603031c0f2c64fbe77761",
      "4e8eccc0c4adad1dfb770cea3c96398f970dea5d3730eb55b899a6e62f747a85"),
  /** Toxicity by high-throughput screening, 617 tasks. */
  TOXCAST(
      "toxcast_data",
      List.of(),
      "0598b33326818254fcb7ced0e039b8e40ed42a18e9063c27cacc1e43b2df0f7a",
      "fcd2caa405e17da90b5c52752712c363cbbcb4ba5241b65a575a4e19c0764761"),
  /** Virtual screening with decoys, 17 tasks. */
  MUV(
      "muv",
      List.of("mol_id"),
      "feac9a780cb5f2e5e1c51e6ba61491a524da544ca1d6e4b542f9ad358fe0527b",
      "322157d1a2f117ee77b23e8133a6c681ff7323d187f8c7de7a94d5a7c3720fd1"),
  /** Drugs approved and drugs that failed in trials, 2 tasks. */
  CLINTOX(
      "clintox",
      List.of(),
      "9999816e760dd838358b5d88e81cea2fc062be4458ffa412ceecdba4f88a67b6",
      "2c64c2913a8d143b5c8d6b69c1700d0e15b0d6df7dfed5f1c2b53e6d7c1f17ce"),
  /** Inhibition of HIV replication, 1 task. */
  HIV(
      "HIV",
      List.of("activity"),
      "b72f0cf00cd1f45ae5c415f21aef10e69187e30dd24029ddb345fbca35b0d798",
      "1b6d1a3fe068b2b069026977c545659a783b61143d3ebf53ae0a473160f3f649");

  private final String file;
  private final List<String> leftOut;
  private final KnownFiles rows;
  private final KnownFiles split;

  MoleculeSet(String file, List<String> leftOut, String rows, String split) {
    this.file = file;
    this.leftOut = leftOut;
    String cure =
        "put %s.csv of the MoleculeNet collection, plain or gz, into DIR/%s"
                .formatted(file, MoleculeNet.FOLDER)
            + " and give --data DIR or set BILEVEL4J_DATA=DIR.";
    this.rows = known(file + ".csv.gz", rows, cure);
    this.split = known(file + ".scaffold.csv.gz", split, cure);
  }

  private static KnownFiles known(String name, String sum, String cure) {
    return new KnownFiles(
        MoleculeNet.NAME, MoleculeNet.FOLDER, List.of(new KnownFiles.Known(name, sum)), cure);
  }

  /** Name of the set. */
  public String set() {
    return file;
  }

  /** The file of SMILES and labels. */
  KnownFiles rows() {
    return rows;
  }

  /** The file of the scaffold split. */
  KnownFiles split() {
    return split;
  }

  /** Every column but the SMILES and these is a label. */
  CsvOptions options() {
    return CsvOptions.defaults().labels("*").leaveOut(leftOut.toArray(new String[0]));
  }
}
