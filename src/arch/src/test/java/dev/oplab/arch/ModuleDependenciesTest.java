package dev.oplab.arch;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ModuleDependenciesTest {

  static Stream<String> modules() {
    return new TreeSet<>(Boundaries.MAY_USE.keySet()).stream();
  }

  static Stream<String> libraries() {
    return new TreeSet<>(Boundaries.OWNER_OF_LIBRARY.keySet()).stream();
  }

  @ParameterizedTest
  @MethodSource("modules")
  void aModuleUsesOnlyTheModulesBelowIt(String module) {
    String[] forbidden =
        modules()
            .filter(other -> !other.equals(module))
            .filter(other -> !Boundaries.MAY_USE.getOrDefault(module, List.of()).contains(other))
            .map(other -> "dev.oplab." + other + "..")
            .toArray(String[]::new);
    if (forbidden.length > 0) {
      noClasses()
          .that()
          .resideInAPackage("dev.oplab." + module + "..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(forbidden)
          .because("dependencies point one way, see docs/ARCHITECTURE.md")
          .check(Boundaries.CLASSES);
    }
  }

  @ParameterizedTest
  @MethodSource("libraries")
  void aLibraryIsUsedInOneModule(String library) {
    noClasses()
        .that()
        .resideOutsideOfPackage(Boundaries.OWNER_OF_LIBRARY.get(library))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .because("a library's types stay behind the module that wraps it")
        .allowEmptyShould(true)
        .check(Boundaries.CLASSES);
  }

  @Test
  void nativeLibrariesStayInTheirModules() {
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.oplab.torch..", "dev.oplab.ort..", "dev.oplab.tensorrt..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.bytedeco..")
        .because("native code runs in a worker process, behind the modules that own it")
        .check(Boundaries.CLASSES);
  }

  @Test
  void protobufIsUsedByTheMessagesAndTheBridgeToThem() {
    noClasses()
        .that()
        .resideOutsideOfPackage(Boundaries.MESSAGES)
        .and()
        .doNotHaveFullyQualifiedName(Boundaries.BRIDGE_TO_MESSAGES)
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.google.protobuf..")
        .because("ONNX is read and written by readers and writers of our own, see docs/adr/0005")
        .check(Boundaries.CLASSES);
  }

  @Test
  void theMessagesAreForUsersAndNamedByOnnxIoAlone() {
    noClasses()
        .that()
        .resideOutsideOfPackage(Boundaries.MESSAGES)
        .and()
        .doNotHaveFullyQualifiedName(Boundaries.BRIDGE_TO_MESSAGES)
        .and()
        .doNotHaveFullyQualifiedName("dev.oplab.onnx.OnnxIo")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(Boundaries.MESSAGES)
        .because("what works on a Model keeps all of it, at any size, see docs/adr/0005")
        .check(Boundaries.CLASSES);
  }

  @Test
  void modulesHaveNoCycles() {
    SlicesRuleDefinition.slices()
        .matching("dev.oplab.(*)..")
        .should()
        .beFreeOfCycles()
        .check(Boundaries.CLASSES);
  }

  @Test
  void everyPackageBelongsToAKnownModule() {
    assertThat(Boundaries.CLASSES)
        .extracting(type -> module(type.getPackageName()))
        .as("add the module to Boundaries and docs/ARCHITECTURE.md")
        .isSubsetOf(Stream.concat(Stream.of("testkit"), modules()).toList());
  }

  private static String module(String packageName) {
    String inside = packageName.substring("dev.oplab.".length());
    int dot = inside.indexOf('.');
    return dot < 0 ? inside : inside.substring(0, dot);
  }
}
