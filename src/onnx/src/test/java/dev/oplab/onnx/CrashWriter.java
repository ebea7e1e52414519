package dev.oplab.onnx;

import java.nio.file.Path;

/// A process that writes a model over the file it is read from, and says when it begins, for a test
/// that kills it meanwhile.
final class CrashWriter {
  private CrashWriter() {}

  public static void main(String[] args) {
    Path file = Path.of(args[0]);
    Model model = OnnxIo.read(file);
    model.graph().nodes().forEach(node -> node.rename("changed"));
    System.out.println("writing");
    System.out.flush();
    WriteOptions options =
        args[1].equals("inside") ? WriteOptions.inside() : WriteOptions.external().threshold(0);
    OnnxIo.write(model, file, options);
  }
}
