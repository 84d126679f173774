/**
 * Experiments as YAML: {@code YamlReader} reads a file into {@code Node}s that remember their
 * lines, {@code Layers} puts presets and --set over them, {@code ExperimentReader} makes an {@code
 * Experiment} of the result, {@code ExperimentWriter} writes it back.
 */
@NullMarked
package org.bilevel4j.cli.config;

import org.jspecify.annotations.NullMarked;
