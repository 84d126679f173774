/** Robust search for hyper-parameters: x are bandwidths and penalties, y_i a kernel classifier. */
@NullMarked
package org.bilevel4j.applications.hpo;

import org.jspecify.annotations.NullMarked;
