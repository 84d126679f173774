package org.bilevel4j.molecules;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.bilevel4j.core.config.Param;
import org.bilevel4j.core.util.Args;
import org.bilevel4j.datasets.table.SparseBuilder;
import org.openscience.cdk.CDK;
import org.openscience.cdk.exception.CDKException;
import org.openscience.cdk.fingerprint.CircularFingerprinter;
import org.openscience.cdk.interfaces.IAtomContainer;

/**
 * Extended-connectivity fingerprints (D. Rogers, M. Hahn, J. Chem. Inf. Model. 50, 2010): bit h mod
 * bits is 1 for the hash h of every circular neighbourhood of an atom up to a radius.
 *
 * @param radius largest radius in bonds, 0 to 3: ECFP0, ECFP2, ECFP4, ECFP6
 * @param bits length of a fingerprint, at least 8
 */
public record Ecfp(
    @Param(value = "largest radius of a neighbourhood in bonds", range = "0 to 3") int radius,
    @Param(value = "length of a fingerprint", range = "8 to 1048576") int bits) {
  private static final int[] CLASSES = {
    CircularFingerprinter.CLASS_ECFP0,
    CircularFingerprinter.CLASS_ECFP2,
    CircularFingerprinter.CLASS_ECFP4,
    CircularFingerprinter.CLASS_ECFP6
  };

  private static final int MOST_BITS = 1 << 20;

  /** Checks the numbers. */
  public Ecfp {
    Args.within(0, CLASSES.length - 1, radius, "fingerprint: radius");
    Args.atLeast(8, bits, "fingerprint: bits");
    Args.atMost(MOST_BITS, bits, "fingerprint: bits");
  }

  /** ECFP4 of 1,024 bits. */
  public Ecfp() {
    this(2, 1024);
  }

  /**
   * Fingerprints of molecules.
   *
   * @param smiles one a molecule; not modified
   * @return a row for each SMILES that was read
   */
  public Fingerprints of(List<String> smiles) {
    Molecules molecules = new Molecules();
    CircularFingerprinter circular = new CircularFingerprinter(CLASSES[radius], bits);
    SparseBuilder rows = new SparseBuilder("fingerprints");
    int[] kept = new int[smiles.size()];
    for (int k = 0; k < kept.length; k++) {
      Optional<BitSet> print = molecules.read(smiles.get(k)).flatMap(m -> bits(circular, m));
      if (print.isPresent()) {
        print.get().stream().forEach(bit -> rows.add(bit, 1));
        kept[rows.rows()] = k;
        rows.endRow();
      }
    }
    return new Fingerprints(rows.build(bits), Arrays.copyOf(kept, rows.rows()));
  }

  private static Optional<BitSet> bits(CircularFingerprinter circular, IAtomContainer molecule) {
    try {
      return Optional.of(circular.getBitFingerprint(molecule).asBitSet());
    } catch (CDKException e) {
      return Optional.empty(); // the caller counts and names it
    }
  }

  /** What decides the bits beside the SMILES. */
  String identity() {
    return "ecfp, radius " + radius + ", " + bits + " bits, cdk " + CDK.getVersion();
  }
}
