package dev.oplab.surgeon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oplab.onnx.Graph;
import dev.oplab.onnx.GraphCopy;
import dev.oplab.onnx.LocalFunction;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.OnnxIo;
import dev.oplab.onnx.Tensor;
import dev.oplab.onnx.Value;
import dev.oplab.surgeon.diff.ModelDiff;
import dev.oplab.surgeon.pass.PassManager;
import dev.oplab.surgeon.pattern.Match;
import dev.oplab.surgeon.pattern.Pattern;
import dev.oplab.surgeon.pattern.Term;
import dev.oplab.testkit.Fixtures;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import org.junit.jupiter.api.Test;

/// The tables of docs/GRAPHSURGEON.md name methods that there are.
class GraphsurgeonPageTest {
  private static final Map<String, Class<?>> TYPES =
      Map.ofEntries(
          Map.entry("g", Surgeon.class),
          Map.entry("Surgeon", Surgeon.class),
          Map.entry("graph", Graph.class),
          Map.entry("model", Model.class),
          Map.entry("Model", Model.class),
          Map.entry("node", Node.class),
          Map.entry("value", Value.class),
          Map.entry("tensor", Tensor.class),
          Map.entry("Tensor", Tensor.class),
          Map.entry("match", Match.class),
          Map.entry("pattern", Pattern.class),
          Map.entry("Pattern", Pattern.class),
          Map.entry("Term", Term.class),
          Map.entry("merge", Merge.class),
          Map.entry("Merge", Merge.class),
          Map.entry("OnnxIo", OnnxIo.class),
          Map.entry("ModelDiff", ModelDiff.class),
          Map.entry("PassManager", PassManager.class),
          Map.entry("GraphCopy", GraphCopy.class),
          Map.entry("LocalFunction", LocalFunction.class));

  private static List<String> ourCells() throws IOException {
    String page = Files.readString(Fixtures.projectRoot().resolve("docs/GRAPHSURGEON.md"));
    String tables = page.substring(page.indexOf("## From every name there to ours"));
    return tables
        .lines()
        .filter(line -> line.startsWith("| "))
        .map(line -> line.contains("| `g.") ? line : line.substring(line.indexOf(" | ") + 3))
        .toList();
  }

  @Test
  void everyMethodThatATableNamesIsThere() throws IOException {
    java.util.regex.Pattern call = java.util.regex.Pattern.compile("\\b(\\w+)\\.(\\w+)\\(");
    int checked = 0;
    for (String cell : ourCells()) {
      for (MatchResult named : call.matcher(cell).results().toList()) {
        Class<?> type = TYPES.get(named.group(1));
        if (type != null) {
          checked++;
          assertThat(Arrays.stream(type.getMethods()).map(Method::getName))
              .as("%s in: %s", named.group(), cell)
              .contains(named.group(2));
        }
      }
    }
    assertThat(checked).isGreaterThan(90);
  }
}
