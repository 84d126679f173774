package org.bilevel4j.molecules;

import java.util.Optional;
import org.openscience.cdk.exception.InvalidSmilesException;
import org.openscience.cdk.interfaces.IAtomContainer;
import org.openscience.cdk.silent.SilentChemObjectBuilder;
import org.openscience.cdk.smiles.SmilesParser;

/** Reads SMILES; for one thread. */
final class Molecules {
  private final SmilesParser parser = new SmilesParser(SilentChemObjectBuilder.getInstance());

  /** The molecule that a SMILES stands for; empty if it is not read by CDK or has no atom. */
  Optional<IAtomContainer> read(String smiles) {
    try {
      return Optional.of(parser.parseSmiles(smiles)).filter(m -> m.getAtomCount() > 0);
    } catch (InvalidSmilesException e) {
      return Optional.empty(); // the caller counts and names it
    }
  }
}
