/** FashionMNIST from its four IDX files, and the pair tasks of the MORBiT paper. */
@NullMarked
package org.bilevel4j.datasets.fashion;

import org.jspecify.annotations.NullMarked;
