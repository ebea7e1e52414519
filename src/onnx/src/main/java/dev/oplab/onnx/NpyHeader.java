package dev.oplab.onnx;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What an `.npy` file says before its elements, which start at byte `size`. Immutable.
record NpyHeader(String descr, boolean fortranOrder, Shape shape, int size) {
  private static final String MAGIC = "\u0093NUMPY";
  private static final int PREFIX = 10;
  private static final int ALIGNMENT = 64;

  private static final Pattern DESCR = Pattern.compile("'descr'\\s*:\\s*'([^']*)'");
  private static final Pattern RECORD = Pattern.compile("'descr'\\s*:\\s*\\[");
  private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([0-9L,\\s]*)\\)");

  /// Reads the header at the start of `file`.
  static NpyHeader read(Path path, MemorySegment file) {
    if (file.byteSize() < PREFIX) {
      throw NpyIo.error(
          path,
          "The file has only %,d bytes, too few for an .npy file".formatted(file.byteSize()),
          "copy the file again",
          null);
    }
    byte[] prefix = file.asSlice(0, PREFIX).toArray(ValueLayout.JAVA_BYTE);
    if (!new String(prefix, 0, 6, StandardCharsets.ISO_8859_1).equals(MAGIC)) {
      throw NpyIo.error(
          path,
          "The file is no .npy file: it does not start with \\x93NUMPY",
          "write it with numpy.save; an .npz file holds several arrays, so unpack it first",
          null);
    }
    int version = prefix[6];
    if (version < 1 || version > 3) {
      throw NpyIo.error(
          path,
          "The file is of the .npy version %d.%d; versions 1.0 to 3.0 can be read"
              .formatted(version, prefix[7]),
          "write it again with numpy.save",
          null);
    }
    int start = version == 1 ? PREFIX : PREFIX + 2;
    long length = file.byteSize() < start ? Long.MAX_VALUE : length(file, version);
    if (length > file.byteSize() - start) {
      throw NpyIo.error(
          path, "The file is cut short: it ends inside its header", "copy the file again", null);
    }
    String text =
        new String(
            file.asSlice(start, length).toArray(ValueLayout.JAVA_BYTE),
            version == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
    return parse(path, text, start + (int) length);
  }

  private static long length(MemorySegment file, int version) {
    return version == 1
        ? file.get(TensorDecoder.SHORT, 8) & 0xFFFF
        : file.get(TensorDecoder.INT, 8) & 0xFFFF_FFFFL;
  }

  private static NpyHeader parse(Path path, String text, int size) {
    if (RECORD.matcher(text).find()) {
      throw NpyIo.error(
          path,
          "The file holds records of several fields (%s)".formatted(text.strip()),
          "save each field as an array of its own, as in np.save(file, array['field'])",
          null);
    }
    Matcher descr = DESCR.matcher(text);
    Matcher order = ORDER.matcher(text);
    Matcher shape = SHAPE.matcher(text);
    if (!descr.find() || !order.find() || !shape.find()) {
      throw NpyIo.error(
          path,
          "The header does not give descr, fortran_order and shape: " + text.strip(),
          "write the file again with numpy.save",
          null);
    }
    long[] sizes;
    try {
      sizes =
          Arrays.stream(shape.group(1).split(",", -1))
              .map(number -> number.strip().replace("L", ""))
              .filter(number -> !number.isEmpty())
              .mapToLong(Long::parseLong)
              .toArray();
    } catch (NumberFormatException e) {
      throw NpyIo.error(
          path,
          "The header gives a shape that is none: (%s)".formatted(shape.group(1)),
          "write the file again with numpy.save",
          e);
    }
    return new NpyHeader(descr.group(1), order.group(1).equals("True"), Shape.of(sizes), size);
  }

  /// {@return the first bytes of a file that holds elements of this type and shape, C layout}
  static byte[] write(String descr, Shape shape) {
    String sizes = shape.dims().stream().map(Dim::toString).collect(Collectors.joining(", "));
    String text =
        "{'descr': '%s', 'fortran_order': False, 'shape': (%s%s), }"
            .formatted(descr, sizes, shape.rank() == 1 ? "," : "");
    boolean small = text.length() + PREFIX + ALIGNMENT <= 0xFFFF;
    int prefix = small ? PREFIX : PREFIX + 2;
    int size = (prefix + text.length() + 1 + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    byte[] header = new byte[size];
    Arrays.fill(header, (byte) ' ');
    byte[] magic = MAGIC.getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(magic, 0, header, 0, magic.length);
    header[6] = (byte) (small ? 1 : 2);
    header[7] = 0;
    for (int i = 8; i < prefix; i++) {
      header[i] = (byte) ((size - prefix) >>> (8 * (i - 8)));
    }
    byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(ascii, 0, header, prefix, ascii.length);
    header[size - 1] = '\n';
    return header;
  }
}
