package dev.oplab.onnx;

import dev.oplab.onnx.internal.MappedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Decides where the elements of each tensor of a model go when it is written: which stay where
/// they are, and which go to which place of which new data file. Used once.
final class DataLayout {
  /// Elements that go to `offset` of a data file.
  record Part(Tensor tensor, long offset) {}

  /// What says that two tensors have the same elements: the same bytes of the same file.
  private record Source(@Nullable Object file, long offset, long length) {}

  final Map<Tensor, Placement> placements = new HashMap<>();

  /// The data files to be written, by name.
  final Map<String, List<Part>> files = new LinkedHashMap<>();

  /// The data files to be copied as they are, by where they go.
  final Map<String, MappedFile> copies = new LinkedHashMap<>();

  private final WriteOptions options;
  private final @Nullable Path folder;
  private final DataNames names;
  private final Map<Source, Placement.Outside> known = new HashMap<>();
  private String file = "";
  private long end;

  /// `folder` is where the model goes, null where there is none.
  DataLayout(WriteOptions options, @Nullable Path folder, DataNames names) {
    this.options = options;
    this.folder = folder;
    this.names = names;
  }

  void plan(Model model) {
    TensorWalk.of(model, this::place);
  }

  private void place(Tensor tensor, boolean mayMoveOut) {
    boolean outside = tensor.externalData().isPresent();
    switch (options.layout()) {
      case AS_IS -> {
        if (outside && !staysInReach(tensor)) {
          copy(tensor);
        }
      }
      case INSIDE -> {
        if (outside) {
          placements.put(tensor, new Placement.Inside());
        }
      }
      case EXTERNAL -> {
        boolean movable = mayMoveOut && tensor.dataType().bits() > 0;
        if (movable && tensor.byteSize() >= options.threshold()) {
          outside(tensor);
        } else if (outside) {
          placements.put(tensor, new Placement.Inside());
        }
      }
    }
  }

  private boolean staysInReach(Tensor tensor) {
    Path source = tensor.source().folder();
    return source == null || folder == null || folder.equals(Folders.real(source));
  }

  /// Takes the data file along, under its name if that is free or the same file has it already.
  private void copy(Tensor tensor) {
    MappedFile data;
    try {
      data = ExternalData.file(tensor, (TensorBytes.External) tensor.bytes());
    } catch (OnnxException dangling) {
      // The model names a file that is not there or may not be read: it goes on doing so.
      return;
    }
    String location = tensor.externalData().orElseThrow().getOrDefault("location", "");
    if (copies.containsKey(location)) {
      return;
    }
    Path target = Objects.requireNonNull(folder).resolve(location.replace('\\', '/'));
    if (!Files.exists(target)) {
      copies.put(location, data);
    } else if (!isSame(target, data.path())) {
      outside(tensor);
    }
  }

  private static boolean isSame(Path target, Path source) {
    try {
      return Files.size(target) == Files.size(source)
          && Files.getLastModifiedTime(target).equals(Files.getLastModifiedTime(source));
    } catch (IOException unreadable) {
      return false;
    }
  }

  private void outside(Tensor tensor) {
    long length = tensor.data().byteSize();
    Source source = source(tensor, length);
    Placement.Outside place = source == null ? null : known.get(source);
    if (place == null) {
      long step = length >= options.alignment() ? options.alignment() : 16;
      long offset = (end + step - 1) / step * step;
      if (file.isEmpty() || (offset > 0 && offset + length > options.shardSize())) {
        file = names.next();
        offset = 0;
      }
      files.computeIfAbsent(file, _ -> new ArrayList<>()).add(new Part(tensor, offset));
      place = new Placement.Outside(file, offset, length);
      end = offset + length;
      if (source != null) {
        known.put(source, place);
      }
    }
    placements.put(tensor, place);
  }

  /// Tensors that share their bytes go on sharing them.
  private static @Nullable Source source(Tensor tensor, long length) {
    MappedFile mapped = length == 0 ? null : tensor.fileOf(tensor.data());
    return mapped == null ? null : new Source(mapped.key(), mapped.offset(tensor.data()), length);
  }
}
