package dev.oplab.arch;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noConstructors;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PublicApiTest {

  static Stream<String> modules() {
    return new TreeSet<>(Boundaries.MAY_USE.keySet()).stream();
  }

  @ParameterizedTest
  @MethodSource("modules")
  void whatIsInternalToAModuleIsUsedThereOnly(String module) {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.oplab." + module + "..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.oplab." + module + ".internal..")
        .because("internal packages may change at any time")
        .allowEmptyShould(true)
        .check(Boundaries.CLASSES);
  }

  @Test
  void publicSignaturesNameNoInternalType() {
    classes()
        .that()
        .arePublic()
        .and()
        .resideOutsideOfPackage("..internal..")
        .should(showNoInternalType())
        .check(Boundaries.CLASSES);
  }

  @Test
  void theExceptionsOfOthersAreNotThrownWithoutAMessage() {
    noConstructors()
        .that()
        .areDeclaredInClassesThat()
        .areAssignableTo(Throwable.class)
        .should()
        .haveRawParameterTypes(new Class<?>[0])
        .because("an error says what happened, where and how to fix it")
        .check(Boundaries.CLASSES);
  }

  private static ArchCondition<JavaClass> showNoInternalType() {
    return new ArchCondition<>("show no internal type in a public signature") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        for (JavaCodeUnit unit : type.getCodeUnits()) {
          if (!unit.getModifiers().contains(JavaModifier.PUBLIC)) {
            continue;
          }
          Stream.concat(Stream.of(unit.getRawReturnType()), unit.getRawParameterTypes().stream())
              .filter(seen -> seen.getPackageName().startsWith("dev.oplab"))
              .filter(seen -> seen.getPackageName().contains(".internal"))
              .forEach(seen ->
                  events.add(
                      SimpleConditionEvent.violated(
                          unit, unit.getFullName() + " shows " + seen.getName())));
        }
      }
    };
  }
}
