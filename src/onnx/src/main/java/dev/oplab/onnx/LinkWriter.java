package dev.oplab.onnx;

import dev.oplab.onnx.internal.MappedFile;
import dev.oplab.onnx.internal.NewFile;
import dev.oplab.onnx.internal.Rope;
import dev.oplab.onnx.internal.Sizes;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/// Writes a model that refers to weights in the files they are in; see [OnnxIo#writeLinked]. Used
/// once.
final class LinkWriter {
  private static final String MODEL = "model.onnx";
  private static final String DATA = "model.data";

  /// Smaller tensors go into the model: sizes and axes, which readers want to see there.
  private static final long THRESHOLD = 1024;

  private static final long ALIGNMENT = 64;

  /// What says that two tensors have the same elements in memory.
  private record Elements(MemorySegment at, long size) {}

  private final Model model;
  private final Path folder;
  private final Map<Tensor, Placement> placements = new HashMap<>();
  private final Map<MappedFile, Optional<String>> locations = new HashMap<>();
  private final Map<Elements, Placement.Outside> placed = new HashMap<>();
  private final List<DataLayout.Part> parts = new ArrayList<>();
  private long end;

  private LinkWriter(Model model, Path folder) {
    this.model = model;
    this.folder = folder;
  }

  static Path write(Model model, Path folder) {
    Path absolute = folder.toAbsolutePath();
    try {
      return new LinkWriter(model, absolute).write();
    } catch (IOException e) {
      throw new OnnxException(
          "%s: it cannot be written to %s for another program (%s).%nFix: free some space there."
              .formatted(model.name(), absolute, e),
          e);
    }
  }

  private Path write() throws IOException {
    TensorWalk.of(model, this::place);
    Rope rope = new ModelWriter(new Placement.Plan(placements)).write(model);
    if (rope.size() > Integer.MAX_VALUE) {
      throw new OnnxException(
          "%s: it takes %s without its initializers, and other programs read at most 2 GiB.%nFix: turn large Constant nodes into initializers, and give initializers raw data."
              .formatted(model.name(), Sizes.text(rope.size())));
    }
    Path data = folder.resolve(DATA);
    if (!parts.isEmpty() && !isWritten(data)) {
      try (NewFile file = new NewFile(data)) {
        for (DataLayout.Part part : parts) {
          file.pad(part.offset());
          MemorySegment elements = part.tensor().data();
          file.slice(elements, part.tensor().fileOf(elements));
        }
        file.complete(false);
      }
    }
    Path path = folder.resolve(MODEL);
    if (!Files.exists(path) || !rope.isContentOf(map(path))) {
      try (NewFile file = new NewFile(path)) {
        rope.to(file);
        file.complete(false);
      }
    }
    return path;
  }

  private boolean isWritten(Path data) throws IOException {
    if (!Files.exists(data) || Files.size(data) != end) {
      return false;
    }
    MemorySegment written = map(data).bytes();
    for (DataLayout.Part part : parts) {
      MemorySegment elements = part.tensor().data();
      if (elements.mismatch(written.asSlice(part.offset(), elements.byteSize())) >= 0) {
        return false;
      }
    }
    return true;
  }

  private static MappedFile map(Path path) throws IOException {
    return MappedFile.open(path, StandardOpenOption.READ);
  }

  private void place(Tensor tensor, boolean constant) {
    boolean outside = tensor.externalData().isPresent();
    boolean small = tensor.dataType().bits() == 0 || tensor.byteSize() < THRESHOLD;
    if (outside && (small || !constant)) {
      placements.put(tensor, new Placement.Inside());
    } else if (outside || (constant && !small && tensor.bytes() instanceof TensorBytes.InPlace)) {
      MemorySegment elements = tensor.data();
      MappedFile file = tensor.fileOf(elements);
      String location = file == null ? null : location(file);
      placements.put(
          tensor,
          file == null || location == null
              ? inDataFile(tensor, elements)
              : new Placement.Outside(location, file.offset(elements), elements.byteSize()));
    }
  }

  private Placement inDataFile(Tensor tensor, MemorySegment elements) {
    Elements key = new Elements(elements, elements.byteSize());
    Placement.Outside known = placed.get(key);
    if (known == null) {
      long offset = (end + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
      String location = Objects.requireNonNull(fromRoot(folder.resolve(DATA)));
      known = new Placement.Outside(location, offset, elements.byteSize());
      placed.put(key, known);
      parts.add(new DataLayout.Part(tensor, offset));
      end = offset + elements.byteSize();
    }
    return known;
  }

  /// {@return what names the file from the root of the file system, null where its map alone still
  /// has its content, or it is on another drive}
  private @Nullable String location(MappedFile file) {
    return locations.computeIfAbsent(file, this::find).orElse(null);
  }

  private Optional<String> find(MappedFile file) {
    try {
      return switch (file.state()) {
        case SAME -> Optional.ofNullable(fromRoot(file.path().toRealPath()));
        case REPLACED -> Optional.empty();
        case OVERWRITTEN ->
            throw new OnnxException(
                "%s: the file %s has been overwritten since it was read, and the weights with it.%nFix: read the model again and repeat what was changed in it."
                    .formatted(model.name(), file.path()));
      };
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  private @Nullable String fromRoot(Path path) {
    if (!Objects.equals(path.getRoot(), folder.getRoot())) {
      return null;
    }
    StringJoiner joined = new StringJoiner("/");
    path.forEach(part -> joined.add(part.toString()));
    return joined.toString();
  }
}
