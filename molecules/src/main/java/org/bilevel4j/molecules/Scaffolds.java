package org.bilevel4j.molecules;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bilevel4j.datasets.task.Part;
import org.bilevel4j.datasets.task.RowSplit;
import org.bilevel4j.datasets.task.Shares;
import org.openscience.cdk.exception.CDKException;
import org.openscience.cdk.fragment.MurckoFragmenter;
import org.openscience.cdk.interfaces.IAtomContainer;
import org.openscience.cdk.smiles.SmiFlavor;
import org.openscience.cdk.smiles.SmilesGenerator;

/**
 * Splits molecules so that those with the same scaffold are in the same part. A scaffold is what G.
 * W. Bemis and M. A. Murcko (J. Med. Chem. 39, 1996) leave of a molecule: its rings and what links
 * them; all molecules without a ring have one scaffold. Its atoms keep the number of hydrogens that
 * they have in the molecule, so that scaffolds substituted at different places are different ones.
 */
public final class Scaffolds {
  private Scaffolds() {}

  /**
   * Groups of rows with the same scaffold, the largest first and of equal ones that with the later
   * first row. Rows that cannot be read make one group.
   *
   * @param smiles one a row; not modified
   */
  public static List<int[]> groups(List<String> smiles) {
    Molecules molecules = new Molecules();
    SmilesGenerator names = new SmilesGenerator(SmiFlavor.Unique);
    Map<String, List<Integer>> byScaffold = new LinkedHashMap<>();
    List<Integer> unread = new ArrayList<>();
    for (int r = 0; r < smiles.size(); r++) {
      Optional<String> scaffold = molecules.read(smiles.get(r)).flatMap(m -> scaffold(m, names));
      scaffold
          .map(s -> byScaffold.computeIfAbsent(s, key -> new ArrayList<>()))
          .orElse(unread)
          .add(r);
    }
    List<int[]> groups = new ArrayList<>();
    byScaffold.values().forEach(rows -> groups.add(array(rows)));
    if (!unread.isEmpty()) {
      groups.add(array(unread));
    }
    groups.sort(
        Comparator.<int[]>comparingInt(rows -> rows.length)
            .thenComparingInt(rows -> rows[0])
            .reversed());
    return groups;
  }

  private static int[] array(List<Integer> rows) {
    return rows.stream().mapToInt(Integer::intValue).toArray();
  }

  private static Optional<String> scaffold(IAtomContainer molecule, SmilesGenerator names) {
    IAtomContainer scaffold = MurckoFragmenter.scaffold(molecule);
    if (scaffold == null || scaffold.isEmpty()) {
      return Optional.of("");
    }
    try {
      return Optional.of(names.create(scaffold));
    } catch (CDKException e) {
      return Optional.empty(); // a group of its own with what cannot be read
    }
  }

  /**
   * Deals the groups in order, as DeepChem's ScaffoldSplitter does: a group goes to the training
   * rows while it fits into their share, else to the validation rows while it fits into the shares
   * of both, else to the test rows.
   *
   * @param smiles one a row; not modified
   * @param shares shares of the parts
   */
  public static RowSplit split(List<String> smiles, Shares shares) {
    double trainMost = shares.train() * smiles.size();
    double bothMost = (shares.train() + shares.validation()) * smiles.size();
    Part[] parts = new Part[smiles.size()];
    int train = 0;
    int validation = 0;
    for (int[] group : groups(smiles)) {
      Part part = Part.TEST;
      if (train + group.length <= trainMost) {
        part = Part.TRAIN;
        train += group.length;
      } else if (train + validation + group.length <= bothMost) {
        part = Part.VALIDATION;
        validation += group.length;
      }
      for (int row : group) {
        parts[row] = part;
      }
    }
    return RowSplit.of(parts.length, r -> parts[r]);
  }
}
