package dev.oplab.worker.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.regex.Pattern;

/// The last lines that a process printed, without their colours. Reads as fast as they come, so
/// that the process never waits for a reader.
final class LogTail {
  private static final int LINES = 200;
  private static final int LINE_LENGTH = 2000;
  private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");

  private final ArrayDeque<String> lines = new ArrayDeque<>();
  private final Thread reader;

  LogTail(InputStream stream, String name) {
    reader = new Thread(() -> drain(stream), name);
    reader.setDaemon(true);
    reader.start();
  }

  /// {@return the last lines so far, oldest first}
  List<String> lines() {
    synchronized (lines) {
      return List.copyOf(lines);
    }
  }

  /// Waits until the process has closed its output, which its children may keep open.
  void await(long millis) throws InterruptedException {
    reader.join(millis);
  }

  private void drain(InputStream stream) {
    try (var text = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      StringBuilder line = new StringBuilder();
      for (int c = text.read(); c >= 0; c = text.read()) {
        if (c == '\n') {
          add(line.toString());
          line.setLength(0);
        } else if (line.length() < LINE_LENGTH && c != '\r') {
          line.append((char) c);
        }
      }
      if (!line.isEmpty()) {
        add(line.toString());
      }
    } catch (IOException ended) {
      // The process is gone; what it said is kept.
    }
  }

  private void add(String line) {
    synchronized (lines) {
      if (lines.size() == LINES) {
        lines.removeFirst();
      }
      lines.addLast(COLOUR.matcher(line).replaceAll(""));
    }
  }
}
