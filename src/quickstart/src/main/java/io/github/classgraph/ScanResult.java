package io.github.classgraph;

import java.util.List;
import java.util.stream.Stream;

/// What a scan would find: Tablesaw's readers and writers that are on the class path.
public final class ScanResult implements AutoCloseable {
  private static final List<String> KNOWN =
      List.of(
          "csv.CsvReader",
          "csv.CsvWriter",
          "fixed.FixedWidthReader",
          "fixed.FixedWidthWriter",
          "json.JsonReader",
          "json.JsonWriter",
          "html.HtmlReader",
          "html.HtmlWriter",
          "xlsx.XlsxReader",
          "saw.SawReader",
          "saw.SawWriter");

  ScanResult() {}

  /// {@return those of `DataReader` or of `DataWriter`}
  public ClassInfoList getClassesImplementing(String type) {
    String role = type.endsWith("DataWriter") ? "Writer" : "Reader";
    Stream<String> names =
        KNOWN.stream().filter(name -> name.endsWith(role)).map(name -> "tech.tablesaw.io." + name);
    return new ClassInfoList(names.filter(ScanResult::isPresent).toList());
  }

  private static boolean isPresent(String name) {
    ClassLoader loader = ScanResult.class.getClassLoader();
    return loader != null && loader.getResource(name.replace('.', '/') + ".class") != null;
  }

  @Override
  public void close() {}
}
