package dev.oplab.onnx.internal;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/// UTF-8 that loses nothing: a byte that is no part of a character becomes a lone surrogate (U+DC80
/// to U+DCFF), which no valid text has, so that different bytes are always different strings. Shown
/// to people such a character is a question mark.
public final class Utf8 {
  private static final char ESCAPE = 0xDC00;
  private static final char REPLACEMENT = 0xFFFD;

  private Utf8() {}

  /// {@return the text of these bytes}
  public static String decode(byte[] bytes, int from, int length) {
    String text = new String(bytes, from, length, StandardCharsets.UTF_8);
    return text.indexOf(REPLACEMENT) < 0 ? text : carefully(bytes, from, length);
  }

  /// {@return the text of these bytes}
  public static String decode(byte[] bytes) {
    return decode(bytes, 0, bytes.length);
  }

  private static String carefully(byte[] bytes, int from, int length) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes, from, length);
    CharBuffer out = CharBuffer.allocate(length);
    CoderResult result = decoder.decode(in, out, true);
    while (result.isError()) {
      for (int i = 0; i < result.length(); i++) {
        out.put((char) (ESCAPE + (in.get() & 0xFF)));
      }
      result = decoder.decode(in, out, true);
    }
    return out.flip().toString();
  }
}
