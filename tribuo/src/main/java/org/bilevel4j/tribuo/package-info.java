/**
 * Training for AUC and partial AUC as a part of Tribuo programs. Read {@code AucTrainer}, the
 * parameters and what a call of train does, then {@code AucModel}, what comes out of it; {@code
 * ExampleRows} turns Tribuo's examples into our rows.
 */
@NullMarked
package org.bilevel4j.tribuo;

import org.jspecify.annotations.NullMarked;
