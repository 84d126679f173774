package org.bilevel4j.molecules;

import org.bilevel4j.datasets.table.SparseFeatures;

/**
 * Fingerprints of the molecules that could be read.
 *
 * @param features a row for each molecule read
 * @param kept number of the SMILES of each row, ascending; read only
 */
public record Fingerprints(SparseFeatures features, int[] kept) {}
