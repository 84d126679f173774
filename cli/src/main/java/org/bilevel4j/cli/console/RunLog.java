package org.bilevel4j.cli.console;

import java.nio.file.Path;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.core.appender.ConsoleAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.builder.api.AppenderComponentBuilder;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilder;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilderFactory;
import org.apache.logging.log4j.core.config.builder.impl.BuiltConfiguration;

/** The log of a run folder: everything into a file, warnings to the screen too. */
public final class RunLog implements AutoCloseable {
  private static final String NAME = "org.bilevel4j";

  private final Logger logger;

  private RunLog(Logger logger) {
    this.logger = logger;
  }

  /** Warnings to the screen, before a run folder is there or where there is none. */
  public static void toScreen() {
    ConfigurationBuilder<BuiltConfiguration> builder = builder();
    builder.add(screen(builder));
    builder.add(builder.newRootLogger(Level.WARN).add(builder.newAppenderRef("screen")));
    Configurator.reconfigure(builder.build());
  }

  private static ConfigurationBuilder<BuiltConfiguration> builder() {
    System.setProperty("log4j.shutdownHookEnabled", "false"); // runs are saved in a hook of ours
    ConfigurationBuilder<BuiltConfiguration> builder =
        ConfigurationBuilderFactory.newConfigurationBuilder();
    builder.setStatusLevel(Level.ERROR).setConfigurationName("bilevel4j");
    return builder;
  }

  private static AppenderComponentBuilder screen(ConfigurationBuilder<BuiltConfiguration> builder) {
    return builder
        .newAppender("screen", "Console")
        .addAttribute("target", ConsoleAppender.Target.SYSTEM_ERR)
        .add(builder.newLayout("PatternLayout").addAttribute("pattern", "%msg%n%ex{0}"));
  }

  /** Begins to log; whatever configuration lies on the class path is not looked at. */
  public static RunLog to(Path file) {
    ConfigurationBuilder<BuiltConfiguration> builder = builder();
    AppenderComponentBuilder log =
        builder
            .newAppender("file", "File")
            .addAttribute("fileName", file.toString())
            .addAttribute("append", true)
            .add(
                builder
                    .newLayout("PatternLayout")
                    .addAttribute("pattern", "%d{yyyy-MM-dd HH:mm:ss} %-5level %msg%n%throwable"));
    builder.add(log).add(screen(builder));
    builder.add(
        builder
            .newRootLogger(Level.INFO)
            .add(builder.newAppenderRef("file"))
            .add(builder.newAppenderRef("screen").addAttribute("level", Level.WARN)));
    Configurator.reconfigure(builder.build());
    return new RunLog(LogManager.getLogger(NAME));
  }

  public void info(String message) {
    logger.info(message);
  }

  public void warn(String message) {
    logger.warn(message);
  }

  /** A line on the screen, the whole trace in the file. */
  public void failure(String message, Throwable cause) {
    logger.warn(message);
    logger.info("trace of: {}", message, cause);
  }

  @Override
  public void close() {
    Configurator.reconfigure(
        ConfigurationBuilderFactory.newConfigurationBuilder().setStatusLevel(Level.ERROR).build());
  }
}
