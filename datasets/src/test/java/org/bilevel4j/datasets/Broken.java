package org.bilevel4j.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bilevel4j.core.util.UserError;

/** What tests of bad files share. */
public final class Broken {
  private Broken() {}

  /** Runs the code, which must be refused with one clear sentence, and hands the sentence out. */
  public static String sentence(ThrowingCallable code) {
    UserError error = Assertions.catchThrowableOfType(UserError.class, code);
    assertThat(error).as("a UserError is expected").isNotNull();
    assertThat(error.sentence()).doesNotContain("\n").endsWith(".").doesNotContain("Exception");
    assertThat(error.cure()).doesNotContain("\n");
    return error.sentence();
  }

  /** The content as gz. */
  public static byte[] gz(byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gz = new GZIPOutputStream(out)) {
      gz.write(content);
    }
    return out.toByteArray();
  }
}
