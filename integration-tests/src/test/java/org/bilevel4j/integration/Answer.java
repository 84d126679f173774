package org.bilevel4j.integration;

/**
 * What a command has come to.
 *
 * @param code exit code
 * @param out what it printed
 * @param err what it complained about
 */
public record Answer(int code, String out, String err) {}
