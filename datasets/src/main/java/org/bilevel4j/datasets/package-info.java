/**
 * Data sets: what the platform can tell about them, where their files are, and whether those are
 * sound. Read {@code Dataset}, then {@code DataFinder}, then {@code DataStatus}.
 *
 * <h2>Reading a CSV file</h2>
 *
 * A file becomes tasks in four steps: typed columns, a split, an encoding fitted on the training
 * rows, and one binary task for each label column. Missing cells, quoted cells and gz need nothing;
 * whatever is wrong with the file is one sentence with its line and column.
 *
 * <pre>{@code
 * CsvOptions options = CsvOptions.defaults()      // separator and column types are detected
 *     .leaveOut("patient_id")
 *     .categorical("ward")
 *     .labels("relapse", "toxicity-*")             // 0/1, -1/1, no/yes, false/true, or missing
 *     .label("outcome", "dead");                   // "dead" against all others
 * ColumnTable raw = CsvTables.read("clinic", Path.of("clinic.csv.gz"), options);
 *
 * RowSplit split = RowSplit.stratified(            // or shuffled(...), or byColumn(raw, "part")
 *     raw.label("relapse"), Shares.SIXTY_TWENTY_TWENTY, Key.of(1).child("split"));
 * Encoding encoding = Encoding.fit(
 *     raw, split.rows(Part.TRAIN), EncodingOptions.defaults().withIndicators(true));
 * TaskSet tasks = LabelTasks.defaults().of(encoding.apply(raw), split);
 *
 * ColumnTable fresh = CsvTables.read(              // later: rows to score, no labels needed
 *     "new", Path.of("new.csv"), CsvOptions.inputsOf(encoding));
 * Features features = encoding.apply(fresh).features();
 * }</pre>
 */
@NullMarked
package org.bilevel4j.datasets;

import org.jspecify.annotations.NullMarked;
