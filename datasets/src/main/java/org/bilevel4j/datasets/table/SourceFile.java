package org.bilevel4j.datasets.table;

/**
 * One file that a table was read from.
 *
 * @param location path, or resource name of an embedded file
 * @param bytes length of the unpacked content, so that a plain file and its gz agree
 * @param sha256 SHA-256 of the unpacked content, 64 lower-case hexadecimal digits
 */
public record SourceFile(String location, long bytes, String sha256) {}
