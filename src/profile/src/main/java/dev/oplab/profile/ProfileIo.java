package dev.oplab.profile;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.oplab.profile.internal.ProfileReader;
import dev.oplab.profile.internal.ProfileWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/// Writes and reads OpLab's own profile file: one JSON object with `"oplab_profile": 1`, every time
/// in milliseconds, and under `layers` one row per layer.
///
/// What is written reads back equal, but for infinite times: JSON has neither NaN nor infinity,
/// both are written as null, and null reads as NaN, "not known".
public final class ProfileIo {
  /// The version this class writes, and the newest it reads.
  public static final int VERSION = 1;

  private ProfileIo() {}

  /// {@return the profile as the JSON object of the file, keys in the order of the file; what
  /// `--json` prints}
  public static Map<String, Object> toJson(EngineProfile profile) {
    return ProfileWriter.toJson(profile);
  }

  /// Writes `profile` to `file`, through a temporary file beside it that is renamed when complete:
  /// a reader never sees half a profile.
  ///
  /// @throws ProfileException if the file cannot be written
  public static void write(EngineProfile profile, Path file) {
    Path absolute = file.toAbsolutePath();
    try {
      Path folder = absolute.getParent();
      if (folder == null) {
        throw new IOException("it is a folder");
      }
      Path part = Files.createTempFile(folder, "." + absolute.getFileName(), ".part");
      try {
        Files.writeString(part, ProfileWriter.toText(profile));
        Files.move(part, absolute, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw new ProfileException(
          """
          Cannot write the profile: %s
          found: %s
          Fix: name a file in a folder that exists and may be written to.\
          """
              .formatted(file, describe(e)),
          e);
    }
  }

  /// Reads a profile that [#write] wrote.
  ///
  /// @throws ProfileException if the file is missing, cut short, not JSON, not a profile, written
  ///   by a newer version, or holds a number that cannot be a time
  public static EngineProfile read(Path file) {
    return new ProfileReader(file.toString()).read(objectIn(file));
  }

  private static Object objectIn(Path file) {
    String text = textOf(file);
    if (text.isBlank()) {
      throw notJson(file, "an empty file", null);
    }
    try {
      return JSON.std.anyFrom(text);
    } catch (IOException e) {
      boolean cut = String.valueOf(e.getMessage()).contains("end-of-input");
      throw notJson(file, cut ? "JSON that ends early: the file is cut short" : describe(e), e);
    }
  }

  private static String textOf(Path file) {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new ProfileException(
          """
          No such file: %s
          expected: a profile file
          Fix: check the path; a relative one starts at %s.\
          """
              .formatted(file, Path.of("").toAbsolutePath()),
          e);
    } catch (java.nio.charset.CharacterCodingException e) {
      throw notJson(file, "bytes that are not UTF-8 text", e);
    } catch (IOException e) {
      throw new ProfileException(
          """
          Cannot read the profile: %s
          found: %s
          Fix: name a file that may be read.\
          """
              .formatted(file, describe(e)),
          e);
    }
  }

  private static ProfileException notJson(
      Path file, String found, @org.jspecify.annotations.Nullable Throwable cause) {
    return new ProfileException(
        """
        Not a profile file: %s
        expected: a JSON object with "oplab_profile"
        found: %s
        Fix: name a file that OpLab wrote; other tools' files are read by their own commands.\
        """
            .formatted(file, found),
        cause);
  }

  private static String describe(IOException e) {
    if (e instanceof com.fasterxml.jackson.core.JacksonException json) {
      var at = json.getLocation();
      String where = at == null ? "" : " (line " + at.getLineNr() + ")";
      return json.getOriginalMessage() + where;
    }
    return e.getMessage() == null
        ? e.toString()
        : e.getClass().getSimpleName() + ": " + e.getMessage();
  }
}
