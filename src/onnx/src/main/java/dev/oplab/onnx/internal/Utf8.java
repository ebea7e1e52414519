package dev.oplab.onnx.internal;

import java.io.ByteArrayOutputStream;
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

  /// {@return the bytes of this text, as they were before decoding}
  public static byte[] encode(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return encodeCarefully(text);
      }
    }
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] encodeCarefully(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(text.length() + 16);
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      if (point >= ESCAPE + 0x80 && point <= ESCAPE + 0xFF) {
        out.write(point - ESCAPE);
      } else {
        out.writeBytes(Character.toString(point).getBytes(StandardCharsets.UTF_8));
      }
      i += Character.charCount(point);
    }
    return out.toByteArray();
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
