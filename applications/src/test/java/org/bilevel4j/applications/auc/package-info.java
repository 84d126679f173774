@NullMarked
package org.bilevel4j.applications.auc;

import org.jspecify.annotations.NullMarked;
