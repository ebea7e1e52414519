package dev.oplab.arch;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;

/// The modules and what each may depend on: the one list behind the rules and the test of
/// docs/ARCHITECTURE.md.
final class Boundaries {
  private Boundaries() {}

  /// Module to the modules it may use.
  static final Map<String, List<String>> MAY_USE =
      Map.of(
          "onnx", List.of(),
          "surgeon", List.of("onnx"),
          "profile", List.of("onnx"),
          "worker", List.of(),
          "ort", List.of("onnx", "surgeon", "profile", "worker"),
          "report", List.of("onnx", "surgeon", "profile"),
          "command", List.of("onnx", "surgeon", "profile", "worker", "ort", "report"),
          "kernel", List.of("onnx", "surgeon", "profile", "worker", "ort", "report", "command"));

  /// A library's package to the one place that may import it.
  static final Map<String, String> OWNER_OF_LIBRARY =
      Map.of(
          "ai.onnxruntime..", "dev.oplab.ort..",
          "org.knowm.xchart..", "dev.oplab.report..",
          "org.dflib.jjava..", "dev.oplab.kernel..");

  /// The messages generated from onnx.proto, and the one class that turns models into them.
  static final String MESSAGES = "dev.oplab.onnx.proto..";

  static final String BRIDGE_TO_MESSAGES = "dev.oplab.onnx.ProtoBridge";

  static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.oplab");
}
