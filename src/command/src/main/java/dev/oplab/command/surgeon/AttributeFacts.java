package dev.oplab.command.surgeon;

import dev.oplab.command.UsageException;
import dev.oplab.onnx.DataType;
import dev.oplab.onnx.Shape;
import dev.oplab.onnx.Tensor;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What must be known of the attributes of ONNX's own operators to read them from text: what kind
/// an attribute of a name is, which is the same in nearly all operators, and which attributes
/// became inputs. The facts are those of the operators' documentation.
final class AttributeFacts {

  /// What an attribute is.
  enum Kind {
    INT("a whole number"),
    FLOAT("a number"),
    TEXT("a text"),
    INTS("a list of whole numbers"),
    FLOATS("a list of numbers"),
    TEXTS("a list of texts"),
    TENSOR("a constant"),
    TYPE("a data type"),
    GRAPH("a graph or type, which cannot be typed here"),
    FREE("a number, a text or a list of these");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }

    boolean isWhole() {
      return this == INT || this == INTS || this == TYPE;
    }
  }

  /// An attribute that became an input.
  ///
  /// @param since the first opset in which it is one
  /// @param type its element type, null for that of the first input
  /// @param list whether it has one dimension, rather than none
  record Moved(int input, long since, @Nullable DataType type, boolean list) {

    DataType typeBeside(DataType first) {
      return type == null ? first : type;
    }

    /// {@return the constant in the shape that the operator wants}
    Tensor shaped(Tensor constant) {
      boolean fits = type == null || type == constant.dataType();
      int rank = constant.shape().rank();
      if (!fits || rank > 1 || (!list && rank == 1 && constant.byteSize() * 8 != bits(constant))) {
        throw new UsageException(
            "--attr: expected %s, found a constant %s%s"
                .formatted(
                    list ? "a list of " + type : "one number",
                    constant.dataType().label(),
                    constant.shape()));
      }
      Shape shape = list && rank == 0 ? Shape.of(1) : list ? constant.shape() : Shape.of();
      return Tensor.of("", constant.dataType(), shape, constant.data());
    }

    private static long bits(Tensor constant) {
      return constant.dataType().bits();
    }
  }

  private static final Map<String, Kind> KINDS = kinds();
  private static final Map<String, Moved> MOVED = moved();

  private AttributeFacts() {}

  /// {@return what the attribute `key` of this operator is}
  static Kind kind(String op, String domain, String key) {
    if (!Operators.isOwn(domain)) {
      return Kind.FREE;
    }
    return switch (op + " " + key) {
      case "Dropout seed" -> Kind.INT;
      case "Pad value" -> Kind.FLOAT;
      default -> KINDS.getOrDefault(key, Kind.FREE);
    };
  }

  /// {@return which input the attribute `key` of this operator is in this opset, empty if it is an
  /// attribute}
  static Optional<Moved> moved(String op, String domain, String key, long opset) {
    return Optional.ofNullable(Operators.isOwn(domain) ? MOVED.get(op + " " + key) : null)
        .filter(moved -> opset >= moved.since());
  }

  private static Map<String, Kind> kinds() {
    Map<String, Kind> kinds = new HashMap<>();
    put(
        kinds,
        Kind.INT,
        "align_corners allowzero antialias axis batch_axis batch_dims block_size blocksize broadcast"
            + " ceil_mode center_point_box chunk_size count_include_pad detect_negative"
            + " detect_positive end exclude_outside exclusive fmod group hidden_size ignore_index"
            + " input_forget interleaved inverse is_case_sensitive is_causal is_test k keepdims"
            + " kv_num_heads largest layout left_window_size linear_before_reset max_gram_length"
            + " max_skip_count maxsplit min_gram_length new_axis noop_with_empty_axes num_groups"
            + " num_heads num_outputs num_scan_inputs offset_group onesided output_height"
            + " output_sequence output_width p periodic q_num_heads qk_matmul_output_mode reverse"
            + " right_window_size rotary_embedding_dim sample_size sampling_ratio saturate"
            + " select_last_index size sorted spatial start storage_order time_axis training_mode"
            + " transA transB upper value_int");
    put(
        kinds,
        Kind.FLOAT,
        "alpha beta bias clip cubic_coeff_a epsilon extrapolation_value gamma height_scale high"
            + " lambd low max mean min momentum ratio scale seed softcap spatial_scale value_float"
            + " width_scale");
    put(
        kinds,
        Kind.TEXT,
        "activation approximate auto_pad case_change_action coordinate_transformation_mode delimiter"
            + " direction equation keep_aspect_ratio_policy locale mode nearest_mode padding_mode"
            + " pattern pixel_format reduction round_mode update_rule value_string");
    put(
        kinds,
        Kind.INTS,
        "axes consumed_inputs dilations directions ends kernel_shape ngram_counts ngram_indexes"
            + " output_padding output_shape paddings pads perm pool_int64s pooled_shape"
            + " scan_input_axes scan_input_directions scan_output_axes scan_output_directions shape"
            + " split starts strides value_ints");
    put(kinds, Kind.FLOATS, "activation_alpha activation_beta scales value_floats weights");
    put(kinds, Kind.TEXTS, "activations pool_strings stopwords value_strings");
    put(kinds, Kind.TYPE, "to dtype output_datatype output_dtype precision softmax_precision");
    put(kinds, Kind.TYPE, "stash_type");
    put(kinds, Kind.TENSOR, "value");
    put(kinds, Kind.GRAPH, "body else_branch then_branch sparse_value type");
    return Map.copyOf(kinds);
  }

  private static void put(Map<String, Kind> kinds, Kind kind, String names) {
    Operators.words(names).forEach(name -> kinds.put(name, kind));
  }

  private static Map<String, Moved> moved() {
    Map<String, Moved> moved = new HashMap<>();
    moved.put("Clip min", new Moved(1, 11, null, false));
    moved.put("Clip max", new Moved(2, 11, null, false));
    moved.put("Dropout ratio", new Moved(1, 12, DataType.FLOAT, false));
    moved.put("Pad pads", list(1, 11));
    moved.put("Pad value", new Moved(2, 11, null, false));
    moved.put("ReduceSum axes", list(1, 13));
    for (String kind : Operators.words("L1 L2 LogSum LogSumExp Max Mean Min Prod SumSquare")) {
      moved.put("Reduce" + kind + " axes", list(1, 18));
    }
    moved.put("Reshape shape", list(1, 5));
    moved.put("Slice starts", list(1, 10));
    moved.put("Slice ends", list(2, 10));
    moved.put("Slice axes", list(3, 10));
    moved.put("Split split", list(1, 13));
    moved.put("Squeeze axes", list(1, 13));
    moved.put("TopK k", list(1, 10));
    moved.put("Unsqueeze axes", list(1, 13));
    moved.put("Upsample scales", new Moved(1, 9, DataType.FLOAT, true));
    return Map.copyOf(moved);
  }

  private static Moved list(int input, long since) {
    return new Moved(input, since, DataType.INT64, true);
  }
}
