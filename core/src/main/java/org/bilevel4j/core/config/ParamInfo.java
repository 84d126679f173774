package org.bilevel4j.core.config;

/**
 * One parameter as {@code describe} shows it.
 *
 * @param name the key users type
 * @param type what a text must look like
 * @param value its value as text
 * @param meaning one line, empty when not annotated
 * @param symbol the paper's symbol, empty when there is none
 * @param range which values are allowed, empty when any
 */
public record ParamInfo(
    String name, String type, String value, String meaning, String symbol, String range) {}
