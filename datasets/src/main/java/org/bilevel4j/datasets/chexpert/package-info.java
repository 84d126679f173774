/** CheXpert: observations on X-ray images of the chest. */
@NullMarked
package org.bilevel4j.datasets.chexpert;

import org.jspecify.annotations.NullMarked;
