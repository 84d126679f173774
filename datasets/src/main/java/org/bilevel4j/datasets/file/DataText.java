package org.bilevel4j.datasets.file;

import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import org.bilevel4j.core.util.UserError;

/**
 * The characters of a file, decoded strictly: bytes that are not text in the declared encoding are
 * refused with their line. A byte order mark is dropped.
 */
public final class DataText extends Reader {
  private static final int BUFFER = 1 << 16;

  private final DataFile file;
  private final long limit;
  private final CharsetDecoder decoder;
  private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER).flip();
  private boolean atStart = true;
  private boolean lastBytes;
  private boolean malformed;
  private boolean ended;
  private long line = 1;
  private char last;

  /**
   * Text of a file.
   *
   * @param file the file; closed by its owner
   * @param charset its encoding
   * @param limit unpacked bytes that it may have
   */
  public DataText(DataFile file, Charset charset, long limit) {
    this.file = file;
    this.limit = limit;
    this.decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
  }

  @Override
  public int read(char[] out, int offset, int length) {
    if (length == 0) {
      return 0;
    }
    CharBuffer target = CharBuffer.wrap(out, offset, length);
    while (target.position() == offset) {
      if (malformed) {
        throw notText();
      }
      if (ended) {
        return -1;
      }
      decode(target);
      if (atStart && target.position() > offset) {
        atStart = false;
        if (out[offset] == '\uFEFF') {
          int count = target.position() - offset;
          System.arraycopy(out, offset + 1, out, offset, count - 1);
          target.position(offset + count - 1);
        }
      }
    }
    inspect(out, offset, target.position());
    return target.position() - offset;
  }

  private void decode(CharBuffer target) {
    CoderResult result = decoder.decode(bytes, target, lastBytes);
    if (result.isError()) {
      malformed = true; // what was decoded before is handed out first, so that its lines count
    } else if (result.isUnderflow() && lastBytes) {
      ended = true;
    } else if (result.isUnderflow()) {
      bytes.compact();
      int n = file.readSome(bytes.array(), bytes.position(), bytes.remaining(), limit);
      lastBytes = n < 0;
      bytes.position(bytes.position() + Math.max(0, n));
      bytes.flip();
    }
  }

  private void inspect(char[] text, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text[i];
      if (c < ' ') {
        if (c == '\r' || (c == '\n' && last != '\r')) {
          line++;
        } else if (c != '\n' && c != '\t' && c != '\f') {
          throw new UserError(
              "%s: %s, line %d: the character U+%04X is no text."
                  .formatted(file.dataset(), file.location(), line, (int) c),
              "it is a binary file, for instance a spreadsheet, to be exported as text.");
        }
      }
      last = c;
    }
  }

  private UserError notText() {
    return new UserError(
        "%s: %s, line %d: the byte 0x%02X is no text in %s."
            .formatted(
                file.dataset(),
                file.location(),
                line,
                bytes.get(bytes.position()) & 0xff,
                decoder.charset().name()),
        "the file has another encoding, to be declared, for instance ISO-8859-1 or UTF-16, or it"
            + " is a binary file.");
  }

  @Override
  public void close() {
    // The file is its owner's.
  }
}
