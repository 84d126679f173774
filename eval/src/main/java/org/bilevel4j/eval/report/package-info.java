/**
 * From a run folder to something to look at. {@link org.bilevel4j.eval.report.RunFolder} reads the
 * folder into a {@link org.bilevel4j.eval.report.ResultSet}; {@link
 * org.bilevel4j.eval.report.Findings} compares the arms; {@link
 * org.bilevel4j.eval.report.HtmlReport}, {@link org.bilevel4j.eval.report.StaticCharts}, {@link
 * org.bilevel4j.eval.report.SummaryFiles} and {@link org.bilevel4j.eval.report.MarkdownTable} write
 * what was found. The format of the folder is described at {@code RunFolder}. {@link
 * org.bilevel4j.eval.report.RankingReport} reports how a model ranks labelled rows, without a run
 * folder.
 */
@NullMarked
package org.bilevel4j.eval.report;

import org.jspecify.annotations.NullMarked;
