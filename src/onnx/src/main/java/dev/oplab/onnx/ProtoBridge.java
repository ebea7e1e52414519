package dev.oplab.onnx;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.UnsafeByteOperations;
import dev.oplab.onnx.internal.SegmentStream;
import dev.oplab.onnx.proto.ModelProto;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// Between bytes and the generated messages: the only user of protobuf's library, and of the
/// messages beside [OnnxIo], which names them in signatures alone. So their classes are loaded when
/// somebody asks for a message, and not before.
final class ProtoBridge {
  static final long MOST = Integer.MAX_VALUE - 8;

  /// How deep graphs may be nested. Three messages each, and a few stack frames for a message: what
  /// protobuf does with them, printing included, fits into a stack of 1 MiB. Its own limit of 100
  /// messages is less than real models need.
  private static final int DEEPEST = 300;

  private static final int BUFFER = 1 << 16;

  private ProtoBridge() {}

  /// {@return the message in these bytes, which must not change, as its weights are not copied}
  static ModelProto message(byte[] bytes, String where) {
    try {
      CodedInputStream in = UnsafeByteOperations.unsafeWrap(bytes).newCodedInput();
      in.enableAliasing(true);
      in.setSizeLimit(Integer.MAX_VALUE);
      in.setRecursionLimit(DEEPEST * 3);
      ModelProto proto = ModelProto.parseFrom(in);
      in.checkLastTagWas(0);
      return proto;
    } catch (StackOverflowError e) {
      throw tooDeep(where, e);
    } catch (IOException e) {
      String said = String.valueOf(e.getMessage());
      throw said.contains("nesting")
          ? tooDeep(where, e)
          : error(
              where,
              "protobuf cannot read it (" + said + ")",
              "copy or download the file again",
              e);
    }
  }

  private static OnnxException tooDeep(String where, Throwable e) {
    return error(
        where,
        "its graphs are nested more than %d deep, which messages cannot be".formatted(DEEPEST),
        "edit it as a Model, which may be of any depth",
        e);
  }

  static OnnxException tooLarge(String where, String size, String fix) {
    return error(
        where, "it takes %s, and a message holds at most 2 GiB".formatted(size), fix, null);
  }

  /// {@return the bytes of the message, outside the heap}
  static MemorySegment bytes(ModelProto proto) {
    String where = "message ModelProto '" + proto.getGraph().getName() + "'";
    try {
      // Protobuf counts in 32 bits: what is larger comes out negative, or far too small.
      int size = proto.getSerializedSize();
      if (size == 0) {
        throw error(
            where,
            "no field of it is set",
            "set at least ir_version, opset_import and graph",
            null);
      }
      SegmentStream out = new SegmentStream(Arena.ofAuto().allocate(Math.max(size, 0)));
      CodedOutputStream coded = CodedOutputStream.newInstance(out, BUFFER);
      proto.writeTo(coded);
      coded.flush();
      return out.written();
    } catch (SegmentStream.FullException e) {
      throw error(
          where,
          "it takes more than 2 GiB, which protobuf cannot write",
          "keep the weights in a data file: OnnxIo.write(model, path, WriteOptions.external()) writes such a model, and OnnxIo.readProto(path) reads its message",
          e);
    } catch (IOException e) {
      throw error(where, "it cannot be written (" + e + ")", "look at the cause", e);
    } catch (StackOverflowError e) {
      throw error(
          where,
          "its graphs are nested deeper than protobuf can write",
          "build it as a Model, which may be of any depth",
          e);
    }
  }

  private static OnnxException error(
      String where, String what, String fix, @Nullable Throwable cause) {
    return new OnnxException("%s: %s.%nFix: %s.".formatted(where, what, fix), cause);
  }
}
