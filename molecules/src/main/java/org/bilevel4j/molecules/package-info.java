/**
 * Molecules as rows of tasks: SMILES become circular fingerprints, and rows are split by scaffold.
 * Read {@code SmilesTable}, then {@code Ecfp} and {@code Scaffolds}; {@code MoleculeNet} has the
 * known sets. The Chemistry Development Kit is met here alone.
 */
@NullMarked
package org.bilevel4j.molecules;

import org.jspecify.annotations.NullMarked;
