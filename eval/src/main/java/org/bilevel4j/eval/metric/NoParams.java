package org.bilevel4j.eval.metric;

/** The parameters of a metric that has none. */
public record NoParams() {}
