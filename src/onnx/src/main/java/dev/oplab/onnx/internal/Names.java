package dev.oplab.onnx.internal;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The strings of one file, each kept once: looking one up by its bytes allocates nothing when it
/// is known already. Mutable, for one thread.
final class Names {
  private static final int LONGEST_KEPT = 256;

  private @Nullable String[] table;
  private int[] hashes;
  private int count;

  /// Starts with room for as many strings as a file of this size may have.
  Names(long fileSize) {
    int room = Math.clamp(Long.highestOneBit(fileSize / 64), 16, 1 << 17);
    table = new @Nullable String[room];
    hashes = new int[room];
  }

  /// {@return the text of these bytes, decoded as [Utf8] does}
  String text(byte[] bytes, int from, int length) {
    if (length == 0) {
      return "";
    }
    if (length > LONGEST_KEPT) {
      return Utf8.decode(bytes, from, length);
    }
    int hash = 0;
    int signs = 0;
    for (int i = from; i < from + length; i++) {
      hash = 31 * hash + bytes[i];
      signs |= bytes[i];
    }
    if (signs < 0) {
      return Utf8.decode(bytes, from, length);
    }
    return kept(bytes, from, length, hash);
  }

  private String kept(byte[] bytes, int from, int length, int hash) {
    int mask = table.length - 1;
    int slot = spread(hash) & mask;
    while (true) {
      String found = table[slot];
      if (found == null) {
        break;
      }
      if (hashes[slot] == hash && same(found, bytes, from, length)) {
        return found;
      }
      slot = (slot + 1) & mask;
    }
    String added = new String(bytes, from, length, StandardCharsets.ISO_8859_1);
    table[slot] = added;
    hashes[slot] = hash;
    if (++count * 2 > table.length) {
      grow();
    }
    return added;
  }

  private static boolean same(String text, byte[] bytes, int from, int length) {
    if (text.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (text.charAt(i) != bytes[from + i]) {
        return false;
      }
    }
    return true;
  }

  private void grow() {
    @Nullable String[] old = table;
    int[] oldHashes = hashes;
    table = new @Nullable String[old.length * 2];
    hashes = new int[table.length];
    int mask = table.length - 1;
    for (int i = 0; i < old.length; i++) {
      if (old[i] != null) {
        int slot = spread(oldHashes[i]) & mask;
        while (table[slot] != null) {
          slot = (slot + 1) & mask;
        }
        table[slot] = old[i];
        hashes[slot] = oldHashes[i];
      }
    }
  }

  static int spread(int hash) {
    int mixed = hash * 0x9E3779B9;
    return mixed ^ (mixed >>> 15);
  }
}
