package io.github.kmeans4j.core;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The rooms of the core, and the order in which they stand on each other. */
class ArchitectureTest {
  private static final String CORE = "io.github.kmeans4j.core";
  private static final String INTERNAL = CORE + ".internal";

  /** From the top floor to the ground: a room uses the ones after it only. */
  private static final String[] ROOMS = {
    "measure", "column", "lloyd", "seed", "project", "assign", "update", "exact", "rows", "sums",
    "work", "kernel"
  };

  /** Packages of more classes than these are two packages. */
  private static final int MOST_CLASSES = 14;

  private static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_JARS)
          .importPackages(CORE);

  private static String room(int floor) {
    return INTERNAL + "." + ROOMS[floor];
  }

  @Test
  void roomsUseOnlyThoseBelow() {
    for (int floor = 1; floor < ROOMS.length; floor++) {
      String[] above =
          Arrays.stream(ROOMS, 0, floor).map(r -> INTERNAL + "." + r).toArray(String[]::new);
      noClasses()
          .that(resideInAPackage(room(floor)))
          .should()
          .dependOnClassesThat(resideInAnyPackage(above))
          .check(ALL);
    }
  }

  @Test
  void everyRoomIsInTheOrderAndHasClasses() {
    String found =
        ALL.stream()
            .map(type -> type.getPackageName())
            .filter(name -> name.startsWith(INTERNAL))
            .distinct()
            .sorted()
            .collect(Collectors.joining(" "));
    String expected =
        Arrays.stream(ROOMS).sorted().map(r -> INTERNAL + "." + r).collect(Collectors.joining(" "));
    assertEquals(expected, found);
  }

  @Test
  void roomsKnowNothingOfWhatIsBuiltOnThem() {
    noClasses()
        .that(resideInAPackage(INTERNAL + ".."))
        .should()
        .dependOnClassesThat(resideInAnyPackage(CORE, CORE + ".data..", CORE + ".evaluation.."))
        .check(ALL);
  }

  @Test
  void packagesMakeNoCircles() {
    slices().matching(CORE + ".(**)").should().beFreeOfCycles().check(ALL);
  }

  @Test
  void packagesStaySmall() {
    Map<String, Integer> sizes = new TreeMap<>();
    ALL.stream()
        .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
        .forEach(type -> sizes.merge(type.getPackageName(), 1, Integer::sum));
    sizes.forEach(
        (name, size) ->
            assertTrue(size <= MOST_CLASSES, name + " has " + size + " classes: make rooms"));
  }
}
